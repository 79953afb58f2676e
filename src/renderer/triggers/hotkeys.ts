import type { CommandPhase } from '@shared/commands';
import { chordMatches, type KeyChord, readChord } from '@shared/key-chord';
import type { Settings } from '@shared/settings';
import type { Rule } from '@shared/triggers';
import type { Host } from '../host';

/** Hotkeys while this page's window has the focus. */
export interface Hotkeys {
  setRules(rules: readonly Rule[]): void;
  close(): void;
}

/** Fields with this attribute take keys for themselves. */
export const TAKES_KEYS = 'data-takes-keys';

/** The hotkeys of the settings, in this page. @returns a function that ends them */
export const startHotkeys = (host: Pick<Host, 'api' | 'onSettings'>): (() => void) => {
  const hotkeys = watchHotkeys(window, (id, phase) => {
    // A host that has gone is told by the page itself.
    void host.api.fireTrigger(id, phase).catch(() => undefined);
  });
  const follow = ({ triggers }: Settings): void => hotkeys.setRules(triggers.rules);
  void host.api.getSettings().then(follow, () => undefined);
  const stop = host.onSettings(follow);
  return () => {
    stop();
    hotkeys.close();
  };
};

/** @param target what listens: the page's window */
export const watchHotkeys = (
  target: Window,
  fire: (ruleId: string, phase: CommandPhase) => void,
): Hotkeys => {
  let chords: { id: string; chord: KeyChord }[] = [];
  /** Rules whose key is down, by the key's code. */
  const held = new Map<string, string[]>();

  const press = (event: KeyboardEvent): void => {
    if (isTyping(event)) return;
    const ids = chords.filter(({ chord }) => chordMatches(chord, event)).map(({ id }) => id);
    if (ids.length === 0) return;
    // Before anything of the page or the browser takes the key.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat || held.has(event.code)) return;
    held.set(event.code, ids);
    for (const id of ids) fire(id, 'press');
  };

  const letGo = (code: string): void => {
    const ids = held.get(code) ?? [];
    held.delete(code);
    for (const id of ids) fire(id, 'release');
  };

  const release = (event: KeyboardEvent): void => {
    letGo(event.code);
    // macOS tells of no other key that is let go while Command is down.
    if (event.key === 'Meta') letGoAll();
  };

  /** The window loses the focus: it will not hear of keys that are let go. */
  const letGoAll = (): void => {
    for (const code of [...held.keys()]) letGo(code);
  };

  target.addEventListener('keydown', press, true);
  target.addEventListener('keyup', release, true);
  target.addEventListener('blur', letGoAll);
  return {
    setRules: (rules) => {
      chords = rules.flatMap(({ id, on, when }) => {
        const chord = on && when.kind === 'hotkey' ? readChord(when.keys) : undefined;
        return chord === undefined ? [] : [{ id, chord }];
      });
    },
    close: () => {
      letGoAll();
      target.removeEventListener('keydown', press, true);
      target.removeEventListener('keyup', release, true);
      target.removeEventListener('blur', letGoAll);
    },
  };
};

/** Kinds of input that take no text. */
const NO_TEXT = new Set(['button', 'checkbox', 'color', 'file', 'radio', 'range', 'reset', 'submit']);

const isTyping = ({ target, isComposing }: KeyboardEvent): boolean => {
  if (isComposing) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(`[${TAKES_KEYS}]`) !== null) return true;
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
};
