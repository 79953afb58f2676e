import type { WhenOf } from '@shared/triggers';
import { watchGamepads } from '../../triggers/gamepads';
import { watchMidi } from '../../triggers/midi';

/** Waits for the next MIDI key or knob. @returns cancels */
export const learnMidi = (onHeard: (when: WhenOf<'midi'>) => void, onRefused: () => void): (() => void) => {
  let over = false;
  const midi = watchMidi({
    fire: () => undefined,
    onInput: (when) => {
      if (!over) onHeard(when);
    },
    requestAccess: async () => {
      try {
        return await navigator.requestMIDIAccess({ sysex: false });
      } catch (error) {
        if (!over) onRefused();
        throw error;
      }
    },
  });
  midi.setRules([]);
  return () => {
    over = true;
    midi.close();
  };
};

/** Waits for the next gamepad button. @returns cancels */
export const learnButton = (onHeard: (button: number) => void): (() => void) => {
  const gamepads = watchGamepads({ fire: () => undefined, onInput: onHeard });
  gamepads.setRules([]);
  return gamepads.close;
};
