import type { CommandPhase } from '@shared/commands';
import type { MotionFrame } from '@shared/motion-frame';
import type { Rule, Taught, WhenOf } from '@shared/triggers';
import { scoreFace } from './face-signs';
import { createHandReader, type HandShapes, type HandSide } from './hand-shape';
import { scoreSign } from './hand-signs';
import { createLatch, type Latch } from './latch';
import { createFeatureReader, createTaughtScorer, type TaughtScorer } from './taught';

/** Watches the person's solved motion for what sets rules off: hand signs, faces, and what the user taught. */
export interface SignWatch {
  /** A list of rules; those of other kinds are passed over. */
  setRules(rules: readonly Rule[], taught: readonly Taught[]): void;
  /** A frame of the solver's: not mirrored, the person's own left and right. Allocates nothing. */
  push(frame: MotionFrame): void;
  /** The source has gone: whatever is shown ends. */
  reset(): void;
}

export interface SignWatchOptions {
  onSign(ruleId: string, phase: CommandPhase): void;
}

type Watched = WhenOf<'gesture'> | WhenOf<'face'> | WhenOf<'taught'>;

interface Entry {
  id: string;
  /** What was asked for, to keep the state of rules that did not change. */
  key: string;
  when: Watched;
  /** One for each hand that may show it; one for faces. */
  latches: readonly { side: HandSide; latch: Latch }[];
  scorer: TaughtScorer | undefined;
  of: Taught['of'] | undefined;
  shown: boolean;
}

export const createSignWatch = ({ onSign }: SignWatchOptions): SignWatch => {
  const readHands = createHandReader();
  const features = createFeatureReader();
  let entries: Entry[] = [];
  let time = Number.NEGATIVE_INFINITY;

  const end = (entry: Entry): void => {
    if (!entry.shown) return;
    entry.shown = false;
    onSign(entry.id, 'release');
  };

  const setRules: SignWatch['setRules'] = (rules, taught) => {
    const former = new Map(entries.map((entry) => [entry.id, entry]));
    entries = rules.flatMap((rule) => {
      if (!rule.on || !isWatched(rule.when)) return [];
      const next = createEntry(rule.id, rule.when, taught);
      if (next === undefined) return [];
      const same = former.get(rule.id);
      if (same?.key !== next.key) return [next];
      former.delete(rule.id);
      return [same];
    });
    for (const gone of former.values()) end(gone);
  };

  const scoreOf = (entry: Entry, side: HandSide, frame: MotionFrame, hands: HandShapes): number => {
    const { when } = entry;
    if (when.kind === 'gesture') return scoreSign(when.sign, hands, side);
    if (when.kind === 'face') return scoreFace(when.face, frame);
    const found = features.read(entry.of!, frame);
    return found === undefined ? Number.NaN : entry.scorer!.score(found);
  };

  return {
    setRules,
    push: (frame) => {
      if (entries.length === 0) return;
      if (frame.time < time) for (const entry of entries) end(entry);
      time = frame.time;
      const hands = readHands(frame);
      for (let e = 0; e < entries.length; e++) {
        const entry = entries[e]!;
        let shown = false;
        for (let l = 0; l < entry.latches.length; l++) {
          const { side, latch } = entry.latches[l]!;
          latch.update(scoreOf(entry, side, frame, hands), time);
          if (latch.since !== undefined && (entry.shown || time - latch.since >= entry.when.holdMs))
            shown = true;
        }
        if (shown === entry.shown) continue;
        entry.shown = shown;
        onSign(entry.id, shown ? 'press' : 'release');
      }
    },
    reset: () => {
      for (const entry of entries) end(entry);
      time = Number.NEGATIVE_INFINITY;
    },
  };
};

const isWatched = (when: Rule['when']): when is Watched =>
  when.kind === 'gesture' || when.kind === 'face' || when.kind === 'taught';

const createEntry = (id: string, when: Watched, taught: readonly Taught[]): Entry | undefined => {
  const lesson = when.kind === 'taught' ? taught.find((one) => one.id === when.id) : undefined;
  const scorer = lesson && createTaughtScorer(lesson);
  if (when.kind === 'taught' && scorer === undefined) return undefined;
  return {
    id,
    key: JSON.stringify([when, lesson]),
    when,
    latches: sidesOf(when).map((side) => ({ side, latch: createLatch() })),
    scorer,
    of: lesson?.of,
    shown: false,
  };
};

const sidesOf = (when: Watched): readonly HandSide[] => {
  if (when.kind !== 'gesture' || when.sign === 'heart') return ['left'];
  return when.hand === 'any' ? ['left', 'right'] : [when.hand];
};
