import type { VRM } from '@pixiv/three-vrm';
import type { RestPose } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import type { Texture, Vector3 } from 'three';
import { createMotionApplier } from './apply-motion';
import type { ShownWeights } from './apply-shown';
import { type AvatarInfo, readAvatarInfo } from './avatar-info';
import { type AvatarProbe, createAvatarProbe } from './avatar-probe';
import { breathe } from './breathe';
import { avatarTextures, disposeAvatar } from './dispose-avatar';
import type { LoadedAvatar } from './load-avatar';
import { type AvatarMeasures, measureAvatar } from './measure-avatar';
import { readRestPose } from './rest-pose';
import { createSpringForces, type SpringForces } from './scene/spring-forces';
import { createToonMaterials, type ToonMaterials } from './scene/toon-materials';
import { createSpriteSheet } from './sprite/sprite-sheet';

/** A loaded avatar that can be moved. */
export interface AvatarBody {
  readonly vrm: VRM;
  readonly info: AvatarInfo;
  readonly rest: RestPose;
  readonly measures: AvatarMeasures;
  /** @param shown expressions by name over those of the frame */
  apply(frame: MotionFrame, shown?: ShownWeights): void;
  /** Carries the pose to the mesh and moves hair and clothes on by `deltaSeconds`. */
  update(deltaSeconds: number): void;
  /** Hair and clothes start from hanging still at the next update: after a jump, or they would fling. */
  settle(): void;
  readonly materials: ToonMaterials;
  readonly forces: SpringForces;
  /** Where the head bone was at the last drawn frame, metres. @returns `into` */
  headPosition(into: Vector3): Vector3;
  probe(): AvatarProbe;
  /** Everything that the graphics card must hold before it is shown. */
  textures(): ReadonlySet<Texture>;
  dispose(): void;
}

/** Longest step of the spring bones' integration, seconds: a longer frame is taken in parts. */
const MAX_STEP = 1 / 30;
/** A frame longer than this (seconds) is a pause: the springs settle instead of catching up. */
const PAUSE = 0.25;
/** How far the hips may move within a frame, metres, before it counts as a jump. */
const JUMP = 0.5;
/** Steps after which hanging hair is at rest for the eye. */
const SETTLE_STEPS = 24;

/** @param loaded still at rest. */
export const createAvatarBody = async ({ vrm, sprites }: LoadedAvatar): Promise<AvatarBody> => {
  const rest = readRestPose(vrm);
  const skeleton = await measureAvatar(vrm);
  await breathe();
  const sheet = sprites && createSpriteSheet(vrm, sprites);
  const probe = createAvatarProbe(vrm);
  const motion = createMotionApplier(vrm);
  const info = readAvatarInfo(vrm, motion.perfectSync);
  const hips = vrm.humanoid.getNormalizedBoneNode('hips')!;
  const head = vrm.humanoid.getRawBoneNode('head')!;
  const lastHips = hips.position.clone();
  let settling = true;

  const settleSprings = (): void => {
    vrm.update(0);
    vrm.scene.updateMatrixWorld(true);
    const springs = vrm.springBoneManager;
    springs?.reset();
    for (let i = 0; i < SETTLE_STEPS; i++) springs?.update(MAX_STEP);
  };

  const advance = (delta: number): void => {
    const steps = Math.max(1, Math.ceil(delta / MAX_STEP - 1e-3));
    const step = delta / steps;
    vrm.update(step);
    for (let i = 1; i < steps; i++) vrm.springBoneManager?.update(step);
  };

  return {
    vrm,
    info,
    rest,
    measures: sheet?.measures(skeleton) ?? skeleton,
    apply: motion.apply,
    update: (deltaSeconds) => {
      const jumped = lastHips.distanceTo(hips.position) > JUMP;
      lastHips.copy(hips.position);
      if (settling || jumped || deltaSeconds > PAUSE) settleSprings();
      else advance(Math.max(deltaSeconds, 0));
      sheet?.update(deltaSeconds);
      settling = false;
    },
    settle: () => {
      settling = true;
    },
    materials: createToonMaterials(vrm),
    forces: createSpringForces(vrm),
    headPosition: (into) => into.setFromMatrixPosition(head.matrixWorld),
    probe,
    textures: () => new Set([...avatarTextures(vrm), ...(sheet?.textures ?? [])]),
    dispose: () => {
      sheet?.dispose();
      disposeAvatar(vrm);
    },
  };
};
