/** When a face was seen, and how the head was turned against the camera then. */
export interface FaceMoment {
  /** Milliseconds. */
  time: number;
  /** Radians, positive = to the person's left. */
  yaw: number;
}

/** A class for the same reason as a vector's (../maths/vector.ts): its numbers are written at every frame and must not be boxed. */
class Moment implements FaceMoment {
  time = Number.NaN;
  yaw = Number.NaN;
}

export const createFaceMoment = (time = Number.NaN, yaw = Number.NaN): FaceMoment => {
  const moment = new Moment();
  moment.time = time;
  moment.yaw = yaw;
  return moment;
};
