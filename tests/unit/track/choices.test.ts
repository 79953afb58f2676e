import { describe, expect, it } from 'vitest';
import { isSoftwareRenderer } from '../../../src/renderer/graphics';
import { remedyFor, retryDelay } from '../../../src/renderer/track/faults';
import { configsFor, sameConfig } from '../../../src/renderer/track/lane-plan';
import { createMeter } from '../../../src/renderer/track/meter';
import {
  chooseBodyModels,
  chooseFaceTracker,
  type TrackerOptions,
} from '../../../src/renderer/track/tracker';

const assets = { wasm: '/vision/', models: '/models/', faceMesh: '/face-mesh/' };
const options = (change: Partial<TrackerOptions> = {}): TrackerOptions => ({
  mode: 'upper',
  delegate: 'auto',
  quality: 'full',
  face: 'auto',
  faceModelPresent: true,
  ...change,
});

describe('which face tracker runs', () => {
  it.each([
    [{ face: 'auto', faceModelPresent: true }, 'face-landmarker'],
    [{ face: 'auto', faceModelPresent: false }, 'face-mesh'],
    [{ face: 'face-mesh', faceModelPresent: true }, 'face-mesh'],
    [{ face: 'face-landmarker', faceModelPresent: true }, 'face-landmarker'],
    [{ face: 'face-landmarker', faceModelPresent: false }, 'face-mesh'],
  ] as const)('%o → %s: nobody is left without a face', (change, expected) => {
    expect(chooseFaceTracker(options(change))).toBe(expected);
  });
});

describe('which models run', () => {
  it('takes the exact pose model for the full body, whatever the quality', () => {
    expect(chooseBodyModels(options({ mode: 'full', quality: 'lite' }))).toEqual({
      pose: 'pose_full.task',
      hands: 'hand_lite.task',
    });
    expect(chooseBodyModels(options({ quality: 'lite' })).pose).toBe('pose_lite.task');
  });

  it('opens no worker for the body in face mode', () => {
    expect(configsFor(options({ mode: 'face' }), assets, 'cpu', 'face-mesh').map((c) => c.parts)).toEqual([
      ['face'],
    ]);
  });

  it('loads the body anew only for what concerns it', () => {
    const body = (
      change: Partial<TrackerOptions>,
      face: 'face-mesh' | 'face-landmarker' = 'face-landmarker',
    ) => configsFor(options(change), assets, 'cpu', face)[1]!;
    expect(sameConfig(body({}), body({ face: 'face-mesh' }, 'face-mesh'))).toBe(true);
    expect(sameConfig(body({}), body({ quality: 'lite' }))).toBe(false);
    expect(sameConfig(body({}), body({ mode: 'full' }))).toBe(false);
  });
});

describe('software GPUs', () => {
  it.each([
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', true],
    ['llvmpipe (LLVM 15.0.7, 256 bits)', true],
    ['ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0)', true],
    ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)', false],
    ['Apple M2', false],
    ['Mesa Intel(R) UHD Graphics 620 (KBL GT2)', false],
  ])('%s → %s', (renderer, expected) => {
    expect(isSoftwareRenderer(renderer)).toBe(expected);
  });
});

describe('when a worker ends', () => {
  const onCpu = { delegate: 'cpu', tracksFaceByModel: true } as const;

  it('goes on with the processor where the GPU is lost', () => {
    const { next, fault } = remedyFor(
      { reason: 'gpu-lost', detail: 'WebGL context lost' },
      { delegate: 'gpu', tracksFaceByModel: false },
    );
    expect([next, fault.code]).toEqual(['cpu', 'gpu-lost']);
  });

  it('goes on with Face Mesh where the face model is damaged', () => {
    const { next, fault } = remedyFor({ reason: 'face-model', detail: 'bad zip' }, onCpu);
    expect([next, fault.code]).toEqual(['face-mesh', 'face-model-broken']);
    expect(fault.action).toMatch(/Download/);
  });

  it('starts again after a crash, later each time', () => {
    expect(remedyFor({ reason: 'crashed', detail: 'out of memory' }, onCpu).next).toBe('retry');
    expect([1, 2, 3, 4, 99].map(retryDelay)).toEqual([500, 2000, 5000, 10_000, 10_000]);
  });
});

describe('rates', () => {
  it('are counted over the last two seconds', () => {
    const meter = createMeter();
    expect([meter.rate(0), meter.median()]).toEqual([0, 0]);
    for (let i = 0; i < 300; i++) meter.add(10_000 + i * 20, i % 2 ? 10 : 12);
    expect(meter.rate(16_000)).toBeCloseTo(50, -0.5);
    expect(meter.median()).toBeGreaterThanOrEqual(10);
    expect(meter.rate(30_000)).toBe(0);
  });
});
