export { checkMap, type MapProblem } from './check-map';
export { guessMap, type MapGuess } from './guess-map';
export { isMadeHere, makeVrm, unmakeVrm } from './make-vrm';
export type { Gltf, Model } from './model';
export { type BoneMap, type Rig, type RigNode, readRig } from './rig';
