import type { BodyPlan } from '../body-plan';
import type { Character } from '../character';
import type { ToonMaterial } from '../file/material';
import type { Looks } from '../looks';
import type { Mesh } from '../mesh';
import { add, dot, mix3, normalize, smoothstep, sub, type Vec3 } from '../vector';
import { type Color, mixColor, times } from './color';
import type { Picture } from './image';

const LIGHT = normalize([0.35, 0.55, 0.9]);
/** Samples a side of a pixel. */
const SAMPLES = 2;

/** Draws head and shoulders from the front, toon-shaded, for the file's thumbnail. `size` pixels square. */
export function drawPortrait(character: Character, looks: Looks, size: number): Picture {
  const { chin, headHeight } = character.plan;
  const span = headHeight * 1.75;
  const frame = { left: -span / 2, top: chin + headHeight * 1.3, span };
  const meshes = character.bodyMeshes.map((mesh) => armsLowered(mesh, character.plan));
  return drawMeshes([...meshes, ...character.headMeshes], looks, size, frame);
}

/** The mesh with its arms turned down by 75°. */
function armsLowered(mesh: Mesh, plan: BodyPlan): Mesh {
  const follow = (i: number): number =>
    mesh.weights[i]!.reduce((sum, [bone, w]) => (ARM.test(bone) ? sum + w : sum), 0);
  return {
    ...mesh,
    positions: mesh.positions.map((p, i) => {
      const side = p[0] < 0 ? -1 : 1;
      const joint: Vec3 = [side * plan.upperArm, plan.arm, 0];
      const place = add(joint, lowered(sub(p, joint), side));
      return mix3(p, place, Math.min(1, follow(i)));
    }),
    normals: mesh.normals.map((n, i) =>
      mix3(n, lowered(n, mesh.positions[i]![0] < 0 ? -1 : 1), Math.min(1, follow(i))),
    ),
  };
}

const ARM = /(UpperArm|LowerArm|Hand|Thumb|Index|Middle|Ring|Little)/;
const ANGLE = (75 * Math.PI) / 180;

/** A turn about z that lowers the arm of a side. */
const lowered = ([x, y, z]: Vec3, side: number): Vec3 => [
  x * Math.cos(ANGLE) + side * y * Math.sin(ANGLE),
  y * Math.cos(ANGLE) - side * x * Math.sin(ANGLE),
  z,
];

/** A square of the x-y plane, in metres. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly span: number;
}

/** Draws meshes seen against the z axis, without perspective. */
export function drawMeshes(meshes: readonly Mesh[], looks: Looks, size: number, frame: Frame): Picture {
  const side = size * SAMPLES;
  const colors = new Float32Array(side * side * 3);
  const depth = new Float32Array(side * side).fill(-1e9);
  for (let y = 0; y < side; y++) {
    const row = background(y / side);
    for (let x = 0; x < side; x++) colors.set(row, (y * side + x) * 3);
  }
  const view = { left: frame.left, top: frame.top, scale: side / frame.span, side };
  const materials = new Map(looks.materials.map((m) => [m.name, m]));
  for (const mesh of meshes) {
    const material = materials.get(mesh.material)!;
    const texture = material.texture === undefined ? undefined : looks.textures.get(material.texture);
    if (material.outline)
      drawMesh(outlineOf(mesh, material), 'far', () => material.outlineColor!, view, colors, depth);
    drawMesh(mesh, material.doubleSided ? 'both' : 'near', shader(material, texture), view, colors, depth);
  }
  return shrink(colors, side);
}

const background = (v: number): Color => mixColor([0.86, 0.93, 0.99], [0.98, 0.9, 0.95], v);

interface View {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly side: number;
}

type Shader = (u: number, v: number, normal: Vec3) => Color;

function shader(material: ToonMaterial, texture: Picture | undefined): Shader {
  const shift = material.shift ?? -0.05;
  const width = 1 - (material.toony ?? 0.92);
  return (u, v, normal) => {
    const lit = smoothstep(-width, width, dot(normal, LIGHT) + shift);
    const tone = mixColor(material.shade, material.color, lit);
    return texture ? times(tone, sample(texture, u, v)) : tone;
  };
}

function sample({ width, height, data }: Picture, u: number, v: number): Color {
  const x = Math.min(width - 1, Math.max(0, Math.floor((u - Math.floor(u)) * width)));
  const y = Math.min(height - 1, Math.max(0, Math.floor(v * height)));
  const o = (y * width + x) * 4;
  return [data[o]! / 255, data[o + 1]! / 255, data[o + 2]! / 255];
}

/** The mesh swollen by its outline; only its far side is drawn. */
const outlineOf = (mesh: Mesh, material: ToonMaterial): Mesh => ({
  ...mesh,
  positions: mesh.positions.map((p, i): Vec3 => {
    const n = mesh.normals[i]!;
    const w =
      (material.outline ?? 0) * (material.outlineTexture ? Math.min(1, (1 - mesh.uvs[i]![1]) * 5) : 1);
    return [p[0] + n[0] * w, p[1] + n[1] * w, p[2] + n[2] * w];
  }),
});

function drawMesh(
  mesh: Mesh,
  faces: 'near' | 'far' | 'both',
  shade: Shader,
  view: View,
  colors: Float32Array,
  depth: Float32Array,
): void {
  const { side } = view;
  const screen = Float64Array.from(
    mesh.positions.flatMap(([x, y, z]) => [(x - view.left) * view.scale, (view.top - y) * view.scale, z]),
  );
  for (let i = 0; i < mesh.triangles.length; i += 3) {
    const [a, b, c] = [mesh.triangles[i]!, mesh.triangles[i + 1]!, mesh.triangles[i + 2]!];
    const [ax, ay, az] = [screen[a * 3]!, screen[a * 3 + 1]!, screen[a * 3 + 2]!];
    const [bx, by, bz] = [screen[b * 3]! - ax, screen[b * 3 + 1]! - ay, screen[b * 3 + 2]! - az];
    const [cx, cy, cz] = [screen[c * 3]! - ax, screen[c * 3 + 1]! - ay, screen[c * 3 + 2]! - az];
    const area = bx * cy - cx * by;
    // On screen y runs down, so that the near side is clockwise.
    if (area === 0 || (faces !== 'both' && area > 0 !== (faces === 'far'))) continue;
    const x0 = Math.max(0, Math.ceil(ax + Math.min(0, bx, cx)));
    const x1 = Math.min(side - 1, Math.floor(ax + Math.max(0, bx, cx)));
    const y0 = Math.max(0, Math.ceil(ay + Math.min(0, by, cy)));
    const y1 = Math.min(side - 1, Math.floor(ay + Math.max(0, by, cy)));
    for (let y = y0; y <= y1; y++)
      for (let x = x0; x <= x1; x++) {
        const wb = ((x - ax) * cy - cx * (y - ay)) / area;
        const wc = (bx * (y - ay) - (x - ax) * by) / area;
        if (wb < 0 || wc < 0 || wb + wc > 1) continue;
        const z = az + bz * wb + cz * wc;
        const o = y * side + x;
        if (z <= depth[o]!) continue;
        depth[o] = z;
        const wa = 1 - wb - wc;
        const [na, nb, nc] = [mesh.normals[a]!, mesh.normals[b]!, mesh.normals[c]!];
        const [ua, ub, uc] = [mesh.uvs[a]!, mesh.uvs[b]!, mesh.uvs[c]!];
        const color = shade(
          ua[0] * wa + ub[0] * wb + uc[0] * wc,
          ua[1] * wa + ub[1] * wb + uc[1] * wc,
          normalize([
            na[0] * wa + nb[0] * wb + nc[0] * wc,
            na[1] * wa + nb[1] * wb + nc[1] * wc,
            na[2] * wa + nb[2] * wb + nc[2] * wc,
          ]),
        );
        colors[o * 3] = color[0];
        colors[o * 3 + 1] = color[1];
        colors[o * 3 + 2] = color[2];
      }
  }
}

function shrink(colors: Float32Array, side: number): Picture {
  const size = side / SAMPLES;
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const o = (y * size + x) * 4;
      for (let k = 0; k < 3; k++) {
        let sum = 0;
        for (let j = 0; j < SAMPLES; j++)
          for (let i = 0; i < SAMPLES; i++)
            sum += colors[((y * SAMPLES + j) * side + x * SAMPLES + i) * 3 + k]!;
        data[o + k] = Math.min(255, Math.round((sum / SAMPLES / SAMPLES) * 255));
      }
      data[o + 3] = 255;
    }
  return { width: size, height: size, data };
}
