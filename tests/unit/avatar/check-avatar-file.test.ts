import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAvatarFile } from '../../../src/renderer/avatar/check-avatar-file';
import { packVrm, type TinyDocument, tinyDocument, tinyVrm } from './tiny-vrm';

/** The sentence with which a document is refused after `damage`. */
const refusal = (damage: (document: TinyDocument) => void): string => {
  const document = tinyDocument();
  damage(document);
  const bytes = packVrm(document);
  // Processor time: what other programs do meanwhile does not count.
  const before = process.cpuUsage();
  const check = checkAvatarFile(bytes);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(1000);
  return check.ok ? 'accepted' : check.message;
};

const pngHeader = (width: number, height: number): string => {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
};

describe('a whole file', () => {
  it('is accepted in both versions, with and without optional bones', () => {
    expect(checkAvatarFile(tinyVrm())).toEqual({ ok: true, version: 1 });
    expect(checkAvatarFile(tinyVrm({ version: 0 }))).toEqual({ ok: true, version: 0 });
    expect(checkAvatarFile(tinyVrm({ without: ['chest', 'upperChest', 'neck', 'jaw', 'leftToes'] })).ok).toBe(
      true,
    );
  });

  const folder = '../shared/data/vrm';
  it.skipIf(!existsSync(folder))('is accepted where other programs made it (needs ../shared)', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.vrm'));
    expect(files.length).toBeGreaterThan(0);
    for (const name of files)
      expect(checkAvatarFile(readFileSync(`${folder}/${name}`)), name).toMatchObject({ ok: true });
  });
});

describe('a file that is no VRM', () => {
  it.each([
    ['nothing', new Uint8Array(0), /empty or cut short/],
    ['a ZIP', Buffer.from('PK\x03\x04 and more bytes than twenty'), /ZIP/],
    ['a web page', Buffer.from('<!doctype html><title>Not found</title>'), /web page/],
    ['a text glTF', Buffer.from('{"asset":{"version":"2.0"},"scenes":[]}'), /text file/],
    ['noise', Buffer.from('abcdefghijklmnopqrstuvwxyz'), /not a VRM/],
  ])('%s is named for what it is', (_what, bytes, message) => {
    expect(checkAvatarFile(bytes)).toMatchObject({ ok: false, message: expect.stringMatching(message) });
  });

  it('a model without a humanoid says so', () => {
    expect(refusal(({ json }) => delete json.extensions)).toMatch(/not a VRM/);
  });
});

describe('a damaged file', () => {
  it('cut short anywhere is refused', () => {
    const bytes = tinyVrm();
    for (let length = 0; length < bytes.length; length += 97)
      expect(checkAvatarFile(bytes.subarray(0, length)).ok).toBe(false);
  });

  it.each<[string, (document: TinyDocument) => void, RegExp]>([
    ['a bone below itself', ({ json }) => json.nodes[2].children.push(0), /circle/],
    ['a child of two parents', ({ json }) => (json.nodes[0].children = [1, 1]), /circle or share/],
    ['a child that is not there', ({ json }) => json.nodes[0].children.push(9999), /points to nothing/],
    [
      'an address on the internet',
      ({ json }) => (json.images = [{ uri: 'https://example.org/x.png' }]),
      /internet/,
    ],
    ['another file', ({ json }) => (json.buffers[0].uri = 'body.bin'), /another file/],
    [
      'a file of this computer',
      ({ json }) => (json.images = [{ uri: 'file:///etc/passwd' }]),
      /another file/,
    ],
    ['a huge texture', ({ json }) => (json.images = [{ uri: pngHeader(16384, 16384) }]), /16384×16384/],
    [
      'a texture that is none',
      ({ json }) => (json.images = [{ uri: 'data:image/png;base64,AAAA' }]),
      /texture/,
    ],
    ['a missing buffer', ({ json }) => delete json.buffers, /points to nothing/],
    ['a buffer larger than its bytes', ({ json }) => (json.buffers[0].byteLength += 64), /missing/],
    ['a view beyond its buffer', ({ json }) => (json.bufferViews[0].byteLength = 1e8), /beyond/],
    ['an accessor beyond its view', ({ json }) => (json.accessors[0].count += 1), /beyond|lengths/],
    ['an absurd count', ({ json }) => (json.accessors[0].count = 4e9), /makes no sense/],
    ['a negative offset', ({ json }) => (json.bufferViews[0].byteOffset = -4), /makes no sense/],
    ['an unknown accessor type', ({ json }) => (json.accessors[0].type = 'constructor'), /no known type/],
    ['too many nodes', ({ json }) => (json.nodes = Array(200_000).fill({})), /200000 nodes/],
    [
      'a bone nowhere',
      ({ json }) => (json.extensions.VRMC_vrm.humanoid.humanBones.head.node = 500),
      /head bone/,
    ],
    ['no head', ({ json }) => delete json.extensions.VRMC_vrm.humanoid.humanBones.head, /lacks bones.*head/],
    [
      'one node as two bones',
      ({ json }) => (json.extensions.VRMC_vrm.humanoid.humanBones.head.node = 0),
      /another bone/,
    ],
    ['a later version', ({ json }) => (json.extensions.VRMC_vrm.specVersion = '2.0'), /VRM 2.0/],
    [
      'compressed geometry',
      ({ json }) => (json.extensionsRequired = ['KHR_draco_mesh_compression']),
      /draco/,
    ],
    ['a skin without bones', ({ json }) => (json.skins[0].joints = []), /0 bones/],
    ['fewer bones than the mesh uses', ({ json }) => (json.skins[0].joints.length = 3), /does not have/],
    ['no scene', ({ json }) => delete json.scenes, /scene/],
    ['a number for a list', ({ json }) => (json.meshes = 7), /not a list/],
    ['null for an object', ({ json }) => (json.nodes[0] = null), /not an object/],
    [
      'points that are no numbers',
      ({ bin }) => new DataView(bin.buffer).setFloat32(0, Number.NaN, true),
      /no numbers/,
    ],
    [
      'triangles of points it lacks',
      ({ json, bin }) => new DataView(bin.buffer).setUint16(json.bufferViews[3].byteOffset, 60_000, true),
      /points that it does not have/,
    ],
  ])('with %s is refused in a sentence', (_what, damage, message) => {
    const sentence = refusal(damage);
    expect(sentence).toMatch(message);
    expect(sentence).toMatch(/\.$/);
  });

  it.each<[string, (document: TinyDocument) => void, RegExp]>([
    [
      'a sparse accessor that stands for 20 million zeros, five times',
      ({ json }) => {
        for (let i = 0; i < 5; i++)
          json.accessors.push({ componentType: 5126, count: 20_000_000, type: 'VEC3' });
      },
      /more geometry/,
    ],
    [
      'sparse values beyond their view',
      ({ json }) =>
        (json.accessors[4].sparse = {
          count: 50,
          indices: { bufferView: 3, componentType: 5123 },
          values: { bufferView: 3, byteOffset: 1e6 },
        }),
      /sparse accessor reaches beyond/,
    ],
    [
      'sparse indices that point beyond the points',
      ({ json }) =>
        (json.accessors[3].sparse = {
          count: 4,
          indices: { bufferView: 1, componentType: 5121 },
          // Floats read as whole numbers: huge ones.
          values: { bufferView: 0 },
        }),
      /points that it does not have/,
    ],
    [
      'a mesh shown a million times',
      ({ json }) => {
        json.accessors.push({ componentType: 5126, count: 1_000_000, type: 'VEC3' });
        const attributes = { TRANSLATION: json.accessors.length - 1 };
        json.nodes.at(-1).extensions = { EXT_mesh_gpu_instancing: { attributes } };
      },
      /shown 1000000 times/,
    ],
    [
      'one mesh on nineteen thousand nodes',
      ({ json }) => {
        for (let i = 0; i < 19_000; i++) json.nodes.push({ mesh: 0, skin: 0 });
      },
      /too heavy/,
    ],
    [
      'geometry that only Draco holds',
      ({ json }) => json.extensionsUsed.push('KHR_draco_mesh_compression'),
      /KHR_draco.*without compression/,
    ],
    [
      'buffers that only meshopt holds',
      ({ json }) => (json.extensionsRequired = ['EXT_meshopt_compression']),
      /EXT_meshopt.*without compression/,
    ],
    [
      'pictures that only Basis holds',
      ({ json }) => (json.extensionsRequired = ['KHR_texture_basisu']),
      /KHR_texture_basisu/,
    ],
    [
      'weights that are no numbers',
      ({ json, bin }) =>
        new DataView(bin.buffer).setFloat32(json.bufferViews[2].byteOffset, Number.POSITIVE_INFINITY, true),
      /weights that are no numbers/,
    ],
    [
      'a morph target that is no number',
      ({ json, bin }) =>
        new DataView(bin.buffer).setFloat32(json.bufferViews[4].byteOffset, Number.NaN, true),
      /morph target has points that are no numbers/,
    ],
    [
      'a skin whose matrices are no numbers',
      ({ json, bin }) =>
        new DataView(bin.buffer).setFloat32(json.bufferViews[5].byteOffset, Number.NaN, true),
      /matrices are no numbers/,
    ],
    [
      'a hundred thousand expressions',
      ({ json }) => {
        const custom = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`e${i}`, {}]));
        json.extensions.VRMC_vrm.expressions = { custom };
      },
      /100000 expressions/,
    ],
    [
      'springs that collide a million times a frame',
      ({ json }) => {
        const many = Array.from({ length: 1000 }, () => ({ node: 0, shape: { sphere: { radius: 1 } } }));
        json.extensions.VRMC_springBone = {
          colliders: many,
          colliderGroups: [{ colliders: many.map((_, i) => i) }],
          springs: [{ joints: many.map(() => ({ node: 0 })), colliderGroups: [0] }],
        };
      },
      /1000000 collisions/,
    ],
    [
      'no word that it is glTF 2',
      ({ json }) => (json.asset = { version: '1.0' }),
      /does not say that it is glTF 2/,
    ],
  ])('with %s is refused in a sentence', (_what, damage, message) => {
    const sentence = refusal(damage);
    expect(sentence).toMatch(message);
    expect(sentence).toMatch(/\.$/);
  });

  it('of VRM 0 whose every bone begins a spring of all bones below is refused', () => {
    const document = tinyDocument({ version: 0 });
    const { json } = document;
    for (let i = 0; i < 400; i++) json.nodes.push({ children: i < 399 ? [json.nodes.length + 1] : [] });
    const first = json.nodes.length - 400;
    const bones = Array.from({ length: 400 }, (_, i) => first + i);
    json.extensions.VRM.secondaryAnimation = { boneGroups: [{ bones, colliderGroups: [] }] };
    expect(checkAvatarFile(packVrm(document))).toMatchObject({
      ok: false,
      message: expect.stringMatching(/80200 swinging joints/),
    });
  });

  it('with an infinite number is refused: JSON has no infinity, but 1e999 is one', () => {
    const document = tinyDocument();
    const bytes = packVrm({ ...document, json: { ...document.json, extras: 'INFINITY' } });
    const patched = Buffer.from(bytes);
    patched.write('    1e999 ', patched.indexOf('"INFINITY"'), 'latin1');
    expect(checkAvatarFile(patched)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/not finite/),
    });
  });

  it('with nodes nested a hundred thousand deep is refused, not crashed on', () => {
    expect(
      refusal(({ json }) => {
        const first = json.nodes.length;
        for (let i = 0; i < 15_000; i++) json.nodes.push({ children: [first + i + 1] });
        json.nodes.push({});
      }),
    ).toMatch(/deep/);
    const deep = Buffer.from(`{"a":${'['.repeat(2_000_000)}`);
    const bytes = new Uint8Array(20 + deep.length);
    const view = new DataView(bytes.buffer);
    for (const [at, value] of [
      [0, 0x46546c67],
      [4, 2],
      [8, bytes.length],
      [12, deep.length],
      [16, 0x4e4f534a],
    ] as const)
      view.setUint32(at, value, true);
    bytes.set(deep, 20);
    expect(checkAvatarFile(bytes).ok).toBe(false);
  });
});

describe('any mutation', () => {
  it('of bytes is judged without an exception, in little time', () => {
    const whole = tinyVrm();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 12,
        }),
        (changes) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const check = checkAvatarFile(bytes);
          if (!check.ok) expect(check.message.length).toBeGreaterThan(10);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('of the description is judged without an exception', () => {
    const paths = everyPath(tinyDocument().json);
    fc.assert(
      fc.property(fc.nat(paths.length - 1), fc.jsonValue(), (which, value) => {
        const document = tinyDocument();
        setAt(document.json, paths[which]!, value);
        const check = checkAvatarFile(packVrm(document));
        if (!check.ok) expect(check.message).toMatch(/\.$/);
      }),
      { numRuns: 600 },
    );
  });
});

type Path = readonly (string | number)[];

const everyPath = (value: unknown, at: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [at];
  return [
    ...(at.length > 0 ? [at] : []),
    ...Object.entries(value).flatMap(([key, child]) => everyPath(child, [...at, key])),
  ];
};

const setAt = (root: Record<string | number, unknown>, path: Path, value: unknown): void => {
  let target = root;
  for (const key of path.slice(0, -1)) target = target[key] as typeof root;
  target[path.at(-1)!] = value;
};
