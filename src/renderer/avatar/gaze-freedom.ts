import { type VRM, VRMLookAtBoneApplier } from '@pixiv/three-vrm';

/**
 * How far eye bones may follow the gaze, 0..1, while expressions with `overrideLookAt` are shown. three-vrm holds back expressions
 * alone; eyes that are bones are a line of sight as well. Source: VRMC_vrm-1.0 specification, expressions.md ("Procedural
 * override").
 *
 * @returns a function of the weights as they are set now, that allocates nothing
 */
export const createGazeFreedom = (vrm: VRM): (() => number) => {
  if (!(vrm.lookAt?.applier instanceof VRMLookAtBoneApplier)) return () => 1;
  const overriding = (vrm.expressionManager?.expressions ?? []).filter((e) => e.overrideLookAt !== 'none');
  return () => {
    let freedom = 1;
    for (let i = 0; i < overriding.length; i++) freedom -= overriding[i]!.overrideLookAtAmount;
    return Math.max(freedom, 0);
  };
};
