import { add, mix, type Vec3 } from '../vector';
import { type HairKit, onBothSides, springLock } from './hair-kit';

/** Locks in front of the ears that frame the face and hang `below` metres under the chin. */
export function addSideLocks(kit: HairKit, below: number): void {
  const chin = kit.head.shape.chin;
  onBothSides((side, letter) => {
    const a = (azimuth: number, h: number, off: number): Vec3 => kit.scalp([azimuth * side, h, off]);
    const bottom = chin - below;
    const points: Vec3[] = [
      a(48, 0.93, 0.01),
      a(68, 0.76, 0.018),
      a(73, 0.55, 0.0165),
      a(73, 0.32, 0.014),
      [side * 0.094, mix(chin, bottom, 0.25), 0.05],
      [side * 0.082, bottom, 0.062],
    ];
    const weights = springLock(kit, `side${letter}`, points, 4, 0.52, {
      stiffness: 1.1,
      gravity: 0.08,
      drag: 0.45,
      radius: 0.012,
    });
    kit.lock(points, { width: 0.021, thickness: 0.011, segments: 12, root: 0.5, belly: 0.5, weights });
    const thin = points.map(
      (p, i): Vec3 => add(p, [side * (i > 3 ? 0.011 : 0.003), i > 4 ? 0.045 : 0, i > 2 ? -0.02 : -0.016]),
    );
    kit.lock(thin, { width: 0.015, thickness: 0.009, segments: 11, root: 0.5, belly: 0.5, weights });
  });
}

/** The one lock that stands up. */
export function addAhoge(kit: HairKit): void {
  const [, top] = kit.scalp([0, 0.999, 0.006]);
  const points: Vec3[] = [
    [0, top - 0.008, -0.01],
    [0.004, top + 0.032, -0.018],
    [0.02, top + 0.056, -0.006],
    [0.046, top + 0.05, 0.014],
    [0.06, top + 0.03, 0.022],
  ];
  const weights = springLock(kit, 'ahoge', points, 3, 0.08, {
    stiffness: 1.6,
    gravity: 0,
    drag: 0.35,
    radius: 0.004,
  });
  kit.lock(points, {
    width: 0.0088,
    thickness: 0.005,
    segments: 11,
    root: 0.6,
    belly: 0.4,
    weights,
    outward: () => [0.25, 0.3, 1],
  });
}
