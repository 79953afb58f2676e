import { actsOnRelease, type CommandPhase } from '@shared/commands';
import { type EventWords, NO_WORDS, withEventWords } from '@shared/event-words';
import type { Rule, RuleFaults, WhenKind, WhenOf } from '@shared/triggers';
import type { Commands } from './commands';
import { createListeners } from './listeners';
import type { Log } from './log';
import type { SettingsStore } from './settings';

/** The user's rules at work: whoever sees a key, a hand sign or a scene fires the rule here, which keeps its cool-down. */
export interface Triggers {
  /** Does what the rule says, unless it is off, gone or resting. */
  fire(id: string, phase?: CommandPhase): void;
  /** Fires every rule of the kind that is meant; `words` are what the event brings for its commands. @returns how many rules were meant and are on, resting or not */
  fireWhere<Kind extends WhenKind>(
    kind: Kind,
    isMeant: (when: WhenOf<Kind>) => boolean,
    phase?: CommandPhase,
    words?: (when: WhenOf<Kind>) => EventWords,
  ): number;
  /** The scene that OBS shows, told again and again; undefined while there is none. Rules act when it becomes another. */
  sceneShown(scene: string | undefined): void;
  readonly faults: RuleFaults;
  /** Rules that cannot act: told by whoever registers keys with the system. */
  setFaults(faults: RuleFaults): void;
  onFaults(listener: (faults: RuleFaults) => void): () => void;
}

export interface TriggersOptions {
  settings: SettingsStore;
  commands: Commands;
  log: Pick<Log, 'warn'>;
  now?: () => number;
}

export const createTriggers = ({ settings, commands, log, now = Date.now }: TriggersOptions): Triggers => {
  const faultListeners = createListeners<RuleFaults>();
  const actedAt = new Map<string, number>();
  let faults: RuleFaults = {};
  let sceneNow: string | undefined;

  const act = (rule: Rule, phase: CommandPhase, words: EventWords): void => {
    for (const command of rule.do) {
      if (phase === 'release' && !actsOnRelease(command)) continue;
      try {
        commands.run(withEventWords(command, words), phase);
      } catch (error) {
        log.warn(`The rule "${rule.name || rule.id}" could not act: ${(error as Error).message}`);
      }
    }
  };

  const fireRule = (rule: Rule, phase: CommandPhase, words = NO_WORDS): void => {
    // What a rule began it may always end, even if it was switched off meanwhile.
    if (phase === 'press') {
      const rests = now() - (actedAt.get(rule.id) ?? Number.NEGATIVE_INFINITY) < rule.coolDownMs;
      if (!rule.on || rests) return;
      actedAt.set(rule.id, now());
    }
    act(rule, phase, words);
  };

  const fireWhere = <Kind extends WhenKind>(
    kind: Kind,
    isMeant: (when: WhenOf<Kind>) => boolean,
    phase: CommandPhase = 'press',
    words: (when: WhenOf<Kind>) => EventWords = () => NO_WORDS,
  ): number => {
    const meant = settings.current.triggers.rules.filter(
      ({ on, when }) => (on || phase === 'release') && when.kind === kind && isMeant(when as WhenOf<Kind>),
    );
    for (const rule of meant) fireRule(rule, phase, words(rule.when as WhenOf<Kind>));
    return meant.length;
  };

  return {
    fireWhere,
    fire(id, phase = 'press') {
      const rule = settings.current.triggers.rules.find((candidate) => candidate.id === id);
      if (rule !== undefined) fireRule(rule, phase);
    },
    sceneShown(scene) {
      if (scene === sceneNow) return;
      sceneNow = scene;
      fireWhere('obs-scene', (when) => when.scene === scene);
    },
    get faults() {
      return faults;
    },
    setFaults(next) {
      faults = next;
      faultListeners.tell(next);
    },
    onFaults: faultListeners.add,
  };
};
