import { writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';

/**
 * `tsx scripts/make-icon.ts`: draws `build/icon.png`, the hand mirror of Studio's own icon, at the size that every system's icon is made
 * from. Shapes are signed distances in the units of a 32 × 32 picture; an edge is as soft as one pixel.
 */
const SIZE = 1024;
const UNIT = 32 / SIZE;

type Colour = readonly [red: number, green: number, blue: number];
const DARK: Colour = [0x17, 0x1a, 0x24];
const VIOLET: Colour = [0xa5, 0xb4, 0xff];
const MINT: Colour = [0x6e, 0xe7, 0xd8];

const draw = (): PNG => {
  const png = new PNG({ width: SIZE, height: SIZE });
  for (let row = 0; row < SIZE; row++)
    for (let column = 0; column < SIZE; column++) {
      const x = (column + 0.5) * UNIT;
      const y = (row + 0.5) * UNIT;
      const line = covered(Math.min(rim(x, y), shine(x, y), handle(x, y)));
      const glass = covered(circle(x, y, 10.5));
      const alpha = Math.max(line, glass);
      const [red, green, blue] = mix(DARK, mix(VIOLET, MINT, (x + y) / 64), alpha === 0 ? 0 : line / alpha);
      png.data.set([red, green, blue, Math.round(255 * alpha)], (row * SIZE + column) * 4);
    }
  return png;
};

const covered = (distance: number): number => Math.min(1, Math.max(0, 0.5 - distance / UNIT));
const mix = (a: Colour, b: Colour, share: number): Colour => [
  Math.round(a[0] + (b[0] - a[0]) * share),
  Math.round(a[1] + (b[1] - a[1]) * share),
  Math.round(a[2] + (b[2] - a[2]) * share),
];

const circle = (x: number, y: number, radius: number): number => Math.hypot(x - 16, y - 13.5) - radius;
const rim = (x: number, y: number): number => Math.abs(circle(x, y, 10.5)) - 1.25;

/** The light on the upper left of the glass: an arc with round ends from 9 to 1 o'clock. */
const shine = (x: number, y: number): number => {
  const [cx, cy, radius, from, to] = [16.9, 14.4, 6.5, 2.97, -1.3];
  const angle = Math.atan2(y - cy, x - cx);
  const onArc = angle <= to || angle >= from;
  if (onArc) return Math.abs(Math.hypot(x - cx, y - cy) - radius) - 1.1;
  const ends = [from, to].map((end) =>
    Math.hypot(x - cx - radius * Math.cos(end), y - cy - radius * Math.sin(end)),
  );
  return Math.min(...ends) - 1.1;
};

const handle = (x: number, y: number): number =>
  Math.min(segment(x, y, 16, 24.5, 16, 29), segment(x, y, 10.5, 29.6, 21.5, 29.6)) - 1.25;

const segment = (x: number, y: number, ax: number, ay: number, bx: number, by: number): number => {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - dx * along, y - ay - dy * along);
};

await writeFile('build/icon.png', PNG.sync.write(draw(), { deflateLevel: 9 }));
