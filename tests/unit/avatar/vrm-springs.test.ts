/** Rules of VRMC_springBone-1.0, README.md, and of VRM 0.0, README.md "Spring bone settings". */
import { Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import type { AvatarBody } from '../../../src/renderer/avatar/avatar-body';
import {
  addChain,
  addExtension,
  boneNode,
  type Json,
  type TinyDocument,
  tinyDocument,
} from '../../fixtures/vrm-document';
import { move, openBody, type Pose, worldPosition } from './open-body';

const LINK = 0.1;
/** Where the chain begins, from the head bone. */
const ROOT = [0, 0.1, -0.12] as const;

interface Spring {
  version?: 0 | 1;
  /** Names as in VRM 1.0. */
  joint?: {
    stiffness?: number;
    gravityPower?: number;
    gravityDir?: readonly number[];
    dragForce?: number;
    hitRadius?: number;
  };
  /** Of VRM 1.0: `VRMC_springBone.colliders[*].shape`; spheres alone for VRM 0. On the head. */
  colliders?: readonly { sphere?: { offset: readonly number[]; radius: number }; capsule?: Json }[];
  center?: string;
}

/** Three links hanging behind the head, as one spring. */
const withSpring = ({ version = 1, joint = {}, colliders = [], center }: Spring): TinyDocument => {
  const document = tinyDocument({ version });
  const head = boneNode(document, 'head');
  const [x, y, z] = ROOT;
  const at = [x, y, version === 0 ? -z : z] as const;
  const chain = addChain(document, { parent: head, at, links: 4, length: LINK });
  const centre = center && { center: boneNode(document, center) };
  const vector = ([vx, vy, vz]: readonly number[]): Json => ({ x: vx, y: vy, z: vz });
  if (version === 1)
    addExtension(document, 'VRMC_springBone', {
      specVersion: '1.0',
      colliders: colliders.map((shape) => ({ node: head, shape })),
      colliderGroups: [{ colliders: colliders.map((_, i) => i) }],
      springs: [{ joints: chain.map((node) => ({ node, ...joint })), colliderGroups: [0], ...centre }],
    });
  else
    document.json.extensions.VRM.secondaryAnimation = {
      colliderGroups: [
        {
          node: head,
          colliders: colliders.map(({ sphere }) => ({
            offset: vector(sphere!.offset),
            radius: sphere!.radius,
          })),
        },
      ],
      boneGroups: [
        {
          bones: [chain[0]],
          stiffiness: joint.stiffness ?? 1,
          gravityPower: joint.gravityPower ?? 0,
          gravityDir: vector(joint.gravityDir ?? [0, -1, 0]),
          dragForce: joint.dragForce ?? 0.4,
          hitRadius: joint.hitRadius ?? 0,
          colliderGroups: [0],
          ...centre,
        },
      ],
    };
  return document;
};

const swing = (body: AvatarBody, frames: number, pose: Pose = {}): void => {
  for (let i = 0; i < frames; i++) move(body, pose);
};

/** The chain's end, seen from its beginning, metres, in the scene. */
const hang = (body: AvatarBody): Vector3 => worldPosition(body, 'chain3').sub(worldPosition(body, 'chain0'));

describe.each([0, 1] as const)('springs of VRM %d', (version) => {
  it('swing behind a turn and come back to rest (README.md "Overview")', async () => {
    const body = await openBody(withSpring({ version, joint: { stiffness: 1, dragForce: 0.4 } }));
    swing(body, 10);
    const rest = hang(body);
    expect(rest.y).toBeCloseTo(-3 * LINK, 2);
    swing(body, 1, { bones: { head: [0, 0, 0.5] } });
    const tilted = new Vector3(0, -3 * LINK, 0).applyAxisAngle(new Vector3(0, 0, 1), 0.5);
    expect(hang(body).distanceTo(tilted)).toBeGreaterThan(0.05);
    swing(body, 300, { bones: { head: [0, 0, 0.5] } });
    expect(hang(body).distanceTo(tilted)).toBeLessThan(0.005);
  });

  it('keep the length of every link (README.md "Inertia calculation")', async () => {
    const body = await openBody(withSpring({ version, joint: { stiffness: 0.2, gravityPower: 0.3 } }));
    for (let i = 0; i < 40; i++) {
      move(body, { bones: { head: [0, Math.sin(i / 3), 0.4 * Math.sin(i / 5)] } });
      for (const [a, b] of [
        ['chain0', 'chain1'],
        ['chain2', 'chain3'],
      ] as const)
        expect(worldPosition(body, a).distanceTo(worldPosition(body, b))).toBeCloseTo(LINK, 4);
    }
  });

  it('fall towards gravityDir with gravityPower (README.md "joints"); x of VRM 0 is Unity\'s', async () => {
    // To the avatar's left in the scene: +x in VRM 1.0, -x in Unity, which VRM 0 writes.
    const left = version === 0 ? [-1, 0, 0] : [1, 0, 0];
    const body = await openBody(
      withSpring({ version, joint: { stiffness: 0, gravityPower: 1, gravityDir: left } }),
    );
    swing(body, 200);
    expect(hang(body).x).toBeGreaterThan(2.5 * LINK);
    const forward = await openBody(
      withSpring({ version, joint: { stiffness: 0, gravityPower: 1, gravityDir: [0, 0, 1] } }),
    );
    swing(forward, 200);
    expect(hang(forward).z).toBeGreaterThan(2.5 * LINK);
  });

  it('move slower with more dragForce (README.md "joints")', async () => {
    const lag = async (dragForce: number): Promise<number> => {
      const body = await openBody(withSpring({ version, joint: { stiffness: 0.5, dragForce } }));
      swing(body, 5);
      swing(body, 12, { bones: { head: [0, 0, 0.6] } });
      const tilted = new Vector3(0, -3 * LINK, 0).applyAxisAngle(new Vector3(0, 0, 1), 0.6);
      return hang(body).distanceTo(tilted);
    };
    expect(await lag(1)).toBeGreaterThan((await lag(0.4)) * 1.2);
  });

  it('stay out of a sphere, by its radius and their own hitRadius (README.md "Collision with colliders")', async () => {
    // In front of the chain's middle, on VRM 0 in Unity's axes, whose z is the other way round than the file's nodes.
    const offset = [0, ROOT[1] - 0.15, ROOT[2] + 0.02];
    const centre = new Vector3(0, 1.45 + offset[1]!, offset[2]);
    const distance = async (radius: number, hitRadius: number): Promise<number> => {
      const body = await openBody(
        withSpring({ version, joint: { hitRadius }, colliders: [{ sphere: { offset, radius } }] }),
      );
      swing(body, 120);
      return Math.min(
        ...['chain1', 'chain2', 'chain3'].map((n) => worldPosition(body, n).distanceTo(centre)),
      );
    };
    expect(await distance(0.001, 0)).toBeLessThan(0.06);
    expect(await distance(0.09, 0)).toBeGreaterThan(0.088);
    expect(await distance(0.07, 0.03)).toBeGreaterThan(0.098);
  });

  it('do not feel a walk within their centre space (README.md "Center Space")', async () => {
    const drag = async (center?: string): Promise<number> => {
      const body = await openBody(
        withSpring({ version, joint: { stiffness: 0.3 }, ...(center && { center }) }),
      );
      swing(body, 10);
      const rest = hang(body);
      for (let i = 0; i < 8; i++) move(body, { hips: [0.03 * i, 0, 0] });
      return hang(body).distanceTo(rest);
    };
    expect(await drag()).toBeGreaterThan(0.05);
    expect(await drag('hips')).toBeLessThan(0.005);
  });
});

describe('springs of VRM 1', () => {
  it('stay out of a capsule along all of its length (README.md "shape.capsule")', async () => {
    const from = [-0.1, ROOT[1] - 0.15, ROOT[2] + 0.02];
    const capsule = { offset: from, tail: [0.1, from[1], from[2]], radius: 0.08 };
    const body = await openBody(withSpring({ colliders: [{ capsule }] }));
    swing(body, 120);
    for (const name of ['chain1', 'chain2', 'chain3']) {
      const { y, z } = worldPosition(body, name);
      expect(Math.hypot(y - 1.45 - from[1]!, z - from[2]!), name).toBeGreaterThan(0.078);
    }
  });

  it('have the last joint for a tail alone (README.md "SpringJointPair")', async () => {
    const body = await openBody(withSpring({}));
    expect(body.vrm.springBoneManager!.joints.size).toBe(3);
  });
});

describe('springs of VRM 0', () => {
  it('have a tail 7 cm beyond the last bone (VRMC_springBone-1.0 README.md "For vrm0")', async () => {
    const body = await openBody(withSpring({ version: 0 }));
    const joints = [...body.vrm.springBoneManager!.joints];
    expect(joints).toHaveLength(4);
    expect(joints.at(-1)!.initialLocalChildPosition.length()).toBeCloseTo(0.07, 5);
  });
});
