/** Rules of VRMC_node_constraint-1.0, README.md. */
import { Quaternion, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import type { AvatarBody } from '../../../src/renderer/avatar/avatar-body';
import {
  addExtension,
  addNode,
  boneNode,
  type Json,
  type TinyDocument,
  tinyDocument,
} from '../../fixtures/vrm-document';
import { move, named, openBody } from './open-body';

type Quad = readonly [number, number, number, number];

const turned = (x: number, y: number, z: number, angle: number): Quad => {
  const q = new Quaternion().setFromAxisAngle(new Vector3(x, y, z), angle);
  return [q.x, q.y, q.z, q.w];
};

/** A node beside the left forearm that is constrained by a bone. */
const withConstraint = (
  source: string,
  constraint: (source: number) => Json,
  rest: { rotation?: Quad; sourceRotation?: Quad; translation?: readonly [number, number, number] } = {},
): TinyDocument => {
  const document = tinyDocument();
  const node = boneNode(document, source);
  if (rest.sourceRotation) document.json.nodes[node].rotation = rest.sourceRotation;
  addExtension(document, 'VRMC_node_constraint');
  addNode(document, {
    name: 'constrained',
    parent: boneNode(document, 'leftUpperArm'),
    translation: rest.translation ?? [0.1, 0, 0],
    ...(rest.rotation && { rotation: rest.rotation }),
    extensions: { VRMC_node_constraint: { specVersion: '1.0', constraint: constraint(node) } },
  });
  return document;
};

const local = (body: AvatarBody, name = 'constrained'): Quaternion => named(body, name).quaternion.clone();

const expectRotation = (actual: Quaternion, expected: Quaternion): void =>
  expect((actual.angleTo(expected) * 180) / Math.PI).toBeLessThan(0.05);

describe('a roll constraint', () => {
  it('takes the roll about its axis, and nothing else of the turn (README.md "Roll Constraint")', async () => {
    const body = await openBody(
      withConstraint('leftLowerArm', (source) => ({ roll: { source, rollAxis: 'X', weight: 1 } })),
    );
    const twist = new Quaternion(...turned(1, 0, 0, 0.7));
    const bend = new Quaternion(...turned(0, 1, 0, -0.9));
    const both = bend.clone().multiply(twist);
    const angle = 2 * Math.acos(both.w);
    const axis = new Vector3(both.x, both.y, both.z).normalize().multiplyScalar(angle);
    move(body, { bones: { leftLowerArm: [axis.x, axis.y, axis.z] } });
    expectRotation(local(body), twist);
  });

  it.each(['X', 'Y', 'Z'] as const)('knows the axis %s (README.md "Roll Axis")', async (rollAxis) => {
    const body = await openBody(withConstraint('leftLowerArm', (source) => ({ roll: { source, rollAxis } })));
    const axis = [
      rollAxis === 'X' ? 0.6 : 0,
      rollAxis === 'Y' ? 0.6 : 0,
      rollAxis === 'Z' ? 0.6 : 0,
    ] as const;
    move(body, { bones: { leftLowerArm: axis } });
    expect(local(body).angleTo(new Quaternion())).toBeCloseTo(0.6, 3);
    move(body, { bones: { leftLowerArm: rollAxis === 'X' ? [0, 0.6, 0] : [0.6, 0, 0] } });
    expect(local(body).angleTo(new Quaternion())).toBeLessThan(0.001);
  });

  it('turns halfway at half the weight (README.md "Weight")', async () => {
    const body = await openBody(
      withConstraint('leftLowerArm', (source) => ({ roll: { source, rollAxis: 'X', weight: 0.5 } })),
    );
    move(body, { bones: { leftLowerArm: [0.8, 0, 0] } });
    expectRotation(local(body), new Quaternion(...turned(1, 0, 0, 0.4)));
  });
});

describe('an aim constraint', () => {
  // README.md "Aim Axis": which axis of the destination points at the source.
  it.each([
    ['PositiveX', [1, 0, 0]],
    ['NegativeX', [-1, 0, 0]],
    ['PositiveY', [0, 1, 0]],
    ['NegativeY', [0, -1, 0]],
    ['PositiveZ', [0, 0, 1]],
    ['NegativeZ', [0, 0, -1]],
  ] as const)(
    'points its %s at the source, wherever that goes (README.md "Aim Axis")',
    async (aimAxis, axis) => {
      const body = await openBody(
        withConstraint('leftHand', (source) => ({ aim: { source, aimAxis } }), {
          translation: [0.02, 0.12, 0.05],
          rotation: turned(0, 0, 1, 0.3),
        }),
      );
      move(body, { bones: { leftLowerArm: [0, 0, 1.1], leftUpperArm: [0, -0.6, 0] } });
      const node = named(body, 'constrained');
      const pointing = new Vector3(...axis).applyQuaternion(node.getWorldQuaternion(new Quaternion()));
      const towards = named(body, 'leftHand')
        .getWorldPosition(new Vector3())
        .sub(node.getWorldPosition(new Vector3()))
        .normalize();
      expect(pointing.angleTo(towards)).toBeLessThan(0.001);
    },
  );
});

describe('a rotation constraint', () => {
  it('copies the turn from rest in local axes, whatever the rest (README.md "Rotation Constraint")', async () => {
    const rest = turned(0, 1, 0, 0.5);
    const body = await openBody(
      withConstraint('leftLowerArm', (source) => ({ rotation: { source, weight: 1 } }), {
        rotation: rest,
        sourceRotation: turned(0, 0, 1, 0.2),
      }),
    );
    const source = named(body, 'leftLowerArm');
    const sourceRest = source.quaternion.clone();
    move(body, { bones: { leftLowerArm: [0.3, 0.5, -0.2] } });
    const delta = sourceRest.invert().multiply(source.quaternion);
    expect(delta.angleTo(new Quaternion())).toBeGreaterThan(0.5);
    expectRotation(local(body), new Quaternion(...rest).multiply(delta));
  });

  it('follows a source that is itself constrained, in the same frame ("Dependency resolution between constraints")', async () => {
    const document = withConstraint('leftLowerArm', (source) => ({ rotation: { source } }));
    const first = boneNode(document, 'constrained');
    // Listed first, evaluated last.
    document.json.nodes.push({ ...structuredClone(document.json.nodes[first]), name: 'middle' });
    const middle = document.json.nodes.length - 1;
    document.json.nodes[boneNode(document, 'leftUpperArm')].children.push(middle);
    document.json.nodes[first].extensions.VRMC_node_constraint.constraint = { rotation: { source: middle } };
    const body = await openBody(document);
    move(body, { bones: { leftLowerArm: [0, 0, 0.7] } });
    expectRotation(local(body, 'middle'), new Quaternion(...turned(0, 0, 1, 0.7)));
    expectRotation(local(body), new Quaternion(...turned(0, 0, 1, 0.7)));
  });

  it('in a circle is refused in a sentence (README.md "Sources")', async () => {
    const document = withConstraint('leftLowerArm', (source) => ({ rotation: { source } }));
    const node = boneNode(document, 'constrained');
    const source = boneNode(document, 'leftLowerArm');
    document.json.nodes[source].extensions = {
      VRMC_node_constraint: { specVersion: '1.0', constraint: { rotation: { source: node } } },
    };
    await expect(openBody(document)).rejects.toThrow(/in a circle.*\.$/);
  });
});
