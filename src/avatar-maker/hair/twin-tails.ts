import { path } from '../curve';
import { add, mix, type Vec3 } from '../vector';
import { addSoftBangs } from './bangs';
import { addBow } from './bow';
import { addCap, awayFrom, type HairKit, mirrorX, onBothSides, springLock } from './hair-kit';
import { addAhoge, addSideLocks } from './trimmings';

const TAIL_FEEL = { stiffness: 0.7, gravity: 0.12, drag: 0.42, radius: 0.03 };

/** Two long tails tied high, with bows. */
export function addTwinTails(kit: HairKit): void {
  addCap(kit, [
    [0, 0.74],
    [48, 0.66],
    [78, 0.5],
    [100, 0.4],
    [140, 0.2],
    [180, 0.17],
  ]);
  addSoftBangs(kit);
  addSideLocks(kit, 0.13);
  addAhoge(kit);
  const tie = kit.scalp([124, 0.74, 0.012]);
  addGatheredHair(kit);
  addTails(kit, tie);
  onBothSides((side) =>
    addBow(kit.ribbon, mirrorX(add(tie, [0.012, 0.02, 0.022]), side), side, 'head', 0.06),
  );
}

/** Locks drawn from the parting and the nape to each tie. */
function addGatheredHair(kit: HairKit): void {
  onBothSides((side) => {
    for (const [from, h] of [
      [60, 0.86],
      [84, 0.62],
      [104, 0.42],
      [134, 0.28],
      [162, 0.3],
      [172, 0.52],
      [160, 0.86],
    ] as const) {
      const bow = mix(h, 0.74, 0.5) + 0.03;
      const azimuth = mix(from, 124, 0.5);
      kit.lock(
        [
          kit.scalp([from * side, h, -0.006]),
          kit.scalp([mix(from, azimuth, 0.55) * side, mix(h, bow, 0.55), 0.012]),
          kit.scalp([azimuth * side, bow, 0.0165]),
          kit.scalp([mix(azimuth, 124, 0.8) * side, mix(bow, 0.74, 0.8), 0.0165]),
          kit.scalp([124 * side, 0.74, 0.012]),
        ],
        { width: 0.027, thickness: 0.0085, segments: 9, root: 0.06, belly: 0.5, tint: 0.4 },
      );
    }
  });
}

function addTails(kit: HairKit, tie: Vec3): void {
  const drop: readonly Vec3[] = [
    [0, 0, 0],
    [0.042, 0.018, -0.012],
    [0.088, -0.045, -0.026],
    [0.108, -0.16, -0.032],
    [0.112, -0.29, -0.03],
    [0.094, -0.42, -0.022],
    [0.084, -0.5, -0.008],
  ];
  onBothSides((side, letter) => {
    const base = mirrorX(tie, side);
    const spine = drop.map((d) => add(base, mirrorX(d, side)));
    const weights = springLock(kit, `tail${letter}`, spine, 6, 0.16, TAIL_FEEL);
    const middle = path(spine);
    const count = 6;
    for (let k = 0; k < count; k++) {
      const angle = (k / count) * 2 * Math.PI + 0.4;
      const long = mix(0.84, 1.02, ((k * 5) % count) / (count - 1));
      const points = spine.map((p, i): Vec3 => {
        const t = (i / (spine.length - 1)) * long;
        const q = i === 0 ? p : middle(t);
        const spread = [0.004, 0.015, 0.027, 0.031, 0.029, 0.02, 0.006][i]!;
        return add(q, [Math.cos(angle) * spread * side, 0, Math.sin(angle) * spread]);
      });
      kit.lock(points, {
        width: 0.029,
        thickness: 0.015,
        segments: 13,
        root: 0.3,
        belly: 0.36,
        weights: (t) => weights(t * long),
        outward: awayFrom((t) => middle(t * long), [side, 0, 0.4]),
        shine: -0.06,
      });
    }
  });
}
