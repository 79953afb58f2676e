import type { Mesh } from './mesh';
import { mix, mix3, normalize, type Vec3 } from './vector';

/**
 * Cuts away the part of a mesh where `keep` is negative, along a clean line: triangles across it are cut, not dropped.
 * Weights of a cut vertex are those of the nearer end. Must run before morph targets are added.
 */
export function clip(mesh: Mesh, keep: (p: Vec3) => number): void {
  const value = mesh.positions.map(keep);
  const cuts = new Map<string, number>();
  const cut = (a: number, b: number): number => {
    const [i, j] = a < b ? [a, b] : [b, a];
    const key = `${i},${j}`;
    const known = cuts.get(key);
    if (known !== undefined) return known;
    const t = value[i]! / (value[i]! - value[j]!);
    const [ua, ub] = [mesh.uvs[i]!, mesh.uvs[j]!];
    mesh.positions.push(mix3(mesh.positions[i]!, mesh.positions[j]!, t));
    mesh.normals.push(normalize(mix3(mesh.normals[i]!, mesh.normals[j]!, t)));
    mesh.uvs.push([mix(ua[0], ub[0], t), mix(ua[1], ub[1], t)]);
    mesh.weights.push(mesh.weights[t < 0.5 ? i : j]!);
    cuts.set(key, mesh.positions.length - 1);
    return mesh.positions.length - 1;
  };
  const old = mesh.triangles.splice(0);
  for (let i = 0; i < old.length; i += 3) {
    const corners = [old[i]!, old[i + 1]!, old[i + 2]!] as const;
    const kept: number[] = [];
    for (let k = 0; k < 3; k++) {
      const a = corners[k]!;
      const b = corners[(k + 1) % 3]!;
      if (value[a]! >= 0) kept.push(a);
      if (value[a]! >= 0 !== value[b]! >= 0) kept.push(cut(a, b));
    }
    for (let k = 2; k < kept.length; k++) mesh.triangles.push(kept[0]!, kept[k - 1]!, kept[k]!);
  }
  dropUnused(mesh);
}

function dropUnused(mesh: Mesh): void {
  const place = new Map<number, number>();
  for (let i = 0; i < mesh.triangles.length; i++) {
    const old = mesh.triangles[i]!;
    const now = place.get(old) ?? place.size;
    place.set(old, now);
    mesh.triangles[i] = now;
  }
  const pick = <T>(list: T[]): void => {
    const kept: T[] = [];
    for (const [old, now] of place) kept[now] = list[old]!;
    list.splice(0, list.length, ...kept);
  };
  pick(mesh.positions);
  pick(mesh.normals);
  pick(mesh.uvs);
  pick(mesh.weights);
}
