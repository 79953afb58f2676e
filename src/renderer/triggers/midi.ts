import type { CommandPhase } from '@shared/commands';
import type { Rule, WhenOf } from '@shared/triggers';

type Midi = WhenOf<'midi'>;

/** Notes and controls of every MIDI input, by Web MIDI. */
export interface MidiWatch {
  /** Asks for MIDI once a rule wants it. */
  setRules(rules: readonly Rule[]): void;
  close(): void;
}

export interface MidiWatchOptions {
  fire(ruleId: string, phase: CommandPhase): void;
  /** Whatever was played or pressed, for a rule that learns. */
  onInput?(when: Midi): void;
  /** Default: the browser's. */
  requestAccess?: () => Promise<MIDIAccess>;
}

/** A control counts as pressed from this value on, and as let go below the lower one (of 127): knobs tremble. */
const PRESSED = 64;
const LET_GO = 48;

export const watchMidi = ({
  fire,
  onInput,
  requestAccess = () => navigator.requestMIDIAccess({ sysex: false }),
}: MidiWatchOptions): MidiWatch => {
  let rules: { id: string; when: Midi }[] = [];
  let asked = false;
  let closeAccess = (): void => undefined;
  let closed = false;
  const down = new Set<string>();

  const hear = (event: MIDIMessageEvent): void => {
    const message = readMidi(event.data);
    if (message === undefined) return;
    const { when, value } = message;
    const key = keyOf(when);
    const pressed = down.has(key)
      ? value >= (when.message === 'note' ? 1 : LET_GO)
      : value >= threshold(when);
    if (pressed === down.has(key)) return;
    if (pressed) down.add(key);
    else down.delete(key);
    if (pressed) onInput?.(when);
    for (const rule of rules) if (keyOf(rule.when) === key) fire(rule.id, pressed ? 'press' : 'release');
  };

  const open = async (): Promise<void> => {
    const midi = await requestAccess();
    if (closed) return;
    const listen = (): void => {
      for (const input of midi.inputs.values()) input.onmidimessage = hear;
    };
    midi.onstatechange = listen;
    closeAccess = () => {
      midi.onstatechange = null;
      for (const input of midi.inputs.values()) input.onmidimessage = null;
    };
    listen();
  };

  return {
    setRules: (next) => {
      rules = next.flatMap(({ id, on, when }) => (on && when.kind === 'midi' ? [{ id, when }] : []));
      if (rules.length === 0 && onInput === undefined) return;
      // Refused, or no MIDI here: the rule's row says so when it learns; asked again after the next start.
      if (!asked) open().catch(() => undefined);
      asked = true;
    },
    close: () => {
      closed = true;
      closeAccess();
    },
  };
};

const threshold = ({ message }: Midi): number => (message === 'note' ? 1 : PRESSED);

const keyOf = ({ message, channel, number }: Midi): string => `${message} ${channel} ${number}`;

/**
 * Note on, note off and control change; undefined for all other messages.
 * Source: MIDI 1.0 Detailed Specification, table 1 (status bytes); a note on of velocity 0 is a note off.
 */
export const readMidi = (data: Uint8Array | null): { when: Midi; value: number } | undefined => {
  if (data === null || data.length < 3) return undefined;
  const [status, number, value] = [data[0]!, data[1]!, data[2]!];
  if (number > 127 || value > 127) return undefined;
  const channel = (status & 0x0f) + 1;
  switch (status & 0xf0) {
    case 0x90:
      return { when: { kind: 'midi', message: 'note', channel, number }, value };
    case 0x80:
      return { when: { kind: 'midi', message: 'note', channel, number }, value: 0 };
    case 0xb0:
      return { when: { kind: 'midi', message: 'control', channel, number }, value };
    default:
      return undefined;
  }
};
