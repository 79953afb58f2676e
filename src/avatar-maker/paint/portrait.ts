import type { Character } from '../character';
import type { ToonMaterial } from '../file/material';
import type { Looks } from '../looks';
import type { Mesh } from '../mesh';
import { dot, normalize, smoothstep, type Vec3 } from '../vector';
import { type Color, mixColor, times } from './color';
import type { Picture } from './image';

const LIGHT = normalize([0.35, 0.55, 0.9]);
/** Samples a side of a pixel. */
const SAMPLES = 2;

/** Draws head and shoulders from the front, toon-shaded, for the file's thumbnail. `size` pixels square. */
export function drawPortrait(character: Character, looks: Looks, size: number): Picture {
  const side = size * SAMPLES;
  const colors = new Float32Array(side * side * 3);
  const depth = new Float32Array(side * side).fill(-1e9);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) colors.set(background(x / side, y / side), (y * side + x) * 3);
  const { chin, headHeight } = character.plan;
  const span = headHeight * 1.75;
  const view = { left: -span / 2, top: chin + headHeight * 1.3, scale: side / span, side };
  const materials = new Map(looks.materials.map((m) => [m.name, m]));
  for (const mesh of [...character.bodyMeshes, ...character.headMeshes]) {
    const material = materials.get(mesh.material)!;
    const texture = material.texture === undefined ? undefined : looks.textures.get(material.texture);
    if (material.outline)
      drawMesh(outlineOf(mesh, material), true, () => material.outlineColor!, view, colors, depth);
    drawMesh(mesh, false, shader(material, texture), view, colors, depth);
  }
  return shrink(colors, side);
}

const background = (_: number, v: number): Color => mixColor([0.86, 0.93, 0.99], [0.98, 0.9, 0.95], v);

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
  back: boolean,
  shade: Shader,
  view: View,
  colors: Float32Array,
  depth: Float32Array,
): void {
  const { side } = view;
  const xs = mesh.positions.map((p) => (p[0] - view.left) * view.scale);
  const ys = mesh.positions.map((p) => (view.top - p[1]) * view.scale);
  for (let i = 0; i < mesh.triangles.length; i += 3) {
    const [a, b, c] = [mesh.triangles[i]!, mesh.triangles[i + 1]!, mesh.triangles[i + 2]!];
    const area = (xs[b]! - xs[a]!) * (ys[c]! - ys[a]!) - (xs[c]! - xs[a]!) * (ys[b]! - ys[a]!);
    // On screen y runs down, so that the near side is clockwise.
    if (area === 0 || area < 0 === back) continue;
    const x0 = Math.max(0, Math.ceil(Math.min(xs[a]!, xs[b]!, xs[c]!)));
    const x1 = Math.min(side - 1, Math.floor(Math.max(xs[a]!, xs[b]!, xs[c]!)));
    const y0 = Math.max(0, Math.ceil(Math.min(ys[a]!, ys[b]!, ys[c]!)));
    const y1 = Math.min(side - 1, Math.floor(Math.max(ys[a]!, ys[b]!, ys[c]!)));
    for (let y = y0; y <= y1; y++)
      for (let x = x0; x <= x1; x++) {
        const wb = ((x - xs[a]!) * (ys[c]! - ys[a]!) - (xs[c]! - xs[a]!) * (y - ys[a]!)) / area;
        const wc = ((xs[b]! - xs[a]!) * (y - ys[a]!) - (x - xs[a]!) * (ys[b]! - ys[a]!)) / area;
        const wa = 1 - wb - wc;
        if (wa < 0 || wb < 0 || wc < 0) continue;
        const at = (list: readonly (readonly number[])[], k: number): number =>
          list[a]![k]! * wa + list[b]![k]! * wb + list[c]![k]! * wc;
        const z = at(mesh.positions, 2);
        const o = y * side + x;
        if (z <= depth[o]!) continue;
        depth[o] = z;
        const n: Vec3 = [at(mesh.normals, 0), at(mesh.normals, 1), at(mesh.normals, 2)];
        colors.set(shade(at(mesh.uvs, 0), at(mesh.uvs, 1), normalize(n)), o * 3);
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
