import type { HairKit } from './hair-kit';

/** Where a lock of the fringe ends: degrees from the front, share of the head's height, half width in metres. */
type Tip = readonly [azimuth: number, h: number, width: number];

const SOFT: readonly Tip[] = [
  [-67, 0.4, 0.02],
  [-48, 0.47, 0.025],
  [-29, 0.545, 0.0225],
  [-11, 0.485, 0.024],
  [7, 0.555, 0.0195],
  [23, 0.495, 0.0235],
  [41, 0.54, 0.021],
  [56, 0.455, 0.0235],
  [69, 0.4, 0.02],
];
const SOFT_OVER: readonly Tip[] = [
  [-38, 0.525, 0.0135],
  [-20, 0.57, 0.013],
  [-2, 0.53, 0.0125],
  [14, 0.575, 0.012],
  [32, 0.53, 0.0135],
  [48, 0.55, 0.012],
];
const SWEPT: readonly Tip[] = [
  [-72, 0.42, 0.021],
  [-57, 0.47, 0.024],
  [-39, 0.445, 0.0275],
  [-19, 0.5, 0.026],
  [0, 0.455, 0.026],
  [19, 0.57, 0.024],
  [40, 0.53, 0.025],
  [57, 0.45, 0.025],
  [71, 0.42, 0.02],
];
const SWEPT_OVER: readonly Tip[] = [
  [-48, 0.5, 0.018],
  [-28, 0.485, 0.019],
  [-9, 0.54, 0.018],
  [30, 0.56, 0.018],
  [50, 0.5, 0.017],
];

/** A fringe that falls straight over the forehead. */
export function addSoftBangs(kit: HairKit): void {
  for (const [azimuth, h, width] of SOFT)
    kit.lock(
      [
        kit.scalp([azimuth * 0.3, 0.985, 0.009]),
        kit.scalp([azimuth * 0.62, 0.9, 0.016]),
        kit.scalp([azimuth * 0.88, 0.76, 0.0195]),
        kit.scalp([azimuth * 0.99, 0.62, 0.0175]),
        kit.scalp([azimuth * 1.03, h, 0.0115]),
      ],
      { width, thickness: 0.009, segments: 10, belly: 0.55, root: 0.45, tint: 0.72 },
    );
  for (const [azimuth, h, width] of SOFT_OVER)
    kit.lock(
      [
        kit.scalp([azimuth * 0.35, 0.98, 0.013]),
        kit.scalp([azimuth * 0.7, 0.88, 0.0215]),
        kit.scalp([azimuth * 0.95, 0.74, 0.0245]),
        kit.scalp([azimuth * 1.04, h, 0.0175]),
      ],
      { width, thickness: 0.007, segments: 8, belly: 0.5, root: 0.35, tint: 0.72 },
    );
}

/** A parted fringe swept to the avatar's right, with lifted tips. */
export function addSweptBangs(kit: HairKit): void {
  const part = 16;
  const sweep = (tips: readonly Tip[], off: number, lift: number): void => {
    for (const [azimuth, h, width] of tips) {
      const root = part + (azimuth - part) * 0.3;
      const lean = azimuth < part ? -7 : 6;
      kit.lock(
        [
          kit.scalp([root, 0.985, 0.009 + off]),
          kit.scalp([part + (azimuth - part) * 0.62, 0.9, 0.02 + off + lift]),
          kit.scalp([part + (azimuth - part) * 0.9, 0.765, 0.025 + off + lift]),
          kit.scalp([azimuth, 0.64, 0.021 + off]),
          kit.scalp([azimuth + lean, h, 0.0135 + off]),
        ],
        { width, thickness: 0.0105, segments: 10, belly: 0.42, root: 0.5, tint: 0.8, sharp: 0.85 },
      );
    }
  };
  sweep(SWEPT, 0, 0);
  sweep(SWEPT_OVER, 0.005, 0.003);
}
