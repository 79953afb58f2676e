import { addGrid, addTriangle, addVertex, createMesh, type Mesh } from '../mesh';
import type { Color } from '../paint/color';
import { type Picture, paint } from '../paint/image';
import { mix, smoothstep, type Vec3 } from '../vector';
import type { FaceFrame } from './face-frame';
import type { PortraitMotion, PortraitPoint } from './lip-motions';
import { addPortraitMorph, type Sheet } from './sheet';

/** How far behind the lips the teeth of the picture and the inside of the mouth lie, in units of FacePoint. */
const TEETH_BEHIND = 0.015;
const CAVITY_BEHIND = 0.06;

/** A mouth open further than this in the picture (share of its width) shows teeth worth keeping. */
const OPEN_IN_PICTURE = 0.05;

const HEAD: readonly (readonly [string, number])[] = [
  ['head', 0.7],
  ['upperChest', 0.3],
];

/** What is seen between the lips of the picture: it stays with the upper jaw when the lower one drops. */
export function createTeeth(face: FaceFrame, sheet: Sheet): Mesh | undefined {
  const gap = Math.abs(face.at(13)[1] - face.at(14)[1]) / (2 * face.mouth.halfWidth);
  if (gap < OPEN_IN_PICTURE) return undefined;
  const mesh = createMesh('Teeth', 'Picture');
  const back = face.turn([0, 0, -TEETH_BEHIND]);
  const own = new Map<number, number>();
  const vertex = (i: number): number => {
    const known = own.get(i);
    if (known !== undefined) return known;
    const place = face.landmarks[i]!;
    const added = addVertex(mesh, {
      position: [place[0], place[1], place[2] + back[2]],
      normal: [0, 0, 1],
      uv: face.uvs[i]!,
      weights: HEAD,
    });
    own.set(i, added);
    return added;
  };
  for (const [a, b, c] of sheet.betweenLips) addTriangle(mesh, vertex(a), vertex(b), vertex(c));
  return mesh.triangles.length > 0 ? mesh : undefined;
}

/** The dark inside of the mouth, with teeth and a tongue, hidden behind the lips until they part. */
export function createCavity(face: FaceFrame, motions: Readonly<Record<string, PortraitMotion>>): Mesh {
  const mesh = createMesh('Mouth', 'Mouth');
  const points: PortraitPoint[] = [];
  const half = face.mouth.halfWidth * 1.02;
  const behind = Math.min(face.at(13)[2], face.at(78)[2], face.at(308)[2]) - CAVITY_BEHIND;
  addGrid(mesh, 8, 6, (u, v) => {
    const x = mix(-half, half, u);
    const line = face.lipLine(face.mouth.x + x);
    const y = line + mix(-0.2, 0.1, v);
    const flat = face.toWorld(face.mouth.x + x, y);
    const position: Vec3 = [flat[0], flat[1], face.turn([0, 0, behind])[2]];
    points.push({ place: face.toFace(position), landmark: -1 });
    return { position, normal: [0, 0, 1], uv: [u, 1 - v], weights: HEAD };
  });
  // The floor of the mouth drops with the jaw, its roof stays.
  for (const [name, motion] of Object.entries(motions))
    if (FLOOR_MOVES.has(name))
      addPortraitMorph(mesh, points, name, (point) => scaled(motion, point, floor(point, face)), face);
  return mesh;
}

const FLOOR_MOVES: ReadonlySet<string> = new Set([
  'jawOpen',
  'jawLeft',
  'jawRight',
  'jawForward',
  'mouthFunnel',
  'mouthLowerDownLeft',
  'mouthLowerDownRight',
]);

const floor = ({ place }: PortraitPoint, face: FaceFrame): number =>
  smoothstep(0.04, -0.15, place[1] - face.lipLine(place[0]));

/** The motion of the lower lip's middle, as far as the point belongs to the floor. */
const scaled = (motion: PortraitMotion, { place }: PortraitPoint, share: number): Vec3 => {
  const d = motion({ place: [place[0], place[1] - 0.08, place[2]], landmark: 17 });
  return [d[0] * share, d[1] * share, d[2] * share];
};

const DARK: Color = [0.2, 0.045, 0.06];
const TONGUE: Color = [0.66, 0.27, 0.29];
const TEETH: Color = [0.9, 0.88, 0.84];

/** The inside of a mouth: teeth above, the tongue below. */
export const paintCavity = (): Picture =>
  paint(128, 128, 2, (u, v) => {
    const x = (u - 0.5) * 2;
    const teeth = smoothstep(0.03, 0, v - (0.34 - 0.16 * x * x)) * smoothstep(0.98, 0.8, Math.abs(x));
    const tongue = smoothstep(0.04, -0.06, Math.sqrt((x / 0.62) ** 2 + ((v - 1.02) / 0.42) ** 2) - 1);
    const shade = 0.72 + 0.28 * smoothstep(1, 0.2, Math.abs(x));
    const inside = DARK.map((c, i) => mix(c, TONGUE[i]!, tongue));
    return inside.map((c, i) => mix(c, TEETH[i]!, teeth) * shade) as unknown as Color;
  });
