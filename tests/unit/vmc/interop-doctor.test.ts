import { createSocket } from 'node:dgram';
import { createVmcReader, createVmcWriter } from '@motion/codecs/vmc';
import { createAxesCheck, rightRotation, type VmcAxes } from '@motion/codecs/vmc-axes-check';
import type { VmcLinkState } from '@shared/api';
import { BONE_COUNT, BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { describe, expect, it, vi } from 'vitest';
import { createVmcReceiver } from '../../../src/main/services/vmc/vmc-receiver';

const PARTS = { face: true, head: true, body: true, arms: true, hands: true };

/** Somebody at a desk: arms hang by 70°, knees bent by 80°, the head a little turned. */
const sitting = (): MotionFrame => {
  const frame = createMotionFrame('mix');
  frame.drives.flags.fill(1);
  const turn = (bone: keyof typeof BONE_INDEX, axis: 0 | 1 | 2, degrees: number): void => {
    const half = (degrees * Math.PI) / 360;
    frame.bones[BONE_INDEX[bone] * 4 + axis] = Math.sin(half);
    frame.bones[BONE_INDEX[bone] * 4 + 3] = Math.cos(half);
  };
  turn('leftUpperArm', 2, -70);
  turn('rightUpperArm', 2, 70);
  turn('leftLowerLeg', 0, 80);
  turn('rightLowerLeg', 0, 80);
  turn('head', 1, 15);
  return frame;
};

const rest = {
  offsets: new Float32Array(BONE_COUNT * 3).fill(0.1),
  has: new Uint8Array(BONE_COUNT).fill(1),
};

/** The frame as a sender with these axes makes a receiver see it, which rights it by `righted`. */
const received = (axes: VmcAxes, righted: VmcAxes): MotionFrame => {
  const frame = sitting();
  for (let bone = 0; bone < BONE_COUNT; bone++) rightRotation(axes, frame.bones, bone * 4);
  const reader = createVmcReader({ parts: PARTS, axes: righted });
  const { write } = createVmcWriter({ names: 'vrm0', face: 'presets', parts: PARTS, rest });
  for (const { address, args } of write(frame, 0))
    reader.read(
      address,
      args.map((arg) => (typeof arg === 'object' ? (arg as { value: unknown }).value : arg)),
    );
  return reader.frame;
};

const verdictOn = (frame: MotionFrame, frames = 200): VmcAxes | undefined => {
  const check = createAxesCheck();
  for (let i = 0; i < frames; i++) check.see(frame);
  return check.verdict;
};

describe('the check of a sender’s axes', () => {
  it.each(['standard', 'turned', 'mirrored'] as const)(
    'knows %s rotations, and that they fit when righted',
    (axes) => {
      expect(verdictOn(received(axes, 'standard'))).toBe(axes);
      expect(verdictOn(received(axes, axes))).toBe('standard');
      expect(received(axes, axes).bones[BONE_INDEX.head * 4 + 1]).toBeCloseTo(Math.sin(Math.PI / 24), 4);
    },
  );

  it('says nothing of arms held out, of an arm raised for a moment, or before three seconds', () => {
    expect(verdictOn(createMotionFrame('mix'))).toBeUndefined();
    expect(verdictOn(received('standard', 'standard'), 100)).toBeUndefined();
    const waving = sitting();
    waving.bones[BONE_INDEX.leftUpperArm * 4 + 2] = 0.5;
    expect(verdictOn(waving)).toBe('standard');
  });
});

it('a port that is taken is told with one that is free', async () => {
  const other = createSocket('udp4');
  await new Promise<void>((resolve) => other.bind(0, '127.0.0.1', resolve));
  const { port } = other.address();
  const onState = vi.fn<(state: VmcLinkState) => void>();
  const receiver = createVmcReceiver({
    port,
    fromNetwork: false,
    parts: PARTS,
    onMotion: () => undefined,
    onState,
  });
  await vi.waitFor(() => expect(onState.mock.lastCall?.[0].freePort).toBeGreaterThan(port));
  expect(onState.mock.lastCall?.[0].state).toBe('error');
  receiver.close();
  other.close();
});
