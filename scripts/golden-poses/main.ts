/** Runs in the page of golden-poses.ts: true poses as a plain figure, beside the avatar solved from their noisy landmarks. */
import { createSolver } from '@motion/solve';
import { createMotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import { type AvatarView, createAvatarView } from '../../src/renderer/avatar/avatar-view';
import { DESK_CAMERA } from '../synthetic/camera';
import { createJoints, poseJoints } from '../synthetic/kinematics';
import { createPerson, REAL_NOISE } from '../synthetic/person';
import { type PoseName, setPose } from '../synthetic/poses';
import { HUMAN_REST } from '../synthetic/skeleton';
import { drawFigure, drawLandmarks } from './figure';

export interface GoldenPose {
  title: string;
  pose: PoseName;
  /** Whether hands are to be where the person's are, or joints as the person's. */
  arms: 'angles' | 'reach';
}

declare global {
  interface Window {
    /** @returns a PNG of all poses as a data: address. */
    drawPoses(avatar: string, poses: readonly GoldenPose[]): Promise<string>;
  }
}

const WIDTH = 250;
const HEIGHT = 300;
const HEADER = 26;
const GAP = 10;
const COLUMNS = 4;
/** Frames that are solved before the one that is shown, and frames for hair and clothes to come to rest. */
const SEEN_BEFORE = 15;
const SETTLING = 20;

window.drawPoses = async (avatar, poses) => {
  const view = createAvatarView({
    canvas: document.createElement('canvas'),
    quality: { antialias: true, outlines: true },
  });
  view.setSize(WIDTH, HEIGHT);
  view.setShot('half');
  await view.load(avatar);
  const sheet = document.createElement('canvas');
  sheet.width = COLUMNS * (2 * WIDTH + GAP) + GAP;
  sheet.height = Math.ceil(poses.length / COLUMNS) * (HEIGHT + HEADER + GAP) + GAP;
  const context = sheet.getContext('2d')!;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, sheet.width, sheet.height);
  poses.forEach((pose, i) => {
    const x = GAP + (i % COLUMNS) * (2 * WIDTH + GAP);
    const y = GAP + Math.floor(i / COLUMNS) * (HEIGHT + HEADER + GAP);
    drawPose(context, view, pose, x, y);
  });
  view.dispose();
  return sheet.toDataURL('image/png');
};

const drawPose = (
  context: CanvasRenderingContext2D,
  view: AvatarView,
  { title, pose, arms }: GoldenPose,
  x: number,
  y: number,
): void => {
  const truth = createMotionFrame();
  const answer = createMotionFrame();
  const seen = createTrackingFrame();
  const joints = createJoints();
  const person = createPerson({ camera: DESK_CAMERA, noise: REAL_NOISE, seeAll: true });
  const solver = createSolver('direct', { arms, mode: 'upper' });
  if (view.rest) solver.setRest(view.rest);
  setPose(truth, pose);
  poseJoints(HUMAN_REST, truth, joints);
  for (let i = 0; i <= SEEN_BEFORE; i++) {
    person.see(truth, 1000 + (i * 1000) / 30, seen);
    solver.solve(seen, answer);
  }
  context.fillStyle = '#26292e';
  context.font = '600 15px sans-serif';
  context.fillText(`${title} (${arms})`, x, y + 17);
  context.fillStyle = '#eceff3';
  context.fillRect(x, y + HEADER, 2 * WIDTH, HEIGHT);
  context.save();
  context.beginPath();
  context.rect(x, y + HEADER, WIDTH, HEIGHT);
  context.clip();
  const place = { scale: HEIGHT / 1.35, x: x + WIDTH / 2, y: y + HEADER + HEIGHT + (0.72 * HEIGHT) / 1.35 };
  drawFigure(context, joints, place);
  drawLandmarks(context, seen, joints, place);
  context.restore();
  view.settle();
  view.apply(answer);
  for (let i = 0; i < SETTLING; i++) view.render(1 / 30);
  context.drawImage(view.canvas, x + WIDTH, y + HEADER, WIDTH, HEIGHT);
};
