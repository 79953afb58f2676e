import { Matrix4 } from 'three';
import { describe, expect, it } from 'vitest';
import type { Gltf } from '../../../src/avatar-maker/import';
import { hangTwins } from '../../../src/avatar-maker/import/twins';

/** Hips and head of a body, and the same again, so many metres aside. */
const twoSkeletons = (aside: number): { json: Gltf; worlds: Matrix4[] } => ({
  json: {
    asset: {},
    nodes: [
      { name: 'Hips', children: [1] },
      { name: 'Head' },
      { name: 'Hips.001', children: [3, 4] },
      { name: 'Head' },
      { name: 'Hair' },
    ],
    skins: [{ joints: [0, 1] }, { joints: [2, 3, 4] }],
  },
  worlds: [
    [0, 1],
    [0, 1.5],
    [aside, 1],
    [aside, 1.5],
    [aside, 1.7],
  ].map(([x, y]) => new Matrix4().makeTranslation(x!, y!, 0)),
});

describe('a second skeleton with the same names', () => {
  it('in the same place hangs on the first, bone on bone; what it has beside them stays on its own', () => {
    const { json, worlds } = twoSkeletons(0.01);
    hangTwins(json, worlds, { hips: 0, head: 1 });
    expect(json.nodes!.map(({ children }) => children)).toEqual([[1, 2], [3], [4], undefined, undefined]);
  });

  it('elsewhere is another figure, and stays so', () => {
    const { json, worlds } = twoSkeletons(1);
    hangTwins(json, worlds, { hips: 0, head: 1 });
    expect(json.nodes).toEqual(twoSkeletons(1).json.nodes);
  });
});
