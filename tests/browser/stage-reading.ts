import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import type { StageProbe } from '../../src/renderer/stage/stage-probe';

export interface StageReading {
  /** Degrees, positive = the avatar's head is turned to its own left. */
  headYaw: number;
  expressions: Record<string, number>;
  /** Heights over the shoulder of the same side, metres. */
  leftHandHeight: number;
  rightHandHeight: number;
  /** Bend of the index finger's middle joint, degrees. */
  leftIndexBend: number;
  rightIndexBend: number;
  frames: number;
  avatarId: string | undefined;
}

export const untilStageShows = async (stage: Page): Promise<void> => {
  await stage.waitForFunction(() => window.kagamiStage?.ready === true, undefined, { timeout: 60_000 });
};

/** What the avatar on the Stage does at this moment. */
export const readStage = (stage: Page): Promise<StageReading> =>
  stage.evaluate(() => {
    const probe = window.kagamiStage as StageProbe;
    const bones = probe.bones();
    const degrees = 180 / Math.PI;
    const [x, y, z, w] = bones.head?.world ?? [0, 0, 0, 1];
    const height = (hand: number[] | undefined, shoulder: number[] | undefined) =>
      (hand?.[1] ?? 0) - (shoulder?.[1] ?? 0);
    const bend = (local: number[] | undefined) =>
      2 * Math.acos(Math.min(1, Math.abs(local?.[3] ?? 1))) * degrees;
    return {
      headYaw: Math.atan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y)) * degrees,
      expressions: probe.expressions(),
      leftHandHeight: height(bones.leftHand?.position, bones.leftUpperArm?.position),
      rightHandHeight: height(bones.rightHand?.position, bones.rightUpperArm?.position),
      leftIndexBend: bend(bones.leftIndexIntermediate?.local),
      rightIndexBend: bend(bones.rightIndexIntermediate?.local),
      frames: probe.frames,
      avatarId: probe.avatarId,
    };
  });

/** Reads the Stage again and again until `enough` says so, or the time is over. @returns every reading */
export const watchStage = async (
  stage: Page,
  timeoutMs: number,
  enough: (readings: StageReading[]) => boolean,
): Promise<StageReading[]> => {
  const readings: StageReading[] = [];
  const until = Date.now() + timeoutMs;
  while (Date.now() < until && !enough(readings)) {
    readings.push(await readStage(stage));
    await stage.waitForTimeout(60);
  }
  return readings;
};

/** The Stage window's picture with its alpha, as a capture program that keeps alpha sees it. */
export const photograph = async (stage: Page, path: string): Promise<PNG> =>
  PNG.sync.read(await stage.screenshot({ path, omitBackground: true }));

export const alphaAt = (picture: PNG, x: number, y: number): number =>
  picture.data[(Math.round(y) * picture.width + Math.round(x)) * 4 + 3] ?? 0;
