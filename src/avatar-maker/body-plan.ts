import type { Vec3 } from './vector';

/** Where the joints of a body are, in metres above the ground or to the left of the middle. */
export interface BodyPlan {
  readonly hips: number;
  readonly spine: number;
  readonly chest: number;
  readonly upperChest: number;
  readonly neck: number;
  readonly head: number;
  /** Lowest point of the chin. */
  readonly chin: number;
  readonly headHeight: number;
  /** Height of the arms in the T-pose. */
  readonly arm: number;
  /** Distances of shoulder, elbow and wrist from the middle. */
  readonly upperArm: number;
  readonly lowerArm: number;
  readonly hand: number;
  /** Size of the hand; 1 is 0.15 m from wrist to middle finger-tip. */
  readonly handSize: number;
  readonly legSpread: number;
  readonly upperLeg: number;
  readonly lowerLeg: number;
  readonly foot: number;
  /** What the left eye turns about. */
  readonly eyePivot: Vec3;
  /** Half widths and half depths of the body without clothes, by height. */
  readonly figure: Figure;
}

export interface Figure {
  readonly hip: number;
  readonly waist: number;
  readonly rib: number;
  /** 0 is flat. */
  readonly bust: number;
  readonly neck: number;
  readonly arm: number;
  readonly thigh: number;
  readonly knee: number;
  readonly calf: number;
  readonly ankle: number;
}

type Proportions = Omit<BodyPlan, 'eyePivot'>;

/** 1.50 m, five and a half heads. */
export const GIRL: Proportions = {
  hips: 0.82,
  spine: 0.885,
  chest: 0.965,
  upperChest: 1.04,
  neck: 1.146,
  head: 1.196,
  chin: 1.205,
  headHeight: 0.268,
  arm: 1.112,
  upperArm: 0.094,
  lowerArm: 0.296,
  hand: 0.482,
  handSize: 0.9,
  legSpread: 0.066,
  upperLeg: 0.775,
  lowerLeg: 0.43,
  foot: 0.075,
  figure: {
    hip: 0.1,
    waist: 0.07,
    rib: 0.08,
    bust: 1,
    neck: 0.031,
    arm: 0.03,
    thigh: 0.057,
    knee: 0.037,
    calf: 0.0385,
    ankle: 0.0235,
  },
};

/** 1.68 m, six heads and a bit. */
export const YOUNG_MAN: Proportions = {
  hips: 0.915,
  spine: 0.98,
  chest: 1.07,
  upperChest: 1.16,
  neck: 1.283,
  head: 1.336,
  chin: 1.343,
  headHeight: 0.268,
  arm: 1.245,
  upperArm: 0.128,
  lowerArm: 0.362,
  hand: 0.588,
  handSize: 1.04,
  legSpread: 0.07,
  upperLeg: 0.87,
  lowerLeg: 0.48,
  foot: 0.085,
  figure: {
    hip: 0.1,
    waist: 0.09,
    rib: 0.108,
    bust: 0,
    neck: 0.0365,
    arm: 0.037,
    thigh: 0.053,
    knee: 0.044,
    calf: 0.043,
    ankle: 0.03,
  },
};

/** Everything above the legs, which goes up with them. */
const ABOVE = [
  'upperLeg',
  'hips',
  'spine',
  'chest',
  'upperChest',
  'arm',
  'neck',
  'head',
  'chin',
] as const satisfies (keyof Proportions)[];

/** The same body on legs that are `longer` metres longer. */
export const withLegs = (plan: Proportions, longer: number): Proportions => ({
  ...plan,
  ...Object.fromEntries(ABOVE.map((height) => [height, plan[height] + longer])),
  lowerLeg: plan.lowerLeg + longer / 2,
});
