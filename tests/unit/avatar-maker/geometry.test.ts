import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { GIRL } from '../../../src/avatar-maker/body-plan';
import { clip } from '../../../src/avatar-maker/clip';
import { profile } from '../../../src/avatar-maker/curve';
import { blend, castOut, roundCone, snap } from '../../../src/avatar-maker/field';
import { addGrid, createMesh } from '../../../src/avatar-maker/mesh';
import { encodePng } from '../../../src/avatar-maker/paint/image';
import { createSkinWeights } from '../../../src/avatar-maker/skin-weights';
import { length, normalize, sub, type Vec3 } from '../../../src/avatar-maker/vector';

const unit = fc
  .tuple(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
  )
  .filter((v) => Math.hypot(...v) > 0.1)
  .map((v) => normalize(v));

describe('a field', () => {
  it('is found from inside in any direction, where the surface is', () => {
    const ball = roundCone([0, 1, 0], [0, 1, 0], 0.3, 0.3);
    fc.assert(
      fc.property(unit, (d) => {
        expect(castOut(ball, [0, 1, 0], d, 1)).toBeCloseTo(0.3, 4);
      }),
    );
  });

  it('never casts beyond the limit', () => {
    const ball = roundCone([0, 0, 0], [1, 0, 0], 0.5, 0.2);
    fc.assert(
      fc.property(unit, fc.double({ min: 0.01, max: 0.4, noNaN: true }), (d, limit) => {
        expect(castOut(ball, [0.2, 0, 0], d, limit)).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('snaps points near it onto its surface, at the offset asked for', () => {
    const field = blend(
      [roundCone([0, 0, 0], [0, 1, 0], 0.2, 0.1), roundCone([0, 0.5, 0], [0.5, 0.5, 0], 0.1, 0.1)],
      0.05,
    );
    fc.assert(
      fc.property(unit, fc.double({ min: 0, max: 0.02, noNaN: true }), (d, offset) => {
        const near: Vec3 = [d[0] * 0.25, 0.3 + d[1] * 0.1, d[2] * 0.25];
        if (Math.hypot(near[0], near[2]) < 0.05) return;
        expect(Math.abs(field(snap(field, near, offset)) - offset)).toBeLessThan(1e-3);
      }),
    );
  });
});

describe('a profile', () => {
  it('meets its knots and never leaves their range between them', () => {
    const knots = fc
      .uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 8 })
      .chain((xs) => {
        const sorted = [...xs].sort((a, b) => a - b);
        return fc.tuple(
          ...sorted.map((x) => fc.tuple(fc.constant(x), fc.double({ min: -5, max: 5, noNaN: true }))),
        );
      });
    fc.assert(
      fc.property(knots, fc.double({ min: 0, max: 1, noNaN: true }), (list, t) => {
        const f = profile(list);
        for (const [x, y] of list) expect(f(x)).toBeCloseTo(y, 9);
        for (let i = 0; i + 1 < list.length; i++) {
          const [a, b] = [list[i]!, list[i + 1]!];
          const y = f(a[0] + (b[0] - a[0]) * t);
          expect(y).toBeGreaterThanOrEqual(Math.min(a[1], b[1]) - 1e-9);
          expect(y).toBeLessThanOrEqual(Math.max(a[1], b[1]) + 1e-9);
        }
      }),
    );
  });
});

describe('skin weights', () => {
  const weights = createSkinWeights({ ...GIRL, eyePivot: [0.04, 1.3, 0] });
  const point = fc.tuple(
    fc.double({ min: -0.7, max: 0.7, noNaN: true }),
    fc.double({ min: 0, max: 1.5, noNaN: true }),
    fc.double({ min: -0.2, max: 0.2, noNaN: true }),
  );
  const total = (list: readonly (readonly [string, number])[]): number => list.reduce((s, [, w]) => s + w, 0);

  it('sum to 1 everywhere', () => {
    fc.assert(
      fc.property(point, (p) => {
        for (const of of [weights.upperBody, weights.legs, weights.foot])
          expect(total(of(p))).toBeCloseTo(1, 2);
      }),
    );
  });

  it('are smooth: a millimetre never changes a weight by more than a twelfth', () => {
    fc.assert(
      fc.property(point, unit, (p, d) => {
        const q: Vec3 = [p[0] + d[0] * 0.001, p[1] + d[1] * 0.001, p[2] + d[2] * 0.001];
        if (Math.sign(p[0]) !== Math.sign(q[0])) return;
        for (const of of [weights.upperBody, weights.legs]) {
          const [a, b] = [new Map(of(p)), new Map(of(q))];
          for (const bone of new Set([...a.keys(), ...b.keys()]))
            expect(Math.abs((a.get(bone) ?? 0) - (b.get(bone) ?? 0))).toBeLessThan(1 / 12);
        }
      }),
    );
  });

  it('of a cheek are the head alone, of a wrist none of the torso', () => {
    expect(weights.upperBody([0.01, 1.3, 0.05])).toEqual([['head', 1]]);
    expect(weights.upperBody([0.42, GIRL.arm, 0]).map(([bone]) => bone)).toEqual(['leftLowerArm']);
  });
});

describe('clip', () => {
  it('cuts along the line: all that is left is on the kept side, and its edge lies on the line', () => {
    const mesh = createMesh('sheet', 'skin');
    addGrid(mesh, 7, 5, (u, v) => ({ position: [u, v, 0], normal: [0, 0, 1], weights: [['head', 1]] }));
    clip(mesh, (p) => 0.43 - p[0]);
    expect(Math.max(...mesh.positions.map((p) => p[0]))).toBeCloseTo(0.43, 9);
    let area = 0;
    for (let i = 0; i < mesh.triangles.length; i += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => mesh.positions[mesh.triangles[i + k]!]!) as [Vec3, Vec3, Vec3];
      const [e, f] = [sub(b, a), sub(c, a)];
      area += (e[0] * f[1] - e[1] * f[0]) / 2;
      expect(length(e)).toBeGreaterThan(0);
    }
    expect(area).toBeCloseTo(0.43, 9);
  });
});

describe('encodePng', () => {
  it('is read back by another decoder as it was', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer(),
        (width, height, seed) => {
          const data = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
            i % 4 === 3 ? 255 : (seed * (i + 7)) & 255,
          );
          const back = PNG.sync.read(Buffer.from(encodePng({ width, height, data })));
          expect([back.width, back.height]).toEqual([width, height]);
          expect(Buffer.compare(back.data, data)).toBe(0);
        },
      ),
    );
  });
});
