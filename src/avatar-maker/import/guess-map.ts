import { HUMANOID_BONES, REQUIRED_BONES } from '@shared/humanoid';
import { checkMap } from './check-map';
import { guessByName } from './guess-by-name';
import { guessByShape } from './guess-by-shape';
import { type BoneMap, indexRig, type Rig } from './rig';

export interface MapGuess {
  map: BoneMap;
  /** Every required bone was known by its name and the whole hangs together: nobody need look at it. */
  sure: boolean;
}

/** Finds out which node is which bone: by names, and by the skeleton's shape for what they do not tell. */
export const guessMap = (rig: Rig): MapGuess => {
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
