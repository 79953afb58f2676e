import { mirrorMotionFrame } from '@motion/shape/mirror';
import { angleBetween } from '@motion/shape/quaternion';
import { createSolver } from '@motion/solve';
import { BONE_COUNT } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import { ROOM_CAMERA } from '../synthetic/camera';
import { createPerson } from '../synthetic/person';
import { HUMAN_REST } from '../synthetic/skeleton';
import type { Case } from './cases';

/** Largest angle, degrees, between the mirrored answer and the answer to the mirrored person, over all bones and poses. */
export const measureMirror = (poses: Case): number => {
  const person = createPerson({ camera: ROOM_CAMERA, seeAll: true });
  const solver = createSolver('direct', { arms: 'angles', mode: poses.mode });
  solver.setRest(HUMAN_REST);
  const [truth, answer, mirrored, seen] = [
    createMotionFrame(),
    createMotionFrame(),
    createMotionFrame(),
    createTrackingFrame(),
  ];
  let worst = 0;
  for (let i = 0; i < poses.count; i++) {
    poses.pose(i, truth);
    solver.reset();
    person.see(truth, 1000, seen);
    solver.solve(seen, answer);
    mirrorMotionFrame(answer);
    mirrorMotionFrame(truth);
    solver.reset();
    person.see(truth, 1000, seen);
    solver.solve(seen, mirrored);
    for (let b = 0; b < BONE_COUNT; b++)
      worst = Math.max(worst, angleBetween(answer.bones, b * 4, mirrored.bones, b * 4));
  }
  return (worst * 180) / Math.PI;
};
