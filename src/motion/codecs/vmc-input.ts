import type { CommandPhase } from '@shared/commands';
import { VMC_INPUT_LENGTH } from '@shared/triggers';

/** A key, a button, a note or a knob that was pressed at the sender's, or let go. */
export interface VmcInput {
  /** As rules name it: `Left ClickTrigger`, `Key F1`, `Note 1 60`, `Knob 7`. */
  name: string;
  phase: CommandPhase;
}

type Reading = 'ignored' | 'refused' | VmcInput;

/**
 * Reads what a sender tells of its controllers, keyboard and MIDI. Touches and sticks are passed over: they are no presses.
 * Source: protocol.vmc.info, "Controller Input", "keyboard Input", "MIDI Note Input", "MIDI CC Button Input". Names of buttons and keys
 * are the sender's own.
 *
 * @returns `ignored` for messages about anything else
 */
export const readVmcInput = (address: string, args: readonly unknown[]): Reading => {
  switch (address) {
    case '/VMC/Ext/Con': {
      const [active, name, isLeft, isTouch, isAxis] = args;
      if (!isWhole(isLeft) || !isWhole(isTouch) || !isWhole(isAxis)) return 'refused';
      // 2: an axis has moved.
      if (isTouch !== 0 || isAxis !== 0 || active === 2) return 'ignored';
      return named(active, isLeft === 1 ? 'Left' : 'Right', name);
    }
    case '/VMC/Ext/Key':
      return named(args[0], 'Key', args[1]);
    case '/VMC/Ext/Midi/Note': {
      const [active, channel, note] = args;
      return isWhole(channel) && isWhole(note) ? named(active, 'Note', `${channel} ${note}`) : 'refused';
    }
    case '/VMC/Ext/Midi/CC/Bit':
      return isWhole(args[0]) ? named(args[1], 'Knob', `${args[0]}`) : 'refused';
    default:
      return 'ignored';
  }
};

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

const named = (active: unknown, kind: string, own: unknown): Reading => {
  if ((active !== 0 && active !== 1) || typeof own !== 'string') return 'refused';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const name = `${kind} ${own.slice(0, VMC_INPUT_LENGTH)}`.replace(/[\u0000-\u001f\u007f]/g, '').trim();
  return { name: name.slice(0, VMC_INPUT_LENGTH), phase: active === 1 ? 'press' : 'release' };
};
