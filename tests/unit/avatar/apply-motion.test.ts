import {
  VRM,
  VRMExpression,
  VRMExpressionManager,
  type VRMHumanBones,
  VRMHumanoid,
  VRMLookAt,
  VRMLookAtBoneApplier,
  VRMLookAtRangeMap,
  type VRMMeta,
} from '@pixiv/three-vrm';
import { ARKIT_BLENDSHAPES, EXPRESSION_INDEX, type ExpressionName, VRM_PRESETS } from '@shared/expressions';
import { BONE_INDEX, BONE_PARENT, HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { Group, Object3D, Quaternion, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { createMotionApplier } from '../../../src/renderer/avatar/apply-motion';
import { readRestPose } from '../../../src/renderer/avatar/rest-pose';

interface FakeOptions {
  version?: '0' | '1';
  without?: readonly HumanoidBone[];
  expressions?: readonly string[];
  lookAt?: boolean;
  hipHeight?: number;
}

/** A VRM of three-vrm's own classes without a mesh: what the loader gives, turned to face +Z. */
const fakeVrm = (options: FakeOptions = {}): VRM => {
  const { version = '1', without = [], expressions = [], lookAt = true, hipHeight = 0.9 } = options;
  const scene = new Group();
  const nodes = new Map<HumanoidBone, Object3D>();
  const turn = version === '0' ? -1 : 1;
  for (const bone of HUMANOID_BONES) {
    if (without.includes(bone)) continue;
    let parent = BONE_PARENT[bone];
    while (parent && !nodes.has(parent)) parent = BONE_PARENT[parent];
    const node = new Object3D();
    const side = bone.startsWith('left') ? 0.1 : bone.startsWith('right') ? -0.1 : 0;
    node.position.set(side * turn, bone === 'hips' ? hipHeight : 0.1, 0.01 * turn);
    (parent ? nodes.get(parent)! : scene).add(node);
    nodes.set(bone, node);
  }
  const humanBones = Object.fromEntries(
    [...nodes].map(([bone, node]) => [bone, { node }]),
  ) as unknown as VRMHumanBones;
  const humanoid = new VRMHumanoid(humanBones);
  scene.add(humanoid.normalizedHumanBonesRoot);
  const manager = new VRMExpressionManager();
  for (const name of expressions) manager.registerExpression(new VRMExpression(name));
  const map = new VRMLookAtRangeMap(90, 90);
  const applier = new VRMLookAtBoneApplier(humanoid, map, map, map, map);
  const look = new VRMLookAt(humanoid, applier);
  if (version === '0') {
    look.faceFront.set(0, 0, -1);
    applier.faceFront.set(0, 0, -1);
    scene.rotation.y = Math.PI;
  }
  return new VRM({
    scene,
    humanoid,
    meta: { metaVersion: version } as VRMMeta,
    expressionManager: manager,
    ...(lookAt ? { lookAt: look } : {}),
  });
};

const rotate = (frame: MotionFrame, bone: HumanoidBone, axis: Vector3, angle: number): void => {
  const { x, y, z, w } = new Quaternion().setFromAxisAngle(axis, angle);
  frame.bones.set([x, y, z, w], BONE_INDEX[bone] * 4);
};

const weigh = (frame: MotionFrame, weights: Partial<Record<ExpressionName, number>>): void => {
  for (const [name, weight] of Object.entries(weights))
    frame.expressions[EXPRESSION_INDEX[name as ExpressionName]] = weight;
};

/** Where the bone that moves the mesh carries a direction that it had at rest. */
const carried = (vrm: VRM, bone: HumanoidBone, direction: Vector3): Vector3 => {
  const node = vrm.humanoid.getRawBoneNode(bone)!;
  // At rest all nodes of the fake are unturned but for the scene.
  const rest = vrm.scene.quaternion.clone();
  vrm.scene.updateMatrixWorld(true);
  return direction.clone().applyQuaternion(node.getWorldQuaternion(new Quaternion()).multiply(rest.invert()));
};

const X = new Vector3(1, 0, 0);
const Y = new Vector3(0, 1, 0);
const Z = new Vector3(0, 0, 1);

describe.each(['0', '1'] as const)('on a VRM %s', (version) => {
  it('a head that turns left looks to its own left, which is +X', () => {
    const vrm = fakeVrm({ version });
    const frame = createMotionFrame();
    rotate(frame, 'head', Y, Math.PI / 3);
    createMotionApplier(vrm).apply(frame);
    vrm.update(0);
    expect(carried(vrm, 'head', Z).x).toBeCloseTo(Math.sin(Math.PI / 3), 5);
  });

  it('any rotation of any bone is the same in the world', () => {
    const angle = fc.double({ min: -3, max: 3, noNaN: true });
    const unit = fc.tuple(angle, angle, angle).filter(([x, y, z]) => Math.hypot(x, y, z) > 0.1);
    fc.assert(
      fc.property(
        fc.constantFrom(...HUMANOID_BONES.filter((b) => !b.endsWith('Eye'))),
        unit,
        angle,
        (bone, [x, y, z], turn) => {
          const vrm = fakeVrm({ version });
          const frame = createMotionFrame();
          const axis = new Vector3(x, y, z).normalize();
          rotate(frame, bone, axis, turn);
          createMotionApplier(vrm).apply(frame);
          vrm.update(0);
          for (const direction of [X, Y, Z]) {
            const expected = direction.clone().applyAxisAngle(axis, turn);
            expect(carried(vrm, bone, direction).distanceTo(expected)).toBeLessThan(1e-5);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gaze to the left and up turns the eyes to its own left and up', () => {
    const vrm = fakeVrm({ version });
    const frame = createMotionFrame();
    frame.gaze.set([0.3, 0.2]);
    createMotionApplier(vrm).apply(frame);
    vrm.update(0);
    for (const eye of ['leftEye', 'rightEye'] as const) {
      const front = carried(vrm, eye, Z);
      expect(front.x).toBeGreaterThan(0.2);
      expect(front.y).toBeGreaterThan(0.1);
    }
  });

  it('hips move to its own left and front by the metres that the frame says', () => {
    const vrm = fakeVrm({ version, hipHeight: 0.4 });
    const hips = vrm.humanoid.getRawBoneNode('hips')!;
    vrm.update(0);
    vrm.scene.updateMatrixWorld(true);
    const before = hips.getWorldPosition(new Vector3());
    const frame = createMotionFrame();
    frame.hips.set([0.1, -0.05, 0.2]);
    createMotionApplier(vrm).apply(frame);
    vrm.update(0);
    vrm.scene.updateMatrixWorld(true);
    const moved = hips.getWorldPosition(new Vector3()).sub(before);
    expect(moved.distanceTo(new Vector3(0.1, -0.05, 0.2))).toBeLessThan(1e-6);
  });

  it('rest offsets have its left at +X and its front at +Z', () => {
    const rest = readRestPose(fakeVrm({ version, without: ['upperChest'] }));
    const at = (bone: HumanoidBone): number[] => [
      ...rest.offsets.subarray(BONE_INDEX[bone] * 3, BONE_INDEX[bone] * 3 + 3),
    ];
    expect(at('rightUpperArm')[0]).toBeCloseTo(-0.1, 5);
    expect(at('leftShoulder')[0]).toBeCloseTo(0.1, 5);
    expect(at('head')[2]).toBeCloseTo(0.01, 5);
    expect(at('hips')[1]).toBeCloseTo(0.9, 5);
    expect(rest.has[BONE_INDEX.upperChest]).toBe(0);
    expect(rest.has[BONE_INDEX.chest]).toBe(1);
  });
});

describe('an avatar without optional bones', () => {
  it('carries head and hands where a complete one does', () => {
    const optional = ['chest', 'upperChest', 'neck', 'leftShoulder', 'rightShoulder'] as const;
    fc.assert(
      fc.property(fc.subarray([...optional]), (without) => {
        const frame = createMotionFrame();
        rotate(frame, 'spine', X, 0.1);
        rotate(frame, 'chest', Y, 0.2);
        rotate(frame, 'upperChest', Z, -0.15);
        rotate(frame, 'neck', Y, 0.3);
        rotate(frame, 'head', X, -0.2);
        rotate(frame, 'leftShoulder', Z, 0.25);
        rotate(frame, 'leftUpperArm', Z, 0.5);
        const complete = fakeVrm();
        const lacking = fakeVrm({ without });
        for (const vrm of [complete, lacking]) {
          createMotionApplier(vrm).apply(frame);
          vrm.update(0);
        }
        for (const bone of ['head', 'leftHand', 'rightHand'] as const)
          expect(carried(lacking, bone, Z).distanceTo(carried(complete, bone, Z))).toBeLessThan(1e-5);
      }),
    );
  });

  it('does not bend the trunk for a missing shoulder or neck', () => {
    const frame = createMotionFrame();
    rotate(frame, 'neck', Y, 1);
    rotate(frame, 'leftShoulder', Z, 1);
    const vrm = fakeVrm({ without: ['neck', 'leftShoulder', 'rightShoulder'] });
    createMotionApplier(vrm).apply(frame);
    vrm.update(0);
    expect(carried(vrm, 'upperChest', Z).distanceTo(Z)).toBeLessThan(1e-6);
  });
});

describe('expressions', () => {
  const apply = (
    names: readonly string[],
    weights: Partial<Record<ExpressionName, number>>,
    lookAt = true,
  ): VRM => {
    const vrm = fakeVrm({ expressions: names, lookAt });
    const frame = createMotionFrame();
    weigh(frame, weights);
    createMotionApplier(vrm).apply(frame);
    return vrm;
  };
  const value = (vrm: VRM, name: string): number | null => vrm.expressionManager!.getValue(name);

  it('presets follow the frame on a plain avatar', () => {
    const vrm = apply(VRM_PRESETS, { happy: 0.4, aa: 0.7, blinkLeft: 1 });
    expect(value(vrm, 'happy')).toBeCloseTo(0.4);
    expect(value(vrm, 'aa')).toBeCloseTo(0.7);
    expect(value(vrm, 'blinkLeft')).toBe(1);
    expect(value(vrm, 'blinkRight')).toBe(0);
  });

  it('lids never close twice over: blink and its sides are not added', () => {
    const vrm = apply(VRM_PRESETS, { blink: 1, blinkLeft: 1, blinkRight: 0.2 });
    expect(value(vrm, 'blink')).toBe(0);
    expect(value(vrm, 'blinkLeft')).toBe(1);
    expect(value(vrm, 'blinkRight')).toBe(1);
  });

  it('an avatar that blinks with both eyes only closes them when both are closed', () => {
    expect(value(apply(['blink'], { blinkLeft: 1, blinkRight: 0.1 }), 'blink')).toBeCloseTo(0.1);
    expect(value(apply(['blink'], { blinkLeft: 1, blinkRight: 1 }), 'blink')).toBe(1);
  });

  it.each([
    ['as ARKit writes them', (name: string) => name],
    ['with a capital', (name: string) => name[0]!.toUpperCase() + name.slice(1)],
    ['in small letters', (name: string) => name.toLowerCase()],
  ])('perfect sync takes ARKit names %s and leaves mouth and blink presets alone', (_case, spell) => {
    const names = [...VRM_PRESETS, ...ARKIT_BLENDSHAPES.map(spell)];
    const vrm = apply(names, { jawOpen: 0.6, aa: 0.9, blinkLeft: 1, eyeBlinkLeft: 0.8, happy: 0.5 });
    expect(value(vrm, spell('jawOpen'))).toBeCloseTo(0.6);
    expect(value(vrm, spell('eyeBlinkLeft'))).toBeCloseTo(0.8);
    expect(value(vrm, 'aa')).toBe(0);
    expect(value(vrm, 'blinkLeft')).toBe(0);
    expect(value(vrm, 'happy')).toBeCloseTo(0.5);
  });

  it('an emotion that overrides the mouth stills the mouth of perfect sync too', () => {
    const vrm = fakeVrm({ expressions: ['happy', ...ARKIT_BLENDSHAPES] });
    const manager = vrm.expressionManager!;
    const moved: Record<string, number> = {};
    for (const name of ['jawOpen', 'browInnerUp']) {
      const bind = {
        applyWeight: (weight: number) => {
          moved[name] = weight;
        },
        clearAppliedWeight: () => {},
      };
      manager.getExpression(name)!.addBind(bind);
    }
    manager.getExpression('happy')!.overrideMouth = 'block';
    const motion = createMotionApplier(vrm);
    const frame = createMotionFrame();
    weigh(frame, { jawOpen: 0.5, browInnerUp: 0.5 });
    motion.apply(frame);
    vrm.update(0);
    expect(moved).toEqual({ jawOpen: 0.5, browInnerUp: 0.5 });
    weigh(frame, { happy: 1 });
    motion.apply(frame);
    vrm.update(0);
    expect(moved).toEqual({ jawOpen: 0, browInnerUp: 0.5 });
  });

  it('forty of the names make perfect sync, thirty-nine do not', () => {
    const named = (count: number): VRM =>
      apply([...VRM_PRESETS, ...ARKIT_BLENDSHAPES.slice(0, count)], { aa: 0.9, cheekPuff: 0.5 });
    expect(value(named(40), 'aa')).toBe(0);
    expect(value(named(40), 'cheekPuff')).toBeCloseTo(0.5);
    expect(value(named(39), 'aa')).toBeCloseTo(0.9);
    expect(value(named(39), 'cheekPuff')).toBe(0);
  });

  it('eyes are not moved twice: blendshapes look only where the look-at does not', () => {
    expect(value(apply(ARKIT_BLENDSHAPES, { eyeLookUpLeft: 1 }), 'eyeLookUpLeft')).toBe(0);
    expect(value(apply(ARKIT_BLENDSHAPES, { eyeLookUpLeft: 1 }, false), 'eyeLookUpLeft')).toBe(1);
  });
});

it('a frame with a number that is not finite changes nothing', () => {
  const vrm = fakeVrm({ expressions: VRM_PRESETS });
  const motion = createMotionApplier(vrm);
  const good = createMotionFrame();
  rotate(good, 'head', Y, 0.5);
  weigh(good, { aa: 0.5 });
  motion.apply(good);
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const frame = createMotionFrame();
    frame.bones[0] = bad;
    motion.apply(frame);
    expect(vrm.humanoid.getNormalizedBoneNode('head')!.quaternion.y).toBeCloseTo(Math.sin(0.25), 6);
    expect(vrm.expressionManager!.getValue('aa')).toBeCloseTo(0.5);
  }
});
