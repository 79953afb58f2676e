import {
  acceleratorOf,
  chordMatches,
  chordOf,
  describeChord,
  mayStandAlone,
  readChord,
  writeChord,
} from '@shared/key-chord';
import { type Rule, ruleSchema } from '@shared/triggers';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { watchGamepads } from '../../../src/renderer/triggers/gamepads';
import { readMidi, watchMidi } from '../../../src/renderer/triggers/midi';

const press = (code: string, modifiers = '') => ({
  code,
  ctrlKey: modifiers.includes('c'),
  altKey: modifiers.includes('a'),
  shiftKey: modifiers.includes('s'),
  metaKey: modifiers.includes('m'),
});

test('a chord is written, read and matched alike, whatever keys it has', () => {
  const code = fc.constantFrom('KeyA', 'Digit5', 'F12', 'Numpad7', 'ArrowUp', 'Space', 'Slash', 'Insert');
  const flag = fc.boolean();
  fc.assert(
    fc.property(code, flag, flag, flag, flag, (key, ctrlKey, altKey, shiftKey, metaKey) => {
      const event = { code: key, ctrlKey, altKey, shiftKey, metaKey };
      const chord = readChord(writeChord(chordOf(event)!))!;
      expect(chordMatches(chord, event)).toBe(true);
      expect(chordMatches(chord, { ...event, ctrlKey: !ctrlKey })).toBe(false);
      expect(acceleratorOf(writeChord(chord))).toMatch(/^((Control|Alt|Shift|Super)\+)*\S+$/);
    }),
  );
});

test('nonsense is no chord', () => {
  for (const text of [
    '',
    '+',
    'Control',
    'ControlLeft',
    'Control+',
    'Control+Control+KeyA',
    'Hyper+KeyA',
    'KeyA+Control',
  ])
    expect(readChord(text), text).toBeUndefined();
  expect(chordOf(press('ShiftLeft', 's'))).toBeUndefined();
  expect(chordOf(press(''))).toBeUndefined();
});

test('keys are shown as people read them, and given to Electron under its names', () => {
  expect(describeChord('Control+Shift+KeyP')).toBe('Ctrl + Shift + P');
  expect(describeChord('Control+Shift+KeyP', true)).toBe('⌃ ⇧ P');
  expect(describeChord('Numpad7')).toBe('Num 7');
  expect(acceleratorOf('Control+Shift+KeyP')).toBe('Control+Shift+P');
  expect(acceleratorOf('Numpad7')).toBe('num7');
  expect(acceleratorOf('Meta+ArrowUp')).toBe('Super+Up');
  expect(acceleratorOf('Control+IntlBackslash')).toBeUndefined();
});

test('letters never stand alone, function keys may', () => {
  expect(mayStandAlone(chordOf(press('KeyP'))!)).toBe(false);
  expect(mayStandAlone(chordOf(press('KeyP', 's'))!)).toBe(false);
  expect(mayStandAlone(chordOf(press('KeyP', 'c'))!)).toBe(true);
  expect(mayStandAlone(chordOf(press('F9'))!)).toBe(true);
});

const rule = (id: string, when: object): Rule => ruleSchema.parse({ id, when });

test('MIDI notes and knobs press and let go once', async () => {
  const input = { onmidimessage: null as ((event: { data: Uint8Array }) => void) | null };
  const heard: string[] = [];
  const midi = watchMidi({
    fire: (id, phase) => heard.push(`${id} ${phase}`),
    requestAccess: async () => ({ inputs: new Map([['1', input]]), onstatechange: null }) as never,
  });
  midi.setRules([
    rule('note', { kind: 'midi', message: 'note', channel: 1, number: 60 }),
    rule('knob', { kind: 'midi', message: 'control', channel: 3, number: 7 }),
  ]);
  await vi.waitFor(() => expect(input.onmidimessage).not.toBeNull());
  const send = (...data: number[]) => input.onmidimessage!({ data: Uint8Array.from(data) });
  send(0x90, 60, 100);
  send(0x90, 60, 90);
  send(0x90, 60, 0);
  send(0x91, 60, 100);
  for (const value of [10, 63, 64, 60, 70, 49, 47, 50]) send(0xb2, 7, value);
  expect(heard).toEqual(['note press', 'note release', 'knob press', 'knob release']);
  midi.close();
  expect(input.onmidimessage).toBeNull();
});

test('no MIDI is asked for while no rule wants it', () => {
  const requestAccess = vi.fn();
  watchMidi({ fire: () => {}, requestAccess }).setRules([rule('k', { kind: 'hotkey', keys: 'F1' })]);
  expect(requestAccess).not.toHaveBeenCalled();
});

test('whatever bytes come, MIDI is read or passed over', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 6 }), (data) => {
      const read = readMidi(data);
      if (read === undefined) return;
      expect(rule('x', read.when).when).toEqual(read.when);
      expect(read.value).toBeLessThan(128);
    }),
  );
});

test('a gamepad button presses and lets go once, on whichever pad', () => {
  vi.useFakeTimers();
  const pads: ({ buttons: { pressed: boolean }[] } | null)[] = [null, { buttons: [] }];
  const heard: string[] = [];
  const watch = watchGamepads({
    fire: (id, phase) => heard.push(`${id} ${phase}`),
    getGamepads: () => pads as never,
  });
  watch.setRules([rule('b', { kind: 'gamepad', button: 2 })]);
  const hold = (...pressed: boolean[]) => {
    pads[1] = { buttons: pressed.map((down) => ({ pressed: down })) };
    vi.advanceTimersByTime(50);
  };
  hold(false, true, false);
  hold(false, true, true);
  hold(false, false, true);
  hold();
  expect(heard).toEqual(['b press', 'b release']);
  watch.close();
  vi.useRealTimers();
});
