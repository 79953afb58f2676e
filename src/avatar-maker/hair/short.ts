import { mix, type Vec3 } from '../vector';
import { addSweptBangs } from './bangs';
import { addCap, type HairKit } from './hair-kit';

/** Short, layered and a little wild; ears free. */
export function addShortHair(kit: HairKit): void {
  addCap(
    kit,
    [
      [0, 0.75],
      [48, 0.68],
      [68, 0.52],
      [78, 0.44],
      [88, 0.5],
      [104, 0.48],
      [116, 0.28],
      [140, 0.17],
      [180, 0.14],
    ],
    0.009,
  );
  addLayer(kit, {
    count: 8,
    from: 124,
    to: 236,
    root: 0.6,
    end: 0.1,
    off: 0.012,
    flick: 0,
    width: 0.027,
    gather: 0.62,
  });
  addLayer(kit, {
    count: 9,
    from: 104,
    to: 256,
    root: 0.8,
    end: 0.27,
    off: 0.021,
    flick: 0.018,
    width: 0.03,
    gather: 0.92,
  });
  addLayer(kit, {
    count: 9,
    from: 74,
    to: 286,
    root: 0.96,
    end: 0.5,
    off: 0.028,
    flick: 0.024,
    width: 0.032,
    gather: 1,
  });
  addTemples(kit);
  addSweptBangs(kit);
  addCrown(kit);
}

interface Layer {
  readonly count: number;
  readonly from: number;
  readonly to: number;
  readonly root: number;
  readonly end: number;
  readonly off: number;
  readonly flick: number;
  readonly width: number;
  /** Share of its distance from the middle of the back that a tip keeps. */
  readonly gather: number;
}

function addLayer(kit: HairKit, layer: Layer): void {
  for (let i = 0; i < layer.count; i++) {
    const azimuth = mix(layer.from, layer.to, (i + 0.3 * (kit.random() - 0.5)) / (layer.count - 1));
    const end = layer.end + 0.09 * (kit.random() - 0.5);
    const lean = 14 * (kit.random() - 0.4);
    const at = (t: number, off: number, turn: number): Vec3 =>
      kit.scalp([
        mix(azimuth, 180 + (azimuth - 180) * layer.gather, t) + turn,
        Math.max(0.03, mix(layer.root, end, t)),
        off,
      ]);
    kit.lock(
      [
        at(0, layer.off * 0.5, 0),
        at(0.35, layer.off, lean * 0.2),
        at(0.7, layer.off * 0.95, lean * 0.5),
        at(1, layer.off * 0.7 + layer.flick, lean),
      ],
      { width: layer.width, thickness: 0.012, segments: 8, root: 0.5, belly: 0.36, sharp: 0.9 },
    );
  }
}

/** Over the temples to the top of the ears. */
function addTemples(kit: HairKit): void {
  for (const side of [1, -1])
    for (const [azimuth, h, width] of [
      [72, 0.37, 0.015],
      [82, 0.42, 0.02],
      [94, 0.44, 0.022],
      [108, 0.4, 0.022],
      [119, 0.3, 0.02],
    ] as const)
      kit.lock(
        [
          kit.scalp([(azimuth - 6) * side, 0.86, 0.012]),
          kit.scalp([(azimuth - 2) * side, 0.7, 0.021]),
          kit.scalp([azimuth * side, 0.55, 0.018]),
          kit.scalp([(azimuth + 5) * side, h, 0.007]),
        ],
        { width, thickness: 0.01, segments: 8, root: 0.5, belly: 0.36, sharp: 0.85 },
      );
}

/** Unruly locks about the whorl: they lie along the head and lift their tips. */
function addCrown(kit: HairKit): void {
  for (const [azimuth, long, lift] of [
    [-150, 0.24, 0.034],
    [-104, 0.22, 0.038],
    [-58, 0.17, 0.036],
    [-18, 0.13, 0.034],
    [28, 0.16, 0.036],
    [70, 0.2, 0.038],
    [118, 0.23, 0.038],
    [165, 0.25, 0.034],
  ] as const)
    kit.lock(
      [
        kit.scalp([azimuth - 30, 0.995, 0.008]),
        kit.scalp([azimuth - 8, 0.975 - long * 0.2, 0.03]),
        kit.scalp([azimuth + 4, 0.965 - long * 0.6, lift * 0.92]),
        kit.scalp([azimuth + 16, 0.955 - long, lift]),
      ],
      { width: 0.023, thickness: 0.012, segments: 8, root: 0.45, belly: 0.35, sharp: 0.95, tint: 0.8 },
    );
}
