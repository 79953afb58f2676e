/** Rules of VRMC_vrm-1.0, humanoid.md, and of VRM 0.0, README.md "Defined bones". */
import type { HumanoidBone } from '@shared/humanoid';
import { Quaternion } from 'three';
import { describe, expect, it } from 'vitest';
import { richDocument } from '../../fixtures/rich-document';
import { move, named, openBody, type Pose } from './open-body';
import { tinyDocument } from './tiny-vrm';

const POSE: Pose = {
  bones: {
    spine: [0.1, 0.2, 0],
    chest: [0.1, 0, 0.1],
    upperChest: [0, 0.2, 0.05],
    neck: [0.1, 0.1, 0],
    head: [0, 0.3, 0.1],
    leftShoulder: [0, 0, 0.2],
    leftUpperArm: [0.1, 0.2, -0.9],
    leftLowerArm: [0, -0.8, 0],
    leftToes: [0.3, 0, 0],
    leftFoot: [0.2, 0.1, 0],
    jaw: [0.2, 0, 0],
  },
};

const SIDES = ['left', 'right'] as const;
const both = (part: string): HumanoidBone[] => SIDES.map((side) => `${side}${part}` as HumanoidBone);

describe.each([0, 1] as const)('bones of VRM %d', (version) => {
  const world = async (without: readonly HumanoidBone[]): Promise<Record<string, Quaternion>> => {
    const body = await openBody(tinyDocument({ version, without }));
    move(body, POSE);
    const { bones } = body.probe();
    return Object.fromEntries(
      (['head', 'leftHand', 'leftFoot'] as const).map((bone) => [
        bone,
        new Quaternion(...bones[bone]!.world),
      ]),
    );
  };

  it.each([
    ['upper chest', ['upperChest']],
    ['chest and upper chest', ['chest', 'upperChest']],
    ['neck', ['neck']],
    ['shoulders', both('Shoulder')],
    ['toes', both('Toes')],
    ['eyes', both('Eye')],
    ['jaw', ['jaw']],
    [
      'any optional bone',
      ['chest', 'upperChest', 'neck', 'jaw', ...['Shoulder', 'Toes', 'Eye', 'ThumbMetacarpal'].flatMap(both)],
    ],
  ] as const)(
    'without %s head, hand and foot turn as with all of them (humanoid.md "List of humanoid bones")',
    async (_what, without) => {
      const [whole, lacking] = [await world([]), await world(without as readonly HumanoidBone[])];
      for (const bone of Object.keys(whole))
        expect(whole[bone]!.angleTo(lacking[bone]!), bone).toBeLessThan(0.002);
    },
  );
});

describe('the normalised humanoid', () => {
  it('turns bones that are turned at rest as it turns others (tpose.md)', async () => {
    const plain = await openBody(tinyDocument());
    const document = tinyDocument();
    const arm = document.json.nodes.find((node: { name: string }) => node.name === 'leftUpperArm');
    arm.rotation = [0, Math.SQRT1_2, 0, Math.SQRT1_2];
    const turned = await openBody(document);
    for (const body of [plain, turned]) move(body, POSE);
    const [a, b] = [plain, turned].map((body) => new Quaternion(...body.probe().bones.leftUpperArm!.world));
    expect(a!.angleTo(b!)).toBeLessThan(0.002);
  });

  it('knows the thumb of VRM 0 by its names there (VRM 0.0 "Defined bones")', async () => {
    const body = await openBody(tinyDocument({ version: 0 }));
    move(body, { bones: { leftThumbMetacarpal: [0, 0.5, 0] } });
    expect(named(body, 'leftThumbMetacarpal').quaternion.angleTo(new Quaternion())).toBeCloseTo(0.5, 2);
    expect(named(body, 'leftThumbProximal').quaternion.angleTo(new Quaternion())).toBeLessThan(0.001);
  });

  it('carries everything that hangs on it', async () => {
    const body = await openBody(richDocument());
    move(body, POSE);
    expect(body.vrm.springBoneManager!.joints.size).toBe(3);
    expect(body.vrm.nodeConstraintManager!.constraints.size).toBe(3);
    expect(body.info.expressions).toContain('starry');
  });
});
