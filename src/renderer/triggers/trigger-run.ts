import { createSignWatch } from '@motion/triggers/sign-watch';
import type { CommandPhase } from '@shared/commands';
import type { MotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import type { Host } from '../host';
import { watchGamepads } from './gamepads';
import { watchMidi } from './midi';

/** What sets rules off besides keys, in the one page that leads: signs, faces and words of the person, MIDI, gamepads. */
export interface TriggerRun {
  follow(triggers: Settings['triggers']): void;
  /** A frame of the solver's. Allocates nothing while nothing is set off. */
  push(frame: MotionFrame): void;
  /** The user has said the keyword of this id. */
  hear(keyword: string): void;
  /** The camera has closed or another source came. */
  resetSigns(): void;
  close(): void;
}

export const createTriggerRun = (host: Pick<Host, 'api'>): TriggerRun => {
  const fire = (id: string, phase: CommandPhase): void => {
    // A host that has gone is told by the page itself.
    void host.api.fireTrigger(id, phase).catch(() => undefined);
  };
  const signs = createSignWatch({ onSign: fire });
  const midi = watchMidi({ fire });
  const gamepads = watchGamepads({ fire });
  let followed: Settings['triggers'] | undefined;
  let key = '';
  return {
    follow: (triggers) => {
      if (triggers === followed) return;
      followed = triggers;
      const next = JSON.stringify(triggers);
      if (next === key) return;
      key = next;
      signs.setRules(triggers.rules, triggers.taught);
      midi.setRules(triggers.rules);
      gamepads.setRules(triggers.rules);
    },
    push: signs.push,
    hear: (keyword) => {
      for (const { id, on, when } of followed?.rules ?? []) {
        if (!on || when.kind !== 'voice' || when.id !== keyword) continue;
        // A word has no length to hold something for.
        fire(id, 'press');
        fire(id, 'release');
      }
    },
    resetSigns: signs.reset,
    close: () => {
      signs.reset();
      midi.close();
      gamepads.close();
    },
  };
};
