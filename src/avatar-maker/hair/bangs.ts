import type { HairKit } from './hair-kit';

/** Where a lock of the fringe ends: degrees from the front, share of the head's height, half width in metres. */
type Tip = readonly [azimuth: number, h: number, width: number];

const SOFT: readonly Tip[] = [
  [-64, 0.42, 0.021],
  [-45, 0.5, 0.0235],
  [-27, 0.535, 0.0225],
  [-9, 0.5, 0.0215],
  [11, 0.53, 0.021],
  [28, 0.515, 0.0225],
  [46, 0.505, 0.0235],
  [64, 0.425, 0.021],
];
const SOFT_OVER: readonly Tip[] = [
  [-37, 0.565, 0.012],
  [-17, 0.55, 0.0135],
  [3, 0.575, 0.011],
  [21, 0.56, 0.012],
  [39, 0.555, 0.0125],
];
const SWEPT: readonly Tip[] = [
  [-66, 0.44, 0.022],
  [-46, 0.485, 0.025],
  [-26, 0.51, 0.025],
  [-7, 0.53, 0.023],
  [12, 0.575, 0.023],
  [32, 0.555, 0.023],
  [52, 0.49, 0.023],
  [68, 0.43, 0.021],
];
const SWEPT_OVER: readonly Tip[] = [
  [-36, 0.53, 0.015],
  [-14, 0.55, 0.0155],
  [22, 0.6, 0.0145],
  [43, 0.55, 0.014],
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
      { width, thickness: 0.009, segments: 11, belly: 0.6, root: 0.45 },
    );
  for (const [azimuth, h, width] of SOFT_OVER)
    kit.lock(
      [
        kit.scalp([azimuth * 0.35, 0.98, 0.013]),
        kit.scalp([azimuth * 0.7, 0.88, 0.0215]),
        kit.scalp([azimuth * 0.95, 0.74, 0.0245]),
        kit.scalp([azimuth * 1.04, h, 0.0175]),
      ],
      { width, thickness: 0.007, segments: 9, belly: 0.55, root: 0.35 },
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
        { width, thickness: 0.0105, segments: 11, belly: 0.5, root: 0.5 },
      );
    }
  };
  sweep(SWEPT, 0, 0);
  sweep(SWEPT_OVER, 0.005, 0.003);
}
