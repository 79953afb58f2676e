import { spritePose } from '@motion/sprite/sprite-pose';
import { createSpriteStates } from '@motion/sprite/sprite-state';
import { spriteMotionSchema, spritePictureOf } from '@shared/sprite-avatar';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const NONE = new Float32Array(0);
const FRAME = 16;

describe('the state of a sprite avatar', () => {
  it('talks from the chosen opening on, and through the short closings within a word', () => {
    const states = createSpriteStates(0.2);
    const spoken = (mouth: number, ms: number): string => {
      for (let t = 0; t < ms; t += FRAME) states.step(mouth, 0, NONE, FRAME);
      return states.state;
    };
    expect(spoken(0.15, 200)).toBe('idle');
    expect(spoken(0.25, 100)).toBe('talk');
    expect(spoken(0.15, 500), 'between the two thresholds it stays').toBe('talk');
    expect(spoken(0, 60), 'a closing within a word').toBe('talk');
    expect(spoken(0.3, 60)).toBe('talk');
    expect(spoken(0, 200)).toBe('idle');
    expect(spoken(0.15, 500), 'and from below it stays silent').toBe('idle');
  });

  it('never flickers: an opening that trembles about the threshold changes the picture once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.15, max: 0.25, noNaN: true }), { minLength: 50, maxLength: 200 }),
        (openings) => {
          const states = createSpriteStates(0.2);
          let changes = 0;
          let before = states.state;
          for (const opening of openings) {
            states.step(opening, 0, NONE, FRAME);
            if (states.state !== before) changes += 1;
            before = states.state;
          }
          expect(changes).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('closes its lids with both of the person’s, also while talking', () => {
    const states = createSpriteStates(0.2);
    states.step(0, 0.7, NONE, FRAME);
    expect(states.state).toBe('blink');
    states.step(0.5, 0.5, NONE, FRAME);
    expect(states.state).toBe('talkBlink');
    states.step(0.5, 0.3, NONE, FRAME);
    expect(states.state).toBe('talk');
  });

  it('takes up a clear mood, keeps it until it fades, and leaves it for a clearly stronger one', () => {
    const states = createSpriteStates(0.2);
    const feel = (...moods: number[]): number => {
      states.step(0, 0, Float32Array.from(moods), FRAME);
      return states.mood;
    };
    expect(feel(0.4, 0)).toBe(0);
    expect(feel(0.6, 0)).toBe(1);
    expect(feel(0.4, 0.5), 'not much stronger').toBe(1);
    expect(feel(0.4, 0.9)).toBe(2);
    expect(feel(0, 0.35)).toBe(2);
    expect(feel(0, 0.2)).toBe(0);
  });

  it('shows the nearest picture where one is missing', () => {
    const mood = { name: 'neutral', idle: 0, talk: 1, blink: 2 };
    expect(spritePictureOf(mood, 'talkBlink')).toBe(1);
    expect(spritePictureOf({ name: 'neutral', idle: 0, blink: 2 }, 'talkBlink')).toBe(2);
    expect(spritePictureOf({ name: 'neutral', idle: 5 }, 'talk')).toBe(5);
  });
});

describe('how a sprite avatar moves', () => {
  const rest = { x: 0, y: 0, tilt: 0, scaleX: 1, scaleY: 1 };
  const still = { x: 0, y: 0, roll: 0 };

  it('hops when speech begins, lands softly and stands still again', () => {
    const motion = spriteMotionSchema.parse({ breathing: 0, bounce: 1, squash: 1 });
    const at = (since: number) => ({ ...spritePose(motion, 0, since, still, { ...rest }) });
    expect(at(95).y).toBeGreaterThan(0.05);
    expect(at(95).scaleY).toBeGreaterThan(1);
    expect(at(275).y).toBe(0);
    expect(at(275).scaleY).toBeLessThan(0.95);
    expect(at(400)).toEqual(rest);
  });

  it('stays within bounds and keeps its area whatever the head does', () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(number, number, number, share, share, (x, y, roll, sway, bounce) => {
        const motion = spriteMotionSchema.parse({ sway, bounce });
        const pose = spritePose(motion, 1000, 100, { x, y, roll }, { ...rest });
        expect(Math.abs(pose.x)).toBeLessThanOrEqual(0.2);
        expect(Math.abs(pose.y)).toBeLessThanOrEqual(0.27);
        expect(Math.abs(pose.tilt)).toBeLessThanOrEqual(0.35);
        expect(pose.scaleX * pose.scaleY).toBeCloseTo(1, 9);
      }),
    );
  });
});
