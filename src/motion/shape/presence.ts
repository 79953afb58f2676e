import type { Milliseconds } from '@shared/clock';
import type { StepClock } from './clock';
import { GROUPS, type Group } from './groups';

/**
 * When a part counts as seen and as lost, and how it fades. Numbers seen in good apps of the field (VMagicMirror and others):
 * users forgive a slow return much more than a part that flickers, freezes or flings.
 */
export interface PresenceRule {
  /** Good samples in a row that bring it in, bad frames in a row that take it out. */
  goodIn: number;
  badOut: number;
  /** A lost part holds this long before it fades, ms. */
  hold: Milliseconds;
  fadeIn: Milliseconds;
  fadeOut: Milliseconds;
}

/** How long a part that came back or went is followed gently, ms. */
const EASE_TIME: Milliseconds = 450;

/** Without any result for this long every part is lost, ms. */
export const SILENCE: Milliseconds = 300;

const FACE: PresenceRule = { goodIn: 3, badOut: 5, hold: 500, fadeIn: 300, fadeOut: 700 };
const BODY: PresenceRule = { goodIn: 3, badOut: 8, hold: 500, fadeIn: 400, fadeOut: 900 };
const HAND: PresenceRule = { goodIn: 3, badOut: 15, hold: 250, fadeIn: 400, fadeOut: 1200 };

const RULES: Record<Group, PresenceRule> = {
  torso: BODY,
  head: FACE,
  leftArm: HAND,
  rightArm: HAND,
  leftFingers: HAND,
  rightFingers: HAND,
  leftLeg: BODY,
  rightLeg: BODY,
  face: FACE,
  gaze: FACE,
  root: BODY,
};

const PRESENCE_RULES: readonly PresenceRule[] = GROUPS.map((group) => RULES[group]);

/** Whether each group is seen, and how much of it shows. */
export const createPresence = () => {
  const good = new Uint16Array(GROUPS.length);
  const bad = new Uint16Array(GROUPS.length);
  const present = new Uint8Array(GROUPS.length);
  const heldFor = new Float64Array(GROUPS.length);
  const progress = new Float64Array(GROUPS.length);
  const weights = new Float64Array(GROUPS.length);
  const ease = new Float64Array(GROUPS.length).fill(1);

  const leave = (group: number): void => {
    if (present[group]) heldFor[group] = 0;
    present[group] = 0;
    good[group] = 0;
  };

  return {
    /** How much of the tracked part shows over the idle motion, 0..1, by group; moves softly. */
    weights,
    /** 1 where the group counts as seen. */
    present,
    /** How freely the picture may follow each group, 0 (gently, it has just come or gone) .. 1. */
    ease,
    /** A sample came after a gap: what it says may be far from where the part was left. */
    startle: (group: number): void => {
      ease[group] = Math.min(ease[group]!, 0.3);
    },
    /** Nothing of the group shows and none of its samples counts yet: the next one starts afresh. */
    isUnseen: (group: number): boolean => progress[group] === 0 && good[group] === 0,
    /** A frame came: the group was seen in a fresh sample (`good`), seen as before (`same`), or not seen (`bad`). */
    note: (group: number, sample: 'good' | 'same' | 'bad'): void => {
      const rule = PRESENCE_RULES[group]!;
      if (sample === 'bad') {
        good[group] = 0;
        bad[group] = Math.min(1000, bad[group]! + 1);
        if (bad[group]! >= rule.badOut) leave(group);
        return;
      }
      bad[group] = 0;
      if (sample === 'good') good[group] = Math.min(1000, good[group]! + 1);
      if (good[group]! >= rule.goodIn) present[group] = 1;
    },
    /** No frame came for {@link SILENCE}. */
    noteSilence: (): void => {
      for (let g = 0; g < GROUPS.length; g++) leave(g);
    },
    /** Time passes. */
    advance: ({ elapsed }: StepClock): void => {
      for (let g = 0; g < GROUPS.length; g++) {
        const rule = PRESENCE_RULES[g]!;
        let p = progress[g]!;
        if (present[g]) p = Math.min(1, p + elapsed / rule.fadeIn);
        else {
          heldFor[g]! += elapsed;
          if (heldFor[g]! > rule.hold) p = Math.max(0, p - elapsed / rule.fadeOut);
        }
        progress[g] = p;
        weights[g] = p * p * (3 - 2 * p);
        const settling = present[g] === 1 || p === 0;
        ease[g] = settling ? Math.min(1, ease[g]! + elapsed / EASE_TIME) : 0;
      }
    },
  };
};

export type Presence = ReturnType<typeof createPresence>;
