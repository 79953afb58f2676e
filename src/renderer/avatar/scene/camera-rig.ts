import { type Orbit, PLAIN_ORBIT } from '@shared/settings/scene';
import { type PerspectiveCamera, Vector3 } from 'three';
import { frameShot, type Shot } from '../camera-shot';
import type { AvatarMeasures } from '../measure-avatar';

/** Where the camera stands and how it moves from one picture to the next. */
export interface CameraRig {
  /** Another avatar: the camera cuts to it. */
  setMeasures(measures: AvatarMeasures): void;
  setAspect(aspect: number): void;
  setShot(shot: Shot): void;
  setOrbit(orbit: Orbit, how?: 'move' | 'cut'): void;
  /** @param seconds from one picture to the next; 0 = a cut */
  setMoveSeconds(seconds: number): void;
  /** @param share 0 = stands still .. 1 = keeps the head in its place */
  setFollow(share: number): void;
  /** Moves on by `deltaSeconds`. `head` is where the head bone is now, metres. Allocates nothing. */
  step(camera: PerspectiveCamera, deltaSeconds: number, head: Vector3 | undefined): void;
}

/** What the camera sees, in distances to the avatar: an avatar may be as small as a doll or as large as a house. */
const NEAREST = 0.03;
const FARTHEST = 30;
/** Within this time (seconds) the camera is two thirds of the way to where the head has gone. */
const FOLLOW_TIME = 0.45;
const RADIANS = Math.PI / 180;

/** A picture as numbers that can be blended one by one: focus (x, y, z), yaw, pitch, log of the distance, field of view. */
const PICTURE_NUMBERS = 7;

export const createCameraRig = (): CameraRig => {
  const from = new Float64Array(PICTURE_NUMBERS);
  const to = new Float64Array(PICTURE_NUMBERS);
  const now = new Float64Array(PICTURE_NUMBERS);
  const followed = new Vector3();
  const focus = new Vector3();
  let measures: AvatarMeasures | undefined;
  let headAtRest: Vector3 | undefined;
  let shot: Shot = 'bust';
  let orbit: Orbit = PLAIN_ORBIT;
  let aspect = 1;
  let moveSeconds = 0;
  let follow = 0;
  /** 0..1 from `from` to `to`. */
  let travelled = 1;

  const aim = (how: 'move' | 'cut'): void => {
    if (!measures) return;
    const plain = frameShot(shot, measures, aspect);
    const distance = plain.z - measures.headZ;
    const height = plain.top - plain.bottom;
    const yaw = orbit.yaw * RADIANS;
    to[0] = plain.x - orbit.x * height * Math.cos(yaw);
    to[1] = plain.y - orbit.y * height;
    to[2] = measures.headZ + orbit.x * height * Math.sin(yaw);
    to[3] = yaw;
    to[4] = orbit.pitch * RADIANS;
    to[5] = Math.log(distance / orbit.zoom);
    to[6] = plain.fov;
    if (how === 'cut' || moveSeconds === 0) {
      now.set(to);
      travelled = 1;
    } else {
      from.set(now);
      travelled = 0;
    }
  };

  const followHead = (deltaSeconds: number, head: Vector3 | undefined): void => {
    if (!head || !headAtRest) return;
    const share = 1 - Math.exp(-Math.max(deltaSeconds, 0) / FOLLOW_TIME);
    followed.x += ((head.x - headAtRest.x) * follow - followed.x) * share;
    followed.y += ((head.y - headAtRest.y) * follow - followed.y) * share;
  };

  const travel = (deltaSeconds: number): void => {
    if (travelled >= 1) return;
    travelled = Math.min(1, travelled + Math.max(deltaSeconds, 0) / moveSeconds);
    const share = travelled * travelled * (3 - 2 * travelled);
    for (let i = 0; i < PICTURE_NUMBERS; i++) now[i] = from[i]! + (to[i]! - from[i]!) * share;
  };

  const place = (camera: PerspectiveCamera): void => {
    const distance = Math.exp(now[5]!);
    const [yaw, pitch] = [now[3]!, now[4]!];
    focus.set(now[0]!, now[1]!, now[2]!).add(followed);
    camera.position.set(
      focus.x + distance * Math.sin(yaw) * Math.cos(pitch),
      focus.y + distance * Math.sin(pitch),
      focus.z + distance * Math.cos(yaw) * Math.cos(pitch),
    );
    camera.lookAt(focus);
    camera.aspect = aspect;
    camera.fov = now[6]!;
    camera.near = distance * NEAREST;
    camera.far = distance * FARTHEST;
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
  };

  return {
    setMeasures: (next) => {
      measures = next;
      headAtRest = new Vector3(next.headX, next.headBone, next.headZ);
      followed.set(0, 0, 0);
      aim('cut');
    },
    setAspect: (next) => {
      aspect = next;
      aim('cut');
    },
    setShot: (next) => {
      if (next === shot) return;
      shot = next;
      aim('move');
    },
    setOrbit: (next, how = 'move') => {
      if (sameOrbit(next, orbit)) return;
      orbit = { ...next };
      aim(how);
    },
    setMoveSeconds: (seconds) => {
      moveSeconds = seconds;
      if (seconds === 0 && travelled < 1) aim('cut');
    },
    setFollow: (share) => {
      follow = share;
    },
    step: (camera, deltaSeconds, head) => {
      followHead(deltaSeconds, head);
      travel(deltaSeconds);
      place(camera);
    },
  };
};

const sameOrbit = (a: Orbit, b: Orbit): boolean =>
  a.yaw === b.yaw && a.pitch === b.pitch && a.zoom === b.zoom && a.x === b.x && a.y === b.y;
