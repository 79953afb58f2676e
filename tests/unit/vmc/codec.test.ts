import {
  createVmcReader,
  createVmcWriter,
  readVmcInput,
  type VmcMessage,
  type VmcWriterOptions,
} from '@motion/codecs/vmc';
import { ARKIT_INDEX, ARKIT_OFFSET, EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_COUNT, BONE_INDEX, HUMANOID_BONES, type RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { Quaternion, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';

const ALL = { face: true, head: true, body: true, arms: true, hands: true };
const NONE = { face: false, head: false, body: false, arms: false, hands: false };

const standing = (): RestPose => {
  const offsets = new Float32Array(BONE_COUNT * 3).map((_, i) => Math.sin(i) * 0.1);
  offsets.set([0, 0.9, 0]);
  return { offsets, has: new Uint8Array(BONE_COUNT).fill(1) };
};

const write = (frame: MotionFrame, options: Partial<VmcWriterOptions> = {}): readonly VmcMessage[] =>
  createVmcWriter({ names: 'vrm0', face: 'arkit', parts: ALL, rest: standing(), ...options }).write(frame, 2);

const plain = (message: VmcMessage): unknown[] => message.args.map((arg) => arg.value);

const read = (messages: readonly VmcMessage[], parts = ALL): MotionFrame => {
  const reader = createVmcReader({ parts });
  // The hips' first height counts as rest.
  reader.read('/VMC/Ext/Bone/Pos', ['Hips', 0, 0.9, 0, 0, 0, 0, 1]);
  for (const message of messages) reader.read(message.address, plain(message));
  return reader.frame;
};

const named = (messages: readonly VmcMessage[], name: string): number[] =>
  plain(messages.find(({ args }) => args[0]?.value === name)!).slice(1) as number[];

const turn = (frame: MotionFrame, bone: keyof typeof BONE_INDEX, q: Quaternion): void => {
  q.toArray(frame.bones, BONE_INDEX[bone] * 4);
};

const unit = fc.double({ min: -1, max: 1, noNaN: true });
const rotation = fc
  .tuple(unit, unit, unit, unit)
  .filter((q) => Math.hypot(...q) > 0.1)
  .map(([x, y, z, w]) => new Quaternion(x, y, z, w).normalize());

describe('VMC out and in again', () => {
  it('keeps every bone, expression, hips and gaze', () => {
    fc.assert(
      fc.property(
        fc.array(rotation, { minLength: BONE_COUNT, maxLength: BONE_COUNT }),
        fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 52, maxLength: 52 }),
        fc.tuple(unit, unit, unit),
        fc.tuple(unit, unit),
        (rotations, weights, hips, gaze) => {
          const sent = createMotionFrame('mix');
          for (const [i, q] of rotations.entries()) q.toArray(sent.bones, i * 4);
          weights.forEach((w, i) => {
            sent.expressions[ARKIT_OFFSET + i] = w;
          });
          sent.expressions[EXPRESSION_INDEX.happy] = 0.25;
          sent.hips.set(hips);
          sent.gaze.set(gaze);
          const got = read(write(sent));
          for (const [i, bone] of HUMANOID_BONES.entries()) {
            if (bone.endsWith('Eye')) continue;
            const angle = new Quaternion().fromArray(got.bones, i * 4).angleTo(rotations[i]!);
            expect(angle, bone).toBeLessThan(1e-3);
          }
          expect(got.expressions).toEqual(sent.expressions);
          for (let k = 0; k < 3; k++) expect(got.hips[k]).toBeCloseTo(hips[k]!, 5);
          for (let k = 0; k < 2; k++) expect(got.gaze[k]).toBeCloseTo(gaze[k]!, 5);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('handedness', () => {
  const mirrored = ({ x, y, z }: Vector3): Vector3 => new Vector3(-x, y, z);

  it('turns a mirrored vector to the mirror image of the turned vector', () => {
    fc.assert(
      fc.property(rotation, fc.tuple(unit, unit, unit), (q, v) => {
        const frame = createMotionFrame('mix');
        turn(frame, 'leftUpperArm', q);
        const [, , , x, y, z, w] = named(write(frame), 'LeftUpperArm');
        const vector = new Vector3(...v);
        const inUnity = mirrored(vector).applyQuaternion(new Quaternion(x, y, z, w));
        expect(inUnity.distanceTo(mirrored(vector.applyQuaternion(q)))).toBeLessThan(1e-5);
      }),
    );
  });

  it("raises Unity's left arm, which points to -X, when the avatar raises its left arm", () => {
    const frame = createMotionFrame('mix');
    // In VRM 1.0 the left arm points to +X; a positive quarter turn about +Z brings it to +Y.
    turn(frame, 'leftUpperArm', new Quaternion().setFromAxisAngle(new Vector3(0, 0, 1), Math.PI / 2));
    const [, , , x, y, z, w] = named(write(frame), 'LeftUpperArm');
    const arm = new Vector3(-1, 0, 0).applyQuaternion(new Quaternion(x, y, z, w));
    expect(arm.y).toBeCloseTo(1, 5);
  });

  it('moves to -X for a step to the own left', () => {
    const frame = createMotionFrame('mix');
    frame.hips.set([0.5, 0.1, 0.2]);
    const [x, y, z] = named(write(frame), 'Hips');
    expect([x, y, z].map((n) => n!.toFixed(4))).toEqual(['-0.5000', '1.0000', '0.2000']);
  });

  it('looks to -X for a glance to the own left, with target and eye bones alike', () => {
    const frame = createMotionFrame('mix');
    frame.gaze.set([0.5, 0.2]);
    const messages = write(frame);
    const eye = plain(messages.find(({ address }) => address === '/VMC/Ext/Set/Eye')!) as number[];
    const target = new Vector3(...eye.slice(1));
    expect(target.x).toBeLessThan(-0.4);
    expect(target.y).toBeGreaterThan(0.1);
    const [, , , x, y, z, w] = named(messages, 'LeftEye');
    const bone = new Vector3(0, 0, 1).applyQuaternion(new Quaternion(x, y, z, w));
    expect(bone.distanceTo(target)).toBeLessThan(1e-5);
  });
});

describe('what is sent', () => {
  it("uses Unity's bone names, thumbs too, each once", () => {
    const names = write(createMotionFrame('mix'))
      .filter(({ address }) => address === '/VMC/Ext/Bone/Pos')
      .map(({ args }) => args[0]!.value);
    expect(new Set(names).size).toBe(BONE_COUNT);
    expect(names).toEqual(
      expect.arrayContaining([
        'Hips',
        'UpperChest',
        'Jaw',
        'LeftEye',
        'LeftThumbProximal',
        'LeftThumbIntermediate',
        'LeftThumbDistal',
        'RightLittleDistal',
      ]),
    );
    expect(names).not.toContain('LeftThumbMetacarpal');
  });

  it('names blend shapes as VRM 0 does, or as VRM 1.0 does when asked, and applies them once, last', () => {
    const frame = createMotionFrame('mix');
    frame.expressions[EXPRESSION_INDEX.happy] = 0.5;
    const vrm0 = write(frame, { face: 'presets' });
    expect(named(vrm0, 'Joy')).toEqual([0.5]);
    expect(named(write(frame, { face: 'presets', names: 'vrm1' }), 'happy')).toEqual([0.5]);
    const addresses = vrm0.map(({ address }) => address).filter((address) => address.includes('Blend'));
    expect(addresses.indexOf('/VMC/Ext/Blend/Apply')).toBe(addresses.length - 1);
  });

  it('never gives an avatar both kinds of mouth', () => {
    const frame = createMotionFrame('mix');
    frame.expressions[EXPRESSION_INDEX.aa] = 1;
    frame.expressions[ARKIT_OFFSET + ARKIT_INDEX.jawOpen] = 1;
    const arkit = write(frame, { face: 'arkit' });
    expect(named(arkit, 'A')).toEqual([0]);
    expect(named(arkit, 'JawOpen')).toEqual([1]);
    const presets = write(frame, { face: 'presets' });
    expect(named(presets, 'A')).toEqual([1]);
    expect(presets.some(({ args }) => args[0]?.value === 'JawOpen')).toBe(false);
  });

  it('leaves out parts and bones that are not wanted or not there', () => {
    const rest = standing();
    rest.has[BONE_INDEX.leftThumbDistal] = 0;
    const messages = write(createMotionFrame('mix'), { parts: { ...NONE, hands: true }, rest });
    const names = messages.filter(({ address }) => address.endsWith('Bone/Pos')).map((m) => m.args[0]!.value);
    expect(names).toHaveLength(29);
    expect(messages.some(({ address }) => /Blend|Eye|Root/.test(address))).toBe(false);
  });
});

describe('what is received', () => {
  it('shows expressions only when they are applied', () => {
    const reader = createVmcReader({ parts: ALL });
    reader.read('/VMC/Ext/Blend/Val', ['Joy', 0.7]);
    expect(reader.frame.expressions[EXPRESSION_INDEX.happy]).toBe(0);
    expect(reader.read('/VMC/Ext/Blend/Apply', [])).toBe('changed');
    expect(reader.frame.expressions[EXPRESSION_INDEX.happy]).toBeCloseTo(0.7);
    expect(reader.frame.drives.expressions[EXPRESSION_INDEX.happy]).toBe(1);
    expect(reader.frame.drives.expressions[EXPRESSION_INDEX.sad]).toBe(0);
  });

  it('takes only the parts that are wanted', () => {
    const sent = createMotionFrame('mix');
    sent.expressions[EXPRESSION_INDEX.happy] = 1;
    const reader = createVmcReader({ parts: { ...NONE, hands: true } });
    for (const message of write(sent)) reader.read(message.address, plain(message));
    expect(reader.frame.drives.flags.reduce((sum, flag) => sum + flag, 0)).toBe(30);
    expect(reader.frame.drives.bones[BONE_INDEX.leftIndexProximal]).toBe(1);
  });

  it('walks and turns with the root', () => {
    const reader = createVmcReader({ parts: ALL });
    const half = Math.SQRT1_2;
    reader.read('/VMC/Ext/Bone/Pos', ['Hips', 0, 0.8, 0.1, 0, 0, 0, 1]);
    // A quarter turn to Unity's right (clockwise from above) and a metre to its right.
    reader.read('/VMC/Ext/Root/Pos', ['root', 1, 0, 0, 0, half, 0, half]);
    const front = new Vector3(0, 0, 1).applyQuaternion(new Quaternion().fromArray(reader.frame.bones));
    expect(front.x).toBeCloseTo(-1, 5);
    expect([...reader.frame.hips].map((n) => n.toFixed(3))).toEqual([
      '-1.100',
      '0.000',
      expect.stringMatching(/^-?0\.000$/),
    ]);
  });

  it('refuses wrong types, wrong counts, infinities and rotations of no length, and stays as it was', () => {
    const reader = createVmcReader({ parts: ALL });
    const bad: [string, unknown[]][] = [
      ['/VMC/Ext/Bone/Pos', ['Hips', 0, 0, 0, 0, 0, 0, 0]],
      ['/VMC/Ext/Bone/Pos', ['Hips', 0, 0, 0]],
      ['/VMC/Ext/Bone/Pos', ['Head', 0, 0, 0, 0, 0, Number.NaN, 1]],
      ['/VMC/Ext/Bone/Pos', ['Head', 1e30, 0, 0, 0, 0, 0, 1]],
      ['/VMC/Ext/Bone/Pos', [7, 0, 0, 0, 0, 0, 0, 1]],
      ['/VMC/Ext/Root/Pos', ['root', 'x', 0, 0, 0, 0, 0, 1]],
      ['/VMC/Ext/Blend/Val', ['Joy', '1']],
      ['/VMC/Ext/Set/Eye', [1, null, 0, 0]],
    ];
    for (const [address, args] of bad) expect(reader.read(address, args), address).toBe('refused');
    expect(reader.read('/VMC/Ext/Unknown', [1])).toBe('ignored');
    expect(reader.frame.values).toEqual(createMotionFrame('vmc').values);
    expect(reader.frame.drives.flags.some((flag) => flag === 1)).toBe(false);
  });
});

describe('a sender’s camera', () => {
  const camera = (...numbers: number[]): unknown[] => ['Camera', ...numbers];

  it('is taken where it is wanted, and looks at the front of the avatar from where Unity has it', () => {
    // A metre and a half in front, at 1.2 m, to the avatar's right; looking back at it: half a turn about Y.
    const args = camera(0.3, 1.2, 1.5, 0, 1, 0, 0, 35);
    const unasked = createVmcReader({ parts: ALL });
    expect(unasked.read('/VMC/Ext/Cam', args)).toBe('ignored');
    expect(unasked.camera).toBeUndefined();
    const reader = createVmcReader({ parts: ALL, camera: true });
    expect(reader.read('/VMC/Ext/Cam', args)).toBe('changed');
    const [x, y, z, qx, qy, qz, qw, fov] = reader.camera!;
    expect([x, y, z, fov].map((value) => value!.toFixed(3))).toEqual(['-0.300', '1.200', '1.500', '35.000']);
    // Three's cameras look along -Z: it must look towards -Z, at the avatar.
    const looks = new Vector3(0, 0, -1).applyQuaternion(new Quaternion(qx!, qy!, qz!, qw!));
    expect(looks.distanceTo(new Vector3(0, 0, -1))).toBeLessThan(1e-6);
  });

  it('that is turned to its own right in Unity is turned to its own right here', () => {
    const reader = createVmcReader({ parts: ALL, camera: true });
    // Unity: 90° about +Y turns from +Z to +X, which is the avatar's right; here that is -X.
    reader.read('/VMC/Ext/Cam', camera(0, 0, 0, 0, Math.SQRT1_2, 0, Math.SQRT1_2, 60));
    const looks = new Vector3(0, 0, -1).applyQuaternion(new Quaternion().fromArray(reader.camera!, 3));
    expect(looks.distanceTo(new Vector3(-1, 0, 0))).toBeLessThan(1e-6);
  });

  it.each([
    ['too few numbers', camera(0, 0, 0, 0, 0, 0, 1)],
    ['no rotation', camera(0, 0, 0, 0, 0, 0, 0, 40)],
    ['a view that no camera has', camera(0, 0, 0, 0, 0, 0, 1, 400)],
    ['words', ['Camera', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
  ])('with %s is refused and stays as it was', (_, args) => {
    const reader = createVmcReader({ parts: ALL, camera: true });
    expect(reader.read('/VMC/Ext/Cam', args)).toBe('refused');
    expect(reader.camera).toBeUndefined();
  });
});

describe('the light of a sender', () => {
  const light = (q: Quaternion, colour: unknown[], options = {}) => {
    const reader = createVmcReader({ parts: ALL, light: true, ...options });
    const verdict = reader.read('/VMC/Ext/Light', ['Light', 0, 3, 0, q.x, q.y, q.z, q.w, ...colour, 1]);
    return { verdict, light: reader.light };
  };
  /** In Unity's axes: pitched down, then turned about the vertical. */
  const shining = (down: number, about: number): Quaternion =>
    new Quaternion()
      .setFromAxisAngle(new Vector3(0, 1, 0), about * (Math.PI / 180))
      .multiply(new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), down * (Math.PI / 180)));

  it('comes from where it shines away from: from above, before the avatar, at its own side', () => {
    // Unity's own default light: 50° down, turned by −30°. One turned by 180° shines into the face; further to the avatar's right (+X).
    expect(light(shining(50, 180), [1, 0.5, 0]).light).toEqual({
      yaw: 0,
      pitch: 50,
      colour: '#ff8000',
    });
    expect(light(shining(0, 180 + 40), [0, 0, 1]).light).toEqual({
      yaw: -40,
      pitch: 0,
      colour: '#0000ff',
    });
    // Brighter than white is white.
    expect(light(shining(0, 180), [9, 1, -3]).light?.colour).toBe('#ffff00');
  });

  it('is refused where it is none, and left alone where it is not wanted', () => {
    expect(light(shining(0, 0), [1, Number.NaN, 0]).verdict).toBe('refused');
    expect(light(shining(0, 0), ['red', 0, 0]).verdict).toBe('refused');
    expect(light(shining(0, 0), [1, 1, 1], { light: false })).toEqual({
      verdict: 'ignored',
      light: undefined,
    });
  });
});

describe('keys and buttons', () => {
  it.each([
    ['/VMC/Ext/Con', [1, 'ClickTrigger', 1, 0, 0, 0, 0, 0], { name: 'Left ClickTrigger', phase: 'press' }],
    ['/VMC/Ext/Con', [0, 'ClickA', 0, 0, 0, 0, 0, 0], { name: 'Right ClickA', phase: 'release' }],
    ['/VMC/Ext/Con', [2, 'Stick', 1, 0, 1, 0.5, 0, 0], 'ignored'],
    ['/VMC/Ext/Con', [1, 'TouchA', 1, 1, 0, 0, 0, 0], 'ignored'],
    ['/VMC/Ext/Con', [1, 'ClickA'], 'refused'],
    ['/VMC/Ext/Key', [1, 'F1', 112], { name: 'Key F1', phase: 'press' }],
    [
      '/VMC/Ext/Key',
      [1, `F\u00001${'x'.repeat(500)}`, 112],
      { name: `Key F1${'x'.repeat(58)}`, phase: 'press' },
    ],
    ['/VMC/Ext/Key', [7, 'F1', 112], 'refused'],
    ['/VMC/Ext/Key', [1, 3], 'refused'],
    ['/VMC/Ext/Midi/Note', [1, 2, 60, 0.8], { name: 'Note 2 60', phase: 'press' }],
    ['/VMC/Ext/Midi/Note', [1, 2.5, 60, 0.8], 'refused'],
    ['/VMC/Ext/Midi/CC/Bit', [7, 0], { name: 'Knob 7', phase: 'release' }],
    ['/VMC/Ext/Midi/CC/Val', [7, 0.3], 'ignored'],
    ['/VMC/Ext/Bone/Pos', [1], 'ignored'],
  ])('%s %j is %j', (address, args, expected) => {
    expect(readVmcInput(address, args)).toEqual(expected);
  });
});
