export { checkMap, type MapProblem } from './check-map';
export { guessMap, type MapGuess } from './guess-map';
export { makeVrm, unmakeVrm } from './make-vrm';
export type { Gltf, Model } from './model';
export { modelFault, movesMesh } from './model-fault';
export { isMadeHere } from './origin';
export { readRig } from './read-rig';
export type { BoneMap, Rig, RigNode } from './rig';
export { hangRigifyTogether } from './rigify';
