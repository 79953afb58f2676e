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
      [76, 0.52],
      [92, 0.5],
      [104, 0.34],
      [140, 0.16],
      [180, 0.13],
    ],
    0.009,
  );
  addLayer(kit, {
    count: 11,
    from: 108,
    to: 252,
    root: 0.62,
    end: 0.06,
    off: 0.016,
    flick: 0.012,
    width: 0.025,
  });
  addLayer(kit, {
    count: 12,
    from: 84,
    to: 276,
    root: 0.84,
    end: 0.31,
    off: 0.023,
    flick: 0.017,
    width: 0.027,
  });
  addLayer(kit, {
    count: 11,
    from: 62,
    to: 298,
    root: 0.97,
    end: 0.55,
    off: 0.028,
    flick: 0.02,
    width: 0.028,
  });
  addSideburns(kit);
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
}

function addLayer(kit: HairKit, layer: Layer): void {
  for (let i = 0; i < layer.count; i++) {
    const azimuth = mix(layer.from, layer.to, (i + 0.3 * (kit.random() - 0.5)) / (layer.count - 1));
    const end = layer.end + 0.06 * (kit.random() - 0.5);
    const lean = 9 * (kit.random() - 0.35);
    const at = (t: number, off: number, turn: number): Vec3 =>
      kit.scalp([azimuth + turn, Math.max(0.03, mix(layer.root, end, t)), off]);
    kit.lock(
      [
        at(0, layer.off * 0.5, 0),
        at(0.35, layer.off, lean * 0.2),
        at(0.7, layer.off * 0.95, lean * 0.5),
        at(1, layer.off * 0.7 + layer.flick, lean),
      ],
      { width: layer.width, thickness: 0.011, segments: 8, root: 0.5, belly: 0.4 },
    );
  }
}

function addSideburns(kit: HairKit): void {
  for (const side of [1, -1])
    for (const [azimuth, h] of [
      [70, 0.36],
      [79, 0.33],
    ] as const)
      kit.lock(
        [
          kit.scalp([azimuth * side, 0.8, 0.014]),
          kit.scalp([(azimuth + 2) * side, 0.62, 0.016]),
          kit.scalp([(azimuth + 2) * side, 0.46, 0.011]),
          kit.scalp([azimuth * side, h, 0.004]),
        ],
        { width: 0.017, thickness: 0.008, segments: 8, root: 0.5, belly: 0.4 },
      );
}

/** A few locks that stand away from the crown. */
function addCrown(kit: HairKit): void {
  const [, top] = kit.scalp([0, 0.999, 0.01]);
  for (const [x, z, lift, width] of [
    [0.04, -0.035, 0.022, 0.02],
    [-0.05, -0.03, 0.018, 0.021],
    [0.008, -0.07, 0.014, 0.022],
    [-0.022, 0.045, 0.02, 0.019],
    [0.05, 0.03, 0.016, 0.019],
  ] as const) {
    const root: Vec3 = [x * 0.15, top - 0.006, -0.012 + z * 0.15];
    kit.lock(
      [
        root,
        [x * 0.6, top + lift * 0.55, z * 0.6],
        [x * 1.3, top + lift * 0.62, z * 1.25],
        [x * 1.85, top + lift * 0.2, z * 1.75],
      ],
      {
        width,
        thickness: 0.009,
        segments: 8,
        root: 0.4,
        belly: 0.4,
        outward: (p) => [p[0] * 4, 1, p[2] * 4],
      },
    );
  }
}
