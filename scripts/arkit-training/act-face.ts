import type { Random } from '../synthetic/random';
import { drawDeformations, type SideMove, type WholeMove } from './deformations';
import type { Shape } from './shape';

/** How often a part of the face does a thing, and how far at most; `alike`: how often both sides do it together. */
const SIDE_HABITS: Record<
  Exclude<SideMove, 'lookSideways' | 'lookUp'>,
  [often: number, most: number, alike: number]
> = {
  smile: [0.3, 1.1, 0.75],
  frown: [0.14, 1.1, 0.75],
  stretch: [0.15, 1.1, 0.75],
  dimple: [0.12, 1.1, 0.75],
  lowerDown: [0.22, 1.1, 0.75],
  upperUp: [0.22, 1.1, 0.75],
  press: [0.18, 1.1, 0.75],
  sneer: [0.08, 1.1, 0.75],
  puff: [0.06, 1.1, 0.75],
  cheekSquint: [0.08, 1.1, 0.75],
  blink: [0.4, 1.05, 0.8],
  wide: [0.15, 1.1, 0.75],
  squint: [0.25, 1.1, 0.75],
  browDown: [0.22, 1.1, 0.75],
  browOuterUp: [0.22, 1.1, 0.75],
  browInnerUp: [0.25, 1.1, 0.9],
};
const WHOLE_HABITS: Record<
  Exclude<WholeMove, 'close' | 'mouthSideways' | 'jawSideways'>,
  [often: number, most: number]
> = {
  jaw: [0.5, 1.05],
  pucker: [0.25, 1.1],
  funnel: [0.25, 1.1],
  jawForward: [0.06, 1.1],
  rollLower: [0.15, 1.1],
  rollUpper: [0.15, 1.1],
  shrugLower: [0.15, 1.1],
  shrugUpper: [0.12, 1.1],
};

export interface Acting {
  /** How much more or less often than usual a part of the face does something; 1 = as usual. */
  busy: number;
  /** Whether the eyes look about. */
  gaze: boolean;
}

/** Makes faces do things at random. @param rest the face that the movements are drawn on. */
export const createActor = (rest: Shape, random: Random) => {
  const { side, whole } = drawDeformations(rest);
  const chance = (share: number): boolean => random.uniform(0, 1) < share;
  const act = (often: number, most: number): number => (chance(often) ? random.uniform(0, most) : 0);

  return (shape: Shape, { busy, gaze }: Acting = { busy: 1, gaze: true }): void => {
    for (const [name, [often, most, alike]] of Object.entries(SIDE_HABITS)) {
      const [right, left] = side[name as SideMove];
      const amount = act(often * busy, most);
      addMove(shape, right, amount);
      addMove(shape, left, chance(alike) ? amount * random.uniform(0.85, 1.15) : act(often * busy, most));
    }
    if (gaze) {
      const [sideways, up] = [random.gaussian(0.22), random.gaussian(0.13) - 0.02];
      for (const move of side.lookSideways) addMove(shape, move, sideways + random.gaussian(0.03));
      for (const move of side.lookUp) addMove(shape, move, up + random.gaussian(0.02));
    }
    let jaw = 0;
    for (const [name, [often, most]] of Object.entries(WHOLE_HABITS)) {
      const amount = act(often * busy, most);
      if (name === 'jaw') jaw = amount;
      addMove(shape, whole[name as WholeMove], amount);
    }
    if (chance(0.15 * busy)) addMove(shape, whole.mouthSideways, random.gaussian(0.8));
    if (chance(0.1 * busy)) addMove(shape, whole.jawSideways, random.gaussian(0.8));
    if (chance(0.12 * busy)) addMove(shape, whole.close, jaw * random.uniform(0.5, 1));
  };
};

export const addMove = (shape: Shape, move: Shape, amount: number): void => {
  if (amount !== 0) for (let i = 0; i < move.length; i++) shape[i]! += amount * move[i]!;
};
