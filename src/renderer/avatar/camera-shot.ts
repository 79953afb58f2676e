import type { AvatarMeasures } from './measure-avatar';

/** How much of the avatar the picture shows. */
export type Shot = 'face' | 'bust' | 'half' | 'full';

/** Where the camera stands; it looks straight along -Z, so that vertical lines stay vertical. */
export interface ShotFrame {
  x: number;
  y: number;
  z: number;
  /** Vertical field of view, degrees. */
  fov: number;
  /** Lowest and highest point seen at the avatar's depth, metres. */
  bottom: number;
  top: number;
}

/** A portrait lens: longer for the face, so that noses do not grow. Vertical field of view, degrees. */
const FOV: Readonly<Record<Shot, number>> = { face: 20, bust: 24, half: 26, full: 28 };

/** Share of the picture above the head. */
const HEADROOM: Readonly<Record<Shot, number>> = { face: 0.08, bust: 0.1, half: 0.1, full: 0.07 };

/** Least width that must be seen, in shoulder widths (the head's own width counts too). */
const SHOULDERS_SEEN: Readonly<Record<Shot, number>> = { face: 0.9, bust: 1.9, half: 2.4, full: 2.4 };

/** Frames the avatar, measured at rest, for a picture of `aspect` = width / height. */
export const frameShot = (shot: Shot, measures: AvatarMeasures, aspect: number): ShotFrame => {
  const { headX, headZ } = measures;
  const fov = FOV[shot];
  const top = highestSeen(shot, measures);
  const lowest = lowestSeen(shot, measures);
  const subject = Math.max(top - lowest, 1e-4);
  const width = Math.max(SHOULDERS_SEEN[shot] * measures.shoulderWidth, headWidthSeen(shot, measures));
  const height = Math.max(subject / (1 - HEADROOM[shot]), width / Math.max(aspect, 0.01));
  // What the width asks beyond the subject is shared: the head stays in the upper part of a tall picture.
  const seenTop = top + HEADROOM[shot] * height + Math.max(0, height - subject / (1 - HEADROOM[shot])) * 0.35;
  const distance = height / 2 / Math.tan((fov * Math.PI) / 360);
  return {
    x: headX,
    y: seenTop - height / 2,
    z: headZ + distance,
    fov,
    bottom: seenTop - height,
    top: seenTop,
  };
};

/** A close picture is of the face: a tall hat or a lock that stands up may leave it. */
const highestSeen = (shot: Shot, measures: AvatarMeasures): number =>
  shot === 'face' ? Math.min(measures.top, measures.eyes + 2 * chinToEyes(measures)) : measures.top;

/** Nor are bunches at the sides of a head the face: they may touch the edges of a close picture. */
const headWidthSeen = (shot: Shot, measures: AvatarMeasures): number => {
  const width = 1.15 * measures.headWidth;
  return shot === 'face' ? Math.min(width, 3.8 * chinToEyes(measures)) : width;
};

/** About the distance from the chin to the eyes; some files have the eyes' origin as low as the head bone. */
const chinToEyes = ({ eyes, headBone, shoulderWidth }: AvatarMeasures): number =>
  Math.max(eyes - headBone, 0.1 * shoulderWidth);

const lowestSeen = (shot: Shot, measures: AvatarMeasures): number => {
  const { headBone, shoulders, hips, bottom, top } = measures;
  switch (shot) {
    case 'face':
      return headBone - 0.45 * chinToEyes(measures);
    case 'bust':
      return shoulders - 0.3 * (shoulders - hips);
    case 'half':
      return hips - 0.1 * (shoulders - hips);
    case 'full':
      return bottom - 0.03 * (top - bottom);
  }
};
