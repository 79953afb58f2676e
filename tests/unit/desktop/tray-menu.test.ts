import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LANGUAGES } from '@shared/language';
import { OUTPUT_IDS, type OutputState, outputOff } from '@shared/outputs';
import { describe, expect, it } from 'vitest';
import { desktopTexts } from '../../../src/main/services/desktop/texts';
import { trayMenu, trayTooltip } from '../../../src/main/services/desktop/tray-menu';

const live = (id: OutputState['id']): OutputState => ({ id, state: 'live', rate: 60 });
const t = desktopTexts('en', []);

describe('the tray', () => {
  it('lists every output, ticked while it is on, and each press is its switch', () => {
    const menu = trayMenu({ outputs: [live('window'), outputOff('vmc-send')], panicked: false }, t);
    const outputs = menu.filter((item) => item.kind === 'command' && item.checked !== undefined);
    expect(outputs).toEqual([
      {
        kind: 'command',
        label: 'Stage window',
        checked: true,
        command: { type: 'toggle-output', output: 'window' },
      },
      {
        kind: 'command',
        label: 'VMC',
        checked: false,
        command: { type: 'toggle-output', output: 'vmc-send' },
      },
    ]);
    expect(menu.at(-1)).toEqual({ kind: 'do', label: 'Quit Kagami', act: 'quit' });
  });

  it('closes the camera, and says so when it is closed', () => {
    const labels = (panicked: boolean) =>
      trayMenu({ outputs: [], panicked }, t).flatMap((item) => ('label' in item ? [item.label] : []));
    expect(labels(false)).toContain('Camera off now');
    expect(labels(true)).toContain('Open the camera again');
  });

  it('tells at a glance whether something is live', () => {
    expect(trayTooltip({ outputs: [live('window')], panicked: false }, t)).toBe('Kagami: live');
    expect(trayTooltip({ outputs: [outputOff('window')], panicked: false }, t)).toBe('Kagami');
  });
});

describe('the texts that the system shows', () => {
  const folder = resolve('src/main/services/desktop/texts');
  const keysOf = (language: string): string[] => {
    const { outputs, ...rest } = JSON.parse(readFileSync(`${folder}/${language}.json`, 'utf8'));
    return [...Object.keys(rest), ...Object.keys(outputs)].sort();
  };

  it('are there in every language of Studio', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(files.sort()).toEqual(
      Object.keys(LANGUAGES)
        .map((language) => `${language}.json`)
        .sort(),
    );
    for (const language of Object.keys(LANGUAGES)) expect(keysOf(language), language).toEqual(keysOf('en'));
  });

  it('name every output', () => {
    for (const id of OUTPUT_IDS) expect(t(`outputs.${id}`)).not.toContain('outputs.');
  });

  it('follow the language that is set, else the system’s', () => {
    expect(desktopTexts('ja', ['es'])('quit')).toBe('Kagami を終了');
    expect(desktopTexts('', ['de', 'es-MX'])('quit')).toBe('Salir de Kagami');
    expect(desktopTexts('es', [])('fault', { output: 'VMC' })).toBe('Se ha detenido: VMC');
  });
});
