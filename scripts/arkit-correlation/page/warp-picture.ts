import { FaceLandmarker } from '@mediapipe/tasks-vision';

/** A picture of a face to be drawn with another expression. */
export interface Warp {
  /** The picture's place in the footage. */
  picture: number;
  /** x, y of the face's first 468 landmarks, pixels: where they are, and where they are to be. */
  from: number[];
  to: number[];
  /** Depth of each landmark, growing away from the camera. */
  depth: number[];
  /** The whole picture afterwards: turned (radians) and enlarged about its middle, lightened, blurred (pixels). */
  tilt: number;
  size: number;
  light: number;
  blur: number;
}

/** Rings round the right and the left eye and inside the lips: upper from corner to corner, then lower. Face mesh indices. */
const EYES = [
  {
    upper: [33, 246, 161, 160, 159, 158, 157, 173, 133],
    lower: [33, 7, 163, 144, 145, 153, 154, 155, 133],
  },
  {
    upper: [263, 466, 388, 387, 386, 385, 384, 398, 362],
    lower: [263, 249, 390, 373, 374, 380, 381, 382, 362],
  },
];
const MOUTH = {
  upper: [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308],
  lower: [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308],
};
/** Lips this far apart, as a share of the mouth's width, show teeth that can be stretched along. */
const OPEN_ALREADY = 0.12;
/** The picture moves with the face up to this many times the face's size. */
const REACH = 1.5;
const DARK = '#2a0f10';
const TEETH = '#cfc6b8';

type Triangle = readonly [number, number, number];

const skinTriangles = (): Triangle[] => {
  const edges = FaceLandmarker.FACE_LANDMARKS_TESSELATION;
  const triangles: Triangle[] = [];
  for (let i = 0; i + 2 < edges.length; i += 3)
    triangles.push([edges[i]!.start, edges[i + 1]!.start, edges[i + 2]!.start]);
  return triangles;
};

const strip = (upper: readonly number[], lower: readonly number[]): Triangle[] =>
  upper.slice(1).flatMap((_, i): Triangle[] => [
    [upper[i]!, upper[i + 1]!, lower[i]!],
    [lower[i]!, upper[i + 1]!, lower[i + 1]!],
  ]);

const outline = (): number[] => FaceLandmarker.FACE_LANDMARKS_FACE_OVAL.map(({ start }) => start);

/** Draws the triangle of `image` at `from` where `to` is, a little larger so that no seam shows. */
const drawTriangle = (
  context: OffscreenCanvasRenderingContext2D,
  image: OffscreenCanvas,
  from: readonly number[],
  to: readonly number[],
  [a, b, c]: Triangle,
): void => {
  const [ax, ay, bx, by, cx, cy] = [a, b, c].flatMap((i) => [from[i * 2]!, from[i * 2 + 1]!]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (Math.abs(area) < 1e-3) return;
  const target = [a, b, c].map((i) => [to[i * 2]!, to[i * 2 + 1]!] as const);
  const middle = [0, 1].map((axis) => target.reduce((sum, point) => sum + point[axis]! / 3, 0));
  context.save();
  context.beginPath();
  for (const [x, y] of target) {
    const [dx, dy] = [x - middle[0]!, y - middle[1]!];
    const grown = 1 + 0.7 / Math.max(0.7, Math.hypot(dx, dy));
    context.lineTo(middle[0]! + dx * grown, middle[1]! + dy * grown);
  }
  context.closePath();
  context.clip();
  const solve = (axis: 0 | 1): [number, number, number] => {
    const [pa, pb, pc] = target.map((point) => point[axis]) as [number, number, number];
    const x = ((pb - pa) * (cy - ay) - (pc - pa) * (by - ay)) / area;
    const y = ((pc - pa) * (bx - ax) - (pb - pa) * (cx - ax)) / area;
    return [x, y, pa - x * ax - y * ay];
  };
  const [xx, xy, x0] = solve(0);
  const [yx, yy, y0] = solve(1);
  context.transform(xx, yx, xy, yy, x0, y0);
  context.drawImage(image, 0, 0);
  context.restore();
};

const drawInsideOfMouth = (context: OffscreenCanvasRenderingContext2D, to: readonly number[]): void => {
  const trace = (points: readonly (readonly [number, number])[]): void => {
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.closePath();
    context.fill();
  };
  const at = (i: number): [number, number] => [to[i * 2]!, to[i * 2 + 1]!];
  const upper = MOUTH.upper.map(at);
  const lower = MOUTH.lower.map(at);
  context.fillStyle = DARK;
  trace([...upper, ...[...lower].reverse()]);
  context.fillStyle = TEETH;
  trace([
    ...upper.slice(2, -2),
    ...upper
      .slice(2, -2)
      .map(([x, y], i): [number, number] => [
        x + 0.3 * (lower[i + 2]![0] - x),
        y + 0.3 * (lower[i + 2]![1] - y),
      ])
      .reverse(),
  ]);
};

/** The picture with the face's landmarks moved; what is far from the face stays. */
export const warpPicture = (image: OffscreenCanvas, warp: Warp): OffscreenCanvas => {
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height);
  // Thousands of small triangles: a software GPU would be slower than the processor itself.
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const oval = outline();
  const middle = [0, 1].map((axis) =>
    oval.reduce((sum, i) => sum + warp.from[i * 2 + axis]! / oval.length, 0),
  );
  const from = [...warp.from];
  const to = [...warp.to];
  for (const i of oval)
    for (const points of [from, to])
      points.push(
        ...[0, 1].map((axis) => middle[axis]! + REACH * (warp.from[i * 2 + axis]! - middle[axis]!)),
      );
  const ring = oval.map((_, i) => warp.from.length / 2 + i);
  const draw = (triangle: Triangle): void => drawTriangle(context, image, from, to, triangle);
  const depthOf = (triangle: Triangle): number => triangle.reduce((sum, i) => sum + warp.depth[i]!, 0);

  context.drawImage(image, 0, 0);
  for (const triangle of strip([...oval, oval[0]!], [...ring, ring[0]!])) draw(triangle);
  const gap = Math.abs(from[13 * 2 + 1]! - from[14 * 2 + 1]!);
  const mouthWidth = Math.hypot(from[78 * 2]! - from[308 * 2]!, from[78 * 2 + 1]! - from[308 * 2 + 1]!);
  if (gap > OPEN_ALREADY * mouthWidth) for (const triangle of strip(MOUTH.upper, MOUTH.lower)) draw(triangle);
  else drawInsideOfMouth(context, to);
  for (const { upper, lower } of EYES) for (const triangle of strip(upper, lower)) draw(triangle);
  for (const triangle of skinTriangles().sort((a, b) => depthOf(b) - depthOf(a))) draw(triangle);

  const finished = new OffscreenCanvas(width, height);
  const last = finished.getContext('2d', { willReadFrequently: true })!;
  last.filter = `brightness(${warp.light}) blur(${warp.blur}px)`;
  last.translate(width / 2, height / 2);
  last.rotate(warp.tilt);
  last.scale(warp.size, warp.size);
  last.drawImage(canvas, -width / 2, -height / 2);
  return finished;
};
