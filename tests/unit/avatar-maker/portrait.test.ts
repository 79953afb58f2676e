import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createTakePlayer, readTake } from '@motion/codecs/take';
import { createTrackingFrame } from '@shared/tracking-frame';
import { validateBytes } from 'gltf-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodePng, paint } from '../../../src/avatar-maker/paint/image';
import { type FoundFace, makePortrait } from '../../../src/avatar-maker/portrait';
import { checkAvatarFile } from '../../../src/renderer/avatar/check-avatar-file';
import { type Glb, readGlb } from './read-glb';

/** The face of the demo take: landmarks of a real one. */
const demoFace = (): FoundFace => {
  const take = readTake(new Uint8Array(gunzipSync(readFileSync('resources/takes/demo.ktake'))));
  const player = createTakePlayer(take, { loop: false });
  const frame = createTrackingFrame();
  for (let time = 0; time < take.durationMs; time += 33) {
    player.at(time, frame);
    const yaw = frame.face.landmarks[263 * 3 + 2]! - frame.face.landmarks[33 * 3 + 2]!;
    if (frame.face.score > 0 && Math.abs(yaw) < 0.02) break;
  }
  expect(frame.face.score).toBeGreaterThan(0);
  return {
    landmarks: frame.face.landmarks,
    imageWidth: frame.imageWidth,
    imageHeight: frame.imageHeight,
  };
};

const picture = encodePng(paint(64, 48, 1, (u, v) => [u, v, 0.5]));
const portraitOf = (face: FoundFace): Uint8Array =>
  makePortrait({ name: 'Mona', image: picture, mimeType: 'image/png', hasAlpha: false, face });

/** Turned, small or flat: the same landmarks as other pictures show them. */
const changed = (
  face: FoundFace,
  change: (i: number, x: number, y: number) => [number, number],
): FoundFace => {
  const landmarks = Float32Array.from(face.landmarks);
  for (let i = 0; i < landmarks.length; i += 3)
    landmarks.set(change(i / 3, landmarks[i]!, landmarks[i + 1]!), i);
  return { ...face, landmarks };
};

describe('an avatar made of a picture', () => {
  let bytes: Uint8Array;
  let glb: Glb;
  let places: number[][];

  beforeAll(() => {
    bytes = portraitOf(demoFace());
    glb = readGlb(bytes);
    places = triples(glb.read(sheet().attributes.POSITION));
  });

  const sheet = () => glb.json.meshes.find(({ name }) => name === 'Picture')!.primitives[0];
  const triples = (values: number[]): number[][] =>
    Array.from({ length: values.length / 3 }, (_, i) => values.slice(i * 3, i * 3 + 3));
  /** Where a landmark is under an expression. */
  const under = (name: string, landmark: number): number[] => {
    const mesh = glb.json.meshes.find((candidate) => candidate.name === 'Picture')!;
    const target = mesh.primitives[0].targets![mesh.extras!.targetNames.indexOf(name)]!;
    const moved = triples(glb.read(target.POSITION))[landmark]!;
    return places[landmark]!.map((value, axis) => value + moved[axis]!);
  };
  const height = (landmark: number): number => places[landmark]![1]!;

  it('is a VRM that the loader takes and the Khronos validator has no error for', async () => {
    expect(checkAvatarFile(bytes)).toMatchObject({ ok: true });
    const report = await validateBytes(bytes);
    expect(report.issues.messages.filter((m) => m.severity === 0)).toEqual([]);
  });

  it('opens the mouth: the lower lip and the chin drop, the upper lip stays', () => {
    expect(height(14) - under('jawOpen', 14)[1]!).toBeGreaterThan(0.02);
    expect(height(152) - under('jawOpen', 152)[1]!).toBeGreaterThan(0.02);
    expect(Math.abs(height(13) - under('jawOpen', 13)[1]!)).toBeLessThan(0.001);
    expect(Math.abs(height(1) - under('jawOpen', 1)[1]!)).toBeLessThan(0.001);
  });

  it('joins no upper lip to the lower one, so that the mouth can open', () => {
    const upper = new Set([191, 80, 81, 82, 13, 312, 311, 310, 415]);
    const lower = new Set([95, 88, 178, 87, 14, 317, 402, 318, 324]);
    const corners = glb.read(sheet().indices);
    for (let i = 0; i < corners.length; i += 3) {
      const triangle = corners.slice(i, i + 3);
      expect(triangle.some((v) => upper.has(v)) && triangle.some((v) => lower.has(v))).toBe(false);
    }
  });

  it.each([
    ['Left', 386, 374, 159],
    ['Right', 159, 145, 386],
  ])('shuts the %s eye alone', (side, upper, lower, other) => {
    const gap = height(upper) - height(lower);
    const shut = under(`eyeBlink${side}`, upper)[1]! - under(`eyeBlink${side}`, lower)[1]!;
    expect(gap).toBeGreaterThan(0.004);
    expect(Math.abs(shut)).toBeLessThan(gap * 0.1);
    expect(under(`eyeBlink${side}`, other)[1]).toBeCloseTo(height(other), 5);
  });

  it('smiles on the side that smiles', () => {
    expect(under('mouthSmileLeft', 291)[1]! - height(291)).toBeGreaterThan(0.005);
    expect(Math.abs(under('mouthSmileLeft', 61)[1]! - height(61))).toBeLessThan(0.001);
  });

  it('has depth: the tip of the nose is before the cheeks', () => {
    expect(places[1]![2]! - places[234]![2]!).toBeGreaterThan(0.03);
  });

  it('says so where the face is too small or seen from the side', () => {
    const face = demoFace();
    expect(() => portraitOf(changed(face, (_, x, y) => [0.5 + x * 0.02, 0.5 + y * 0.02]))).toThrow(
      /too small/,
    );
    expect(() => portraitOf(changed(face, (_, x, y) => [1 - x, y]))).toThrow(/too far to the side/);
  });
});
