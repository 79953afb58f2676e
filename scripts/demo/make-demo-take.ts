/**
 * Makes `resources/takes/demo.ktake`, what `npm start -- --demo` plays: faces that the project's own trackers recorded from
 * footage (tests/fixtures, see record-footage.ts), on a synthetic body. The same every time; the result is committed.
 *
 *     npx tsx scripts/demo/make-demo-take.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createTakeWriter } from '@motion/codecs/take';
import { createMotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import packageJson from '../../package.json' with { type: 'json' };
import { compressTake } from '../../src/renderer/capture/take-compression';
import type { Camera } from '../synthetic/camera';
import { product, turn } from '../synthetic/kinematics';
import { createPerson } from '../synthetic/person';
import { actBody } from './body-acting';
import { actFace, LENGTH, LOOKS_AHEAD } from './face-acting';
import { createFacePose, FACE_FIELD_OF_VIEW, loadFaceClip, showFace } from './face-clip';

const FRAME_RATE = 30;
const FILE = 'resources/takes/demo.ktake';
/** At the height of the chest: raised hands and the head are in the picture, hanging hands are not. */
const CAMERA: Camera = {
  width: 640,
  height: 480,
  fieldOfView: FACE_FIELD_OF_VIEW,
  position: [0, 1.42, 0.95],
  pitch: 0,
};

const main = async (): Promise<void> => {
  const turning = await loadFaceClip('tests/fixtures/turning-head.ktake', LOOKS_AHEAD);
  const smiling = await loadFaceClip('tests/fixtures/moving-face.ktake', 2500);
  const person = createPerson({ camera: CAMERA });
  const face = createFacePose();
  const truth = createMotionFrame();
  const seen = createTrackingFrame();
  const writer = createTakeWriter();
  for (let frame = 0; frame < LENGTH * FRAME_RATE; frame++) {
    const seconds = frame / FRAME_RATE;
    actFace({ turning, smiling }, seconds, face);
    face.rotation = product(face.rotation, smallTurns(seconds));
    actBody(seconds, face.rotation, truth);
    person.see(truth, seconds * 1000, seen);
    showFace(face, CAMERA, seen.face);
    writer.add(seen);
  }
  const file = await compressTake(
    writer.finish({
      name: 'Demo',
      madeWith: `Kagami ${packageJson.version}, scripts/demo`,
      source: `${turning.meta.source}, ${smiling.meta.source}`,
      attribution: [
        ...new Set([...turning.meta.attribution, ...smiling.meta.attribution]),
        'Changed: slowed, joined, heads straightened; speech and blinks added.',
      ],
      labels: ['synthetic body, arms and hands', 'synthetic speech and blinks', 'face recorded from footage'],
    }),
  );
  mkdirSync('resources/takes', { recursive: true });
  writeFileSync(FILE, file);
  const kilobytes = file.length / 1024;
  console.log(
    `${FILE}: ${writer.frameCount} frames, ${kilobytes.toFixed(0)} kB, ${(kilobytes / LENGTH).toFixed(1)} kB/s`,
  );
};

/** Heads are never quite still. */
const smallTurns = (seconds: number) => {
  const swing = (rounds: number, phase: number): number =>
    Math.sin((2 * Math.PI * rounds * seconds) / LENGTH + phase);
  return product(
    turn('y', 1.5 * swing(4, 0)),
    turn('x', 1.8 * swing(6, 2)),
    turn('z', 2.5 * swing(3, 1) + 1 * swing(7, 0)),
  );
};

await main();
