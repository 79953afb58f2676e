/** Rules of VRMC_vrm-1.0, lookAt.md, and of VRM 0.0, README.md "Eye control settings". */
import { describe, expect, it } from 'vitest';
import { eyeAngles, move, openBody } from './open-body';
import { type TinyDocument, tinyDocument } from './tiny-vrm';

/** Four different ranges, so that none can stand for another. */
const RANGES = {
  rangeMapHorizontalInner: { inputMaxValue: 60, outputScale: 6 },
  rangeMapHorizontalOuter: { inputMaxValue: 50, outputScale: 15 },
  rangeMapVerticalDown: { inputMaxValue: 40, outputScale: 8 },
  rangeMapVerticalUp: { inputMaxValue: 30, outputScale: 12 },
};

const withRanges = (version: 0 | 1, type: 'bone' | 'expression', scale = 1): TinyDocument => {
  const presets =
    version === 0
      ? ['lookup', 'lookdown', 'lookleft', 'lookright']
      : ['lookUp', 'lookDown', 'lookLeft', 'lookRight'];
  const document = tinyDocument({ version, lookAt: type, presets: type === 'expression' ? presets : [] });
  const { extensions } = document.json;
  for (const [name, { inputMaxValue, outputScale }] of Object.entries(RANGES)) {
    if (version === 1) extensions.VRMC_vrm.lookAt[name] = { inputMaxValue, outputScale: outputScale * scale };
    else
      extensions.VRM.firstPerson[name.replace('rangeMap', 'lookAt')] = {
        curve: [0, 0, 0, 1, 1, 1, 1, 0],
        xRange: inputMaxValue,
        yRange: outputScale * scale,
      };
  }
  return document;
};

describe.each([0, 1] as const)('look-at of VRM %d', (version) => {
  // lookAt.md "Interpretation when type is bone": min(|value|, inputMaxValue) / inputMaxValue * outputScale.
  it.each([
    ['left', [25, 0], { left: [7.5, 0], right: [2.5, 0] }],
    ['right', [-30, 0], { left: [-3, 0], right: [-9, 0] }],
    ['down', [0, -20], { left: [0, -4], right: [0, -4] }],
    ['up', [0, 15], { left: [0, 6], right: [0, 6] }],
    ['beyond every range', [-80, 80], { left: [-6, 12], right: [-15, 12] }],
  ] as const)(
    'turns eye bones %s by inner and outer range (lookAt.md "RangeMap")',
    async (_to, gaze, eyes) => {
      const body = await openBody(withRanges(version, 'bone'));
      move(body, { gaze });
      for (const side of ['left', 'right'] as const) {
        const { yaw, pitch } = eyeAngles(body, `${side}Eye`);
        expect(yaw, side).toBeCloseTo(eyes[side][0], 1);
        expect(pitch, side).toBeCloseTo(eyes[side][1], 1);
      }
    },
  );

  it('shows expressions by the outer range (lookAt.md "Interpretation when type is expression")', async () => {
    const body = await openBody(withRanges(version, 'expression', 1 / 15));
    const weights = (): Record<string, number> => body.probe().expressions;
    move(body, { gaze: [25, -20] });
    expect(weights().lookLeft).toBeCloseTo(0.5, 3);
    expect(weights().lookRight).toBe(0);
    expect(weights().lookDown).toBeCloseTo((0.5 * 8) / 15, 3);
    expect(weights().lookUp).toBe(0);
    move(body, { gaze: [-25, 15] });
    expect(weights().lookLeft).toBe(0);
    expect(weights().lookRight).toBeCloseTo(0.5, 3);
    expect(weights().lookUp).toBeCloseTo((0.5 * 12) / 15, 3);
    expect(weights().lookDown).toBe(0);
    expect(Math.abs(eyeAngles(body, 'leftEye').yaw)).toBeLessThan(0.01);
  });

  it('follows without any expression in the file (README.md: expressions are optional)', async () => {
    const document = withRanges(version, 'bone');
    if (version === 1) delete document.json.extensions.VRMC_vrm.expressions;
    else delete document.json.extensions.VRM.blendShapeMaster;
    const body = await openBody(document);
    move(body, { gaze: [25, 0] });
    expect(eyeAngles(body, 'leftEye').yaw).toBeCloseTo(7.5, 1);
  });

  it('leaves the eyes where the file has no eye bones, and does not fail', async () => {
    const document = tinyDocument({ version, lookAt: 'bone', without: ['leftEye', 'rightEye'] });
    const body = await openBody(document);
    move(body, { gaze: [30, 10], bones: { head: [0, 0.3, 0] } });
    expect(body.probe().bones.leftEye).toBeUndefined();
    expect(body.probe().bones.head!.local[1]).toBeCloseTo(Math.sin(0.15), 3);
  });
});

describe('the curve of a VRM 0 range (VRM 0.0, schema "vrm.firstperson.degreemap")', () => {
  const withCurve = (curve: unknown): TinyDocument => {
    const document = withRanges(0, 'bone');
    document.json.extensions.VRM.firstPerson.lookAtHorizontalOuter.curve = curve;
    return document;
  };
  const leftEyeAt = async (curve: unknown, gaze: number): Promise<number> => {
    const body = await openBody(withCurve(curve));
    move(body, { gaze: [gaze, 0] });
    return eyeAngles(body, 'leftEye').yaw;
  };

  // 50 degrees of gaze give 15 of the eye.
  it.each([
    ['a straight line', [0, 0, 0, 1, 1, 1, 1, 0], 25, 7.5, 15],
    ['eased at both ends', [0, 0, 0, 0, 1, 1, 0, 0], 12.5, 15 * 0.15625, 15],
    ['level from a half on', [0, 0, 0, 2, 0.5, 1, 2, 0, 1, 1, 0, 0], 12.5, 15 * 0.5, 15],
    ['to no more than a half', [0, 0, 0, 0.5, 1, 0.5, 0.5, 0], 25, 3.75, 7.5],
  ])('is followed: %s', async (_, curve, gaze, eye, atEnd) => {
    expect(await leftEyeAt(curve, gaze)).toBeCloseTo(eye, 1);
    expect(await leftEyeAt(curve, 80)).toBeCloseTo(atEnd, 1);
  });

  it.each([
    ['missing', undefined],
    ['no list', 'steep'],
    ['cut short', [0, 0, 0, 1, 1]],
    ['going back', [1, 0, 0, 1, 0, 1, 1, 0]],
    ['absurd', [0, 0, 0, 1e300, 1, 1e300, 0, 0]],
  ])('is a straight line where it is %s', async (_, curve) => {
    expect(await leftEyeAt(curve, 25)).toBeCloseTo(7.5, 1);
  });
});

describe('a bone of no size', () => {
  it.each([0, 1] as const)('hides what hangs on it and stops nothing (VRM %d)', async (version) => {
    for (const scale of [
      [0, 0, 0],
      [1, 0, 1],
    ])
      for (const bone of ['leftHand', 'leftEye', 'head', 'spine', 'hips']) {
        const document = tinyDocument({ version });
        document.json.nodes.find(({ name }: { name: string }) => name === bone).scale = scale;
        const body = await openBody(document);
        move(body, { bones: { head: [0, 0.3, 0], leftUpperArm: [0, 0, 1] }, gaze: [20, 10] });
        body.vrm.scene.traverse(({ matrixWorld, name }) =>
          expect(matrixWorld.elements.every(Number.isFinite), `${bone}: ${name}`).toBe(true),
        );
      }
  });
});

describe('the line of sight', () => {
  it('starts at offsetFromHeadBone (lookAt.md "LookAt space")', async () => {
    const document = tinyDocument({ lookAt: 'bone', without: ['leftEye', 'rightEye'] });
    document.json.extensions.VRMC_vrm.lookAt.offsetFromHeadBone = [0, 0.09, 0.02];
    const body = await openBody(document);
    expect(body.measures.eyes).toBeCloseTo(1.45 + 0.09, 4);
  });

  it('has ten degrees, or all of an expression, where the file names no range (lookAt.md "RangeMap")', async () => {
    for (const [type, presets] of [
      ['bone', []],
      ['expression', ['lookLeft']],
    ] as const) {
      const document = tinyDocument({ lookAt: type, presets });
      document.json.extensions.VRMC_vrm.lookAt = { type };
      const body = await openBody(document);
      move(body, { gaze: [90, 0] });
      if (type === 'bone') expect(eyeAngles(body, 'leftEye').yaw).toBeCloseTo(10, 1);
      else expect(body.probe().expressions.lookLeft).toBeCloseTo(1, 3);
    }
  });

  it('turns eyes whose bones are turned at rest about the same axes (lookAt.md "Apply Yaw and Pitch to bone")', async () => {
    const document = withRanges(1, 'bone');
    const { nodes } = document.json;
    for (const name of ['leftEye', 'rightEye'])
      nodes.find((node: { name: string }) => node.name === name).rotation = [
        0,
        Math.SQRT1_2,
        0,
        Math.SQRT1_2,
      ];
    const body = await openBody(document);
    move(body, { gaze: [25, 15] });
    const { yaw, pitch } = eyeAngles(body, 'leftEye');
    expect(yaw).toBeCloseTo(7.5, 1);
    expect(pitch).toBeCloseTo(6, 1);
  });
});
