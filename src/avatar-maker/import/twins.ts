import { type Matrix4, Vector3 } from 'three';
import { type Gltf, hangOn, isBelow, parentsOf } from './model';

/** How far a twin may be from its bone, as a part of the way from hips to head. */
const NEAR = 0.06;

/**
 * Clothes and hair are often bound to a skeleton of their own, with the body's names, which stands in the body's place. Hangs its
 * bones on those of the body, without moving them, so that they go along.
 *
 * @param worlds where nodes are
 */
export const hangTwins = (
  { nodes = [], skins = [] }: Gltf,
  worlds: readonly Matrix4[],
  { hips, head }: { hips: number; head: number },
): void => {
  const parents = parentsOf(nodes);
  const place = (node: number): Vector3 => new Vector3().setFromMatrixPosition(worlds[node]!);
  const near = NEAR * place(hips).distanceTo(place(head));
  const body = new Map<string, number>();
  const others: number[] = [];
  for (const joint of new Set(skins.flatMap(({ joints }) => joints))) {
    if (!isBelow(joint, hips, parents)) others.push(joint);
    else if (!body.has(nameOf(nodes[joint]!.name))) body.set(nameOf(nodes[joint]!.name), joint);
  }
  for (const node of others) {
    const twin = body.get(nameOf(nodes[node]!.name));
    if (twin === undefined || place(twin).distanceTo(place(node)) > near || isBelow(twin, node, parents))
      continue;
    hangOn(nodes, parents, node, twin);
  }
};

/** Without the number that tells copies apart. */
const nameOf = (name: unknown): string => String(name ?? '').replace(/[._]\d{3}$/, '');
