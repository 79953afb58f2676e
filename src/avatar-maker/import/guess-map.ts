import { HUMANOID_BONES, REQUIRED_BONES } from '@shared/humanoid';
import { checkMap } from './check-map';
import { guessByName } from './guess-by-name';
import { guessByShape } from './guess-by-shape';
import { type BoneMap, indexRig, type Rig, type RigNode } from './rig';

export interface MapGuess {
  map: BoneMap;
  /** Every required bone was known by its name and the whole hangs together: nobody need look at it. */
  sure: boolean;
}

/**
 * Finds out which node is which bone: by names, and by the skeleton's shape for what they do not tell. Where a file holds several
 * skeletons, it is the one that makes the best body.
 */
export const guessMap = (rig: Rig): MapGuess => {
  const whole = guessSkeleton(rig);
  if (whole.sure) return whole;
  const guesses = [whole, ...skeletonsOf(rig).map(guessSkeleton)];
  const sure = guesses.find((guess) => guess.sure);
  const faults = ({ map }: MapGuess): number => checkMap(rig, map).length;
  return sure ?? guesses.reduce((best, guess) => (faults(guess) < faults(best) ? guess : best));
};

/** Parts of a rig that stand side by side, each with enough bones for a body. */
const skeletonsOf = (rig: Rig): Rig[] => {
  const { children } = indexRig(rig);
  const size = rig.map(() => 1);
  for (let i = rig.length - 1; i >= 0; i--) {
    const { parent } = rig[i]!;
    if (parent !== -1) size[parent]! += size[i]!;
  }
  const isLarge = (node: number): boolean => size[node]! >= REQUIRED_BONES.length;
  const roots = rig.flatMap(({ parent }, node) => (parent === -1 ? [node] : []));
  const sides = [roots, ...rig.map((_, node) => children(node))].map((nodes) => nodes.filter(isLarge));
  return sides.flatMap((nodes) => (nodes.length > 1 ? nodes.map((node) => below(rig, node)) : []));
};

/** A node with all that hangs on it, as a rig of its own. */
const below = (rig: Rig, root: number): Rig => {
  const place = new Map([[root, 0]]);
  const part: RigNode[] = [{ ...rig[root]!, parent: -1 }];
  for (const [i, node] of rig.entries()) {
    const parent = place.get(node.parent);
    if (parent === undefined) continue;
    place.set(i, part.length);
    part.push({ ...node, parent });
  }
  return part;
};

const guessSkeleton = (rig: Rig): MapGuess => {
  const index = indexRig(rig);
  const named = withoutFaults(rig, guessByName(index));
  if (REQUIRED_BONES.every((bone) => named[bone] !== undefined)) return { map: named, sure: true };
  const shaped = guessByShape(index) ?? {};
  const both = withoutFaults(rig, { ...shaped, ...named });
  const choices = [named, both, withoutFaults(rig, shaped)];
  const missing = (map: BoneMap): number => checkMap(rig, map).length;
  return { map: choices.reduce((best, map) => (missing(map) < missing(best) ? map : best)), sure: false };
};

/** `map` without the bones that contradict one above or another. */
const withoutFaults = (rig: Rig, map: BoneMap): BoneMap => {
  const good: BoneMap = { ...map };
  for (let rounds = 0; rounds < HUMANOID_BONES.length; rounds++) {
    const fault = checkMap(rig, good).find(({ kind }) => kind !== 'missing');
    if (!fault) break;
    delete good[fault.bone];
  }
  return good;
};
