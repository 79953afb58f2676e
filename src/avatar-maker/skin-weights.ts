import type { BodyPlan } from './body-plan';
import type { Weights } from './mesh';
import type { BoneName } from './skeleton';
import { smoothstep, type Vec3 } from './vector';

/** A bone of a chain, where it begins, and over how far on either side it takes over from the bone before. */
type Link = readonly [bone: BoneName, start: number, blend: number];

/** Weights along a chain of bones at a distance along it; they sum to 1 and are smooth. */
export function chainWeights(at: number, first: BoneName, links: readonly Link[]): [BoneName, number][] {
  const weights: [BoneName, number][] = [];
  let rest = 1;
  for (let i = links.length - 1; i >= 0; i--) {
    const [bone, start, blend] = links[i]!;
    const share = rest * smoothstep(start - blend, start + blend, at);
    if (share > 1e-4) weights.push([bone, share]);
    rest -= share;
  }
  if (rest > 1e-4) weights.push([first, rest]);
  return weights;
}

export interface SkinWeights {
  /** Torso, shoulders, arms to the wrist, neck. */
  readonly upperBody: (p: Vec3) => Weights;
  /** Pelvis and legs to the ankle. */
  readonly legs: (p: Vec3) => Weights;
  readonly foot: (p: Vec3) => Weights;
}

export function createSkinWeights(plan: BodyPlan): SkinWeights {
  const spine = (y: number): [BoneName, number][] =>
    chainWeights(y, 'hips', [
      ['spine', plan.spine, 0.04],
      ['chest', plan.chest, 0.045],
      ['upperChest', plan.upperChest, 0.045],
      ['neck', plan.neck, 0.022],
      ['head', plan.head, 0.018],
    ]);
  return {
    upperBody: ([x, y]) => {
      const side = x >= 0 ? 'left' : 'right';
      // The side of the ribs stays with the torso although it is as far out as the shoulder joint.
      const out = Math.abs(x) - 0.9 * Math.max(0, plan.arm - 0.045 - y);
      const arm = chainWeights(out, '', [
        [`${side}Shoulder`, plan.upperArm * 0.52, 0.03],
        [`${side}UpperArm`, plan.upperArm + 0.004, 0.036],
        [`${side}LowerArm`, plan.lowerArm, 0.034],
        [`${side}Hand`, plan.hand, 0.016],
      ]);
      const rest = arm.find(([bone]) => bone === '');
      if (!rest) return arm;
      return [
        ...arm.filter((link) => link !== rest),
        ...spine(y).map(([bone, w]) => [bone, w * rest[1]] as const),
      ];
    },
    legs: ([x, y]) => {
      const left = smoothstep(-0.025, 0.025, x);
      const down = (side: string): [BoneName, number][] =>
        chainWeights(-y, 'hips', [
          [`${side}UpperLeg`, -plan.upperLeg, 0.06],
          [`${side}LowerLeg`, -plan.lowerLeg, 0.045],
          [`${side}Foot`, -plan.foot, 0.025],
        ]);
      return [
        ...down('left').map(([bone, w]) => [bone, w * left] as const),
        ...down('right').map(([bone, w]) => [bone, w * (1 - left)] as const),
      ];
    },
    foot: ([x, , z]) => {
      const side = x >= 0 ? 'left' : 'right';
      return chainWeights(z, `${side}Foot`, [[`${side}Toes`, 0.07, 0.018]]);
    },
  };
}

/** The weights of a chain of spring bones at a share of its length. */
export function springWeights(chain: readonly BoneName[], t: number): Weights {
  const x = Math.min(Math.max(t, 0), 1) * (chain.length - 1);
  const i = Math.min(chain.length - 2, Math.floor(x));
  return [
    [chain[i]!, 1 - (x - i)],
    [chain[i + 1]!, x - i],
  ];
}
