import { ARKIT_BLENDSHAPES, VRM_PRESETS } from '@shared/expressions';
import { BONE_PARENT, HUMANOID_BONES, type HumanoidBone, mirroredBone } from '@shared/humanoid';
import { validateBytes } from 'gltf-validator';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AvatarRecipe,
  createAvatarMaker,
  HIKARI,
  makeAvatar,
  PRESETS,
  REN,
} from '../../../src/avatar-maker';
import { checkAvatarFile } from '../../../src/renderer/avatar/check-avatar-file';
import { type Glb, readGlb } from './read-glb';

const SLOW = 120_000;

describe.each(Object.entries(PRESETS))('the avatar %s', (_, recipe) => {
  let bytes: Uint8Array;
  let glb: Glb;

  beforeAll(() => {
    bytes = makeAvatar(recipe);
    glb = readGlb(bytes);
  }, SLOW);

  const vrm = () => glb.json.extensions.VRMC_vrm;
  /** What is drawn with one material, and the mesh that it belongs to. */
  const parts = () =>
    glb.json.meshes.flatMap((mesh, index) =>
      mesh.primitives.map((primitive) => ({
        ...primitive,
        mesh: index,
        name: `${mesh.name} ${glb.json.materials[primitive.material]!.name}`,
      })),
    );
  const partOf = (material: string) => parts().findIndex(({ name }) => name.endsWith(` ${material}`));
  /** Height, depth and so on of a joint in the T-pose, from the nodes' offsets. */
  const worldOf = (node: number): [number, number, number] => {
    const parent = glb.json.nodes.findIndex((n) => n.children?.includes(node));
    const from = parent < 0 ? [0, 0, 0] : worldOf(parent);
    const own = glb.json.nodes[node]!.translation ?? [0, 0, 0];
    return [from[0]! + own[0], from[1]! + own[1], from[2]! + own[2]];
  };
  const joint = (bone: HumanoidBone) => worldOf(vrm().humanoid.humanBones[bone]!.node);

  it(
    'is the same file every time',
    () => {
      expect(Buffer.compare(makeAvatar(recipe), bytes)).toBe(0);
    },
    SLOW,
  );

  it('passes the Khronos validator without an error, and needs no extension', async () => {
    const report = await validateBytes(bytes);
    expect(report.issues.messages.filter((m) => m.severity === 0)).toEqual([]);
    expect(report.issues.messages.filter((m) => m.severity === 1)).toEqual([]);
    expect(glb.json.extensionsRequired ?? []).toEqual([]);
  });

  it('is light: at most 25,000 triangles and 3 MB', () => {
    const triangles = parts().reduce((sum, part) => sum + glb.json.accessors[part.indices]!.count / 3, 0);
    expect(triangles).toBeGreaterThan(10_000);
    expect(triangles).toBeLessThanOrEqual(25_000);
    expect(bytes.length).toBeLessThanOrEqual(3_000_000);
  });

  it('has every humanoid bone, each under the bone that VRM asks for', () => {
    const bones = vrm().humanoid.humanBones;
    expect(Object.keys(bones).sort()).toEqual([...HUMANOID_BONES].sort());
    for (const bone of HUMANOID_BONES) {
      const parent = BONE_PARENT[bone];
      if (parent === undefined) continue;
      expect(glb.json.nodes[bones[parent]!.node]!.children, bone).toContain(bones[bone]!.node);
    }
  });

  it('stands in an exact T-pose, upright, the same on both sides, facing +Z', () => {
    for (const node of glb.json.nodes) expect(node.rotation).toBeUndefined();
    for (const bone of HUMANOID_BONES) {
      const [x, y, z] = joint(bone);
      const [mx, my, mz] = joint(mirroredBone(bone));
      expect([mx, my, mz].map((v) => v.toFixed(6))).toEqual([-x + 0, y, z].map((v) => (v + 0).toFixed(6)));
    }
    const height = joint('leftUpperArm')[1];
    for (const bone of ['leftLowerArm', 'leftHand', 'leftMiddleDistal'] as const)
      expect(joint(bone)[1]).toBeCloseTo(height, 6);
    expect(joint('leftHand')[0]).toBeGreaterThan(joint('leftUpperArm')[0] + 0.2);
    expect(joint('leftToes')[2]).toBeGreaterThan(joint('leftFoot')[2]);
    expect(joint('leftEye')[2]).toBeGreaterThan(joint('head')[2]);
  });

  it('hangs every vertex on real joints, with weights that sum to 1', () => {
    const joints = glb.json.skins[0]!.joints.length;
    for (const part of parts()) {
      const { JOINTS_0, WEIGHTS_0 } = part.attributes;
      const weights = glb.read(WEIGHTS_0);
      const bones = glb.read(JOINTS_0);
      for (let i = 0; i < weights.length; i += 4) {
        const sum = weights[i]! + weights[i + 1]! + weights[i + 2]! + weights[i + 3]!;
        if (Math.abs(sum - 1) > 1e-6)
          expect.fail(`${part.name}: the weights of vertex ${i / 4} sum to ${sum}`);
        for (let k = 0; k < 4; k++)
          if (bones[i + k]! >= joints)
            expect.fail(`${part.name}: vertex ${i / 4} follows joint ${bones[i + k]}`);
      }
    }
  });

  it('moves something with every bone that a tracker can turn', () => {
    const moved = new Set<number>();
    for (const { attributes } of parts()) {
      const weights = glb.read(attributes.WEIGHTS_0);
      glb.read(attributes.JOINTS_0).forEach((bone, i) => {
        if (weights[i]! > 0.3) moved.add(glb.json.skins[0]!.joints[bone]!);
      });
    }
    const idle = HUMANOID_BONES.filter((bone) => !moved.has(vrm().humanoid.humanBones[bone]!.node));
    expect(idle).toEqual([]);
  });

  /** Displacements of an expression at full weight: "part:vertex" → metres. */
  const displacements = (name: string): Map<string, number[]> => {
    const expression = vrm().expressions.preset[name] ?? vrm().expressions.custom[name]!;
    const moved = new Map<string, number[]>();
    for (const bind of expression.morphTargetBinds) {
      parts().forEach(({ mesh, targets }, part) => {
        if (mesh !== glb.json.nodes[bind.node]!.mesh) return;
        const deltas = glb.read(targets![bind.index]!.POSITION);
        for (let v = 0; v < deltas.length / 3; v++) {
          const key = `${part}:${v}`;
          const before = moved.get(key) ?? [0, 0, 0];
          moved.set(
            key,
            before.map((x, k) => x + deltas[v * 3 + k]! * bind.weight),
          );
        }
      });
    }
    return moved;
  };
  const furthest = (name: string): number =>
    Math.max(0, ...[...displacements(name).values()].map((d) => Math.hypot(...d)));

  it('has the 18 preset expressions and the 52 of ARKit', () => {
    expect(Object.keys(vrm().expressions.preset).sort()).toEqual([...VRM_PRESETS].sort());
    expect(Object.keys(vrm().expressions.custom).sort()).toEqual([...ARKIT_BLENDSHAPES].sort());
  });

  it.each([...VRM_PRESETS.filter((name) => name !== 'neutral'), ...ARKIT_BLENDSHAPES])(
    'changes the face visibly for %s',
    (name) => {
      expect(furthest(name)).toBeGreaterThan(0.001);
      expect(furthest(name)).toBeLessThan(0.08);
    },
  );

  it('mirrors every one-sided expression: right moves as left does', () => {
    /** Where a vertex is and how it moves, mirrored if asked, without regard to the order of vertices. */
    const picture = (name: string, mirror: boolean): string[] => {
      const sign = mirror ? -1 : 1;
      const lines: string[] = [];
      for (const [key, d] of displacements(name)) {
        if (Math.hypot(...d) < 1e-4) continue;
        const [part, v] = key.split(':').map(Number);
        const p = positionsOf(part!);
        const place = [p[v! * 3]! * sign, p[v! * 3 + 1]!, p[v! * 3 + 2]!];
        lines.push(
          [...place, d[0]! * sign, d[1]!, d[2]!].map((x) => (Math.round(x * 2e4) + 0).toString()).join(' '),
        );
      }
      return lines.sort();
    };
    const cache = new Map<number, number[]>();
    const positionsOf = (part: number): number[] => {
      const known = cache.get(part) ?? glb.read(parts()[part]!.attributes.POSITION);
      cache.set(part, known);
      return known;
    };
    const pairs = [
      ...ARKIT_BLENDSHAPES.filter((name) => name.endsWith('Left')).map(
        (l) => [l, l.replace(/Left$/, 'Right')] as const,
      ),
      ['blinkLeft', 'blinkRight'],
      ['lookLeft', 'lookRight'],
    ] as const;
    for (const [left, right] of pairs) {
      const a = picture(left, false);
      const b = picture(right, true);
      const there = new Set(b);
      const same = a.filter((line) => there.has(line)).length;
      expect(Math.abs(b.length - a.length), right).toBeLessThan(4);
      // Rounding puts a few vertices on the other side of a step.
      expect(same / a.length, `${left} against ${right}`).toBeGreaterThan(0.9);
    }
  });

  it('moves the left side of the face for a left expression', () => {
    for (const name of [
      'eyeBlinkLeft',
      'browDownLeft',
      'eyeLookOutLeft',
      'mouthSmileLeft',
      'noseSneerLeft',
    ]) {
      let side = 0;
      const known = new Map<number, number[]>();
      for (const [key, d] of displacements(name)) {
        const [part, v] = key.split(':').map(Number);
        const places = known.get(part!) ?? glb.read(parts()[part!]!.attributes.POSITION);
        known.set(part!, places);
        side += Math.sign(places[v! * 3]!) * Math.hypot(...d);
      }
      expect(side, name).toBeGreaterThan(0);
    }
  });
  it('closes the eyes with blink: the upper lashes come down to where the lower ones are', () => {
    const lash = partOf('lash');
    const p = glb.read(parts()[lash]!.attributes.POSITION);
    const moved = displacements('blink');
    const heights = (closed: boolean): number => {
      let low = 9;
      let high = -9;
      for (let v = 0; v < p.length / 3; v++) {
        const x = Math.abs(p[v * 3]!);
        // Near the middle of the eye, where the opening is greatest.
        if (x < 0.042 || x > 0.054) continue;
        const y = p[v * 3 + 1]! + (closed ? (moved.get(`${lash}:${v}`)?.[1] ?? 0) : 0);
        if (closed && Math.abs(moved.get(`${lash}:${v}`)?.[1] ?? 0) < 1e-4) continue;
        low = Math.min(low, y);
        high = Math.max(high, y);
      }
      return high - low;
    };
    expect(heights(true)).toBeLessThan(0.5 * heights(false));
  });

  it('turns the irises with the eye bones', () => {
    expect(vrm().lookAt.type).toBe('bone');
    const iris = parts()[partOf('iris')]!.attributes;
    const joints = glb.json.skins[0]!.joints;
    const eyes = [vrm().humanoid.humanBones.leftEye!.node, vrm().humanoid.humanBones.rightEye!.node];
    const bones = glb.read(iris.JOINTS_0).filter((_, i) => i % 4 === 0);
    const x = glb.read(iris.POSITION).filter((_, i) => i % 3 === 0);
    const wrong = bones.filter((bone, i) => joints[bone] !== (x[i]! > 0 ? eyes[0] : eyes[1]));
    expect(wrong).toEqual([]);
  });

  it('lets no vertex of a spring chain lie outside a spring, and gives each spring something to run into', () => {
    const { springs, colliders, colliderGroups } = glb.json.extensions.VRMC_springBone;
    expect(springs.length).toBeGreaterThanOrEqual(2);
    expect(colliders.length).toBeGreaterThan(6);
    const humanoid = new Set(Object.values(vrm().humanoid.humanBones).map((b) => b.node));
    const joints = springs.flatMap((s) => s.joints.map((j) => j.node));
    expect(new Set(joints).size).toBe(joints.length);
    for (const node of joints) expect(humanoid.has(node)).toBe(false);
    for (const node of glb.json.skins[0]!.joints)
      expect(humanoid.has(node) || joints.includes(node)).toBe(true);
    for (const spring of springs)
      for (const group of spring.colliderGroups)
        expect(colliderGroups[group]!.colliders.length).toBeGreaterThan(0);
    for (const spring of springs)
      spring.joints.slice(1).forEach((j, i) => {
        expect(glb.json.nodes[spring.joints[i]!.node]!.children).toContain(j.node);
      });
  });

  it('is drawn by MToon with outlines, says what first person hides, and is free for any use', () => {
    const modes = glb.json.materials.map((m) => m.extensions.VRMC_materials_mtoon.outlineWidthMode);
    expect(modes).toContain('worldCoordinates');
    const notes = vrm().firstPerson.meshAnnotations;
    expect(notes.map((n) => glb.json.nodes[n.node]!.name).length).toBe(glb.json.meshes.length);
    expect(notes.find((n) => glb.json.nodes[n.node]!.name === 'Face')?.type).toBe('thirdPersonOnly');
    expect(vrm().meta.otherLicenseUrl).toContain('publicdomain/zero');
    expect(vrm().meta.name).toBe(recipe.name);
  });

  it('carries a square thumbnail that shows a face: skin in the middle, not the background', () => {
    const image = glb.json.images[vrm().meta.thumbnailImage]!;
    const view = glb.json.bufferViews[image.bufferView]!;
    const start = 28 + new DataView(bytes.buffer).getUint32(12, true) + view.byteOffset;
    const png = PNG.sync.read(Buffer.from(bytes.subarray(start, start + view.byteLength)));
    expect(png.width).toBe(png.height);
    expect(png.width).toBeGreaterThanOrEqual(256);
    const at = (x: number, y: number): number[] => [
      ...png.data.subarray((y * png.width + x) * 4).subarray(0, 3),
    ];
    const [r, g, b] = at(Math.floor(png.width / 2), Math.floor(png.height * 0.66));
    expect(r! > 225 && r! > g! && g! > b!).toBe(true);
  });
});

describe('a recipe', () => {
  it(
    'refuses a colour that is none, and says how to write one',
    () => {
      const recipe = { ...PRESETS.ren, palette: { ...PRESETS.ren.palette, skin: 'teal' } };
      expect(() => makeAvatar(recipe)).toThrow('"teal" is not a colour; write it as #rrggbb.');
    },
    SLOW,
  );
});

describe('characters of other choices', () => {
  const recipes: AvatarRecipe[] = [
    { ...HIKARI, name: 'Aki', hair: 'short', outfit: 'hoodie', face: 'sharp', legs: 0.08 },
    { ...REN, name: 'Bo', hair: 'twin-tails', outfit: 'sailor', face: 'round', legs: -0.08 },
  ];

  it.each(recipes)(
    '$name is an avatar that the Stage takes, on legs of the wanted length',
    (recipe) => {
      const bytes = createAvatarMaker().make(recipe, 16);
      expect(checkAvatarFile(bytes)).toEqual({ ok: true, version: 1 });
      const { json } = readGlb(bytes);
      const base = recipe.body === 'girl' ? 0.82 : 0.915;
      const hips = json.nodes[json.extensions.VRMC_vrm.humanoid.humanBones.hips!.node]!;
      expect(hips.translation![1]).toBeCloseTo(base + recipe.legs!, 6);
      expect(json.asset.extras?.kagamiRecipe).toEqual(recipe);
    },
    SLOW,
  );

  it(
    'another colour on a shape that was made before gives the very file that it gives anew',
    () => {
      const maker = createAvatarMaker();
      maker.make(HIKARI, 16);
      const palette = { ...HIKARI.palette, hair: '#224488' };
      const repainted = maker.make({ ...HIKARI, palette }, 16);
      expect(Buffer.compare(repainted, createAvatarMaker().make({ ...HIKARI, palette }, 16))).toBe(0);
    },
    SLOW,
  );
});
