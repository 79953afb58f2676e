/** A binary glTF, read back as plain as the tests need it. */
export interface Glb {
  readonly json: GltfJson;
  /** Numbers of an accessor, sparse or not; normalised bytes as 0…1. */
  readonly read: (accessor: number) => number[];
}

interface Accessor {
  readonly bufferView?: number;
  readonly componentType: number;
  readonly normalized?: boolean;
  readonly count: number;
  readonly type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4' | 'MAT4';
  readonly sparse?: {
    readonly count: number;
    readonly indices: { readonly bufferView: number; readonly componentType: number };
    readonly values: { readonly bufferView: number };
  };
}

export interface Primitive {
  readonly attributes: Readonly<
    Record<'POSITION' | 'NORMAL' | 'TEXCOORD_0' | 'JOINTS_0' | 'WEIGHTS_0', number>
  >;
  readonly indices: number;
  readonly material: number;
  readonly targets?: readonly { readonly POSITION: number }[];
}

export interface Bind {
  readonly node: number;
  readonly index: number;
  readonly weight: number;
}

export interface Expression {
  readonly overrideBlink: string;
  readonly morphTargetBinds: readonly Bind[];
}

interface Spring {
  readonly name: string;
  readonly joints: readonly { readonly node: number; readonly hitRadius: number }[];
  readonly colliderGroups: readonly number[];
}

export interface GltfJson {
  readonly asset: { readonly extras?: Record<string, unknown> };
  readonly extensionsUsed: readonly string[];
  readonly extensionsRequired?: readonly string[];
  readonly nodes: readonly {
    readonly name: string;
    readonly mesh?: number;
    readonly children?: readonly number[];
    readonly translation?: readonly [number, number, number];
    readonly rotation?: unknown;
  }[];
  readonly meshes: readonly {
    readonly name: string;
    readonly primitives: readonly [Primitive, ...Primitive[]];
    readonly extras?: { readonly targetNames: readonly string[] };
  }[];
  readonly materials: readonly {
    readonly name: string;
    readonly extensions: { readonly VRMC_materials_mtoon: { readonly outlineWidthMode: string } };
  }[];
  readonly skins: readonly { readonly joints: readonly number[] }[];
  readonly accessors: readonly Accessor[];
  readonly bufferViews: readonly { readonly byteOffset: number; readonly byteLength: number }[];
  readonly images: readonly { readonly name: string; readonly bufferView: number }[];
  readonly extensions: {
    readonly VRMC_vrm: {
      readonly meta: Readonly<Record<string, unknown>> & { readonly thumbnailImage: number };
      readonly humanoid: { readonly humanBones: Readonly<Record<string, { readonly node: number }>> };
      readonly lookAt: { readonly type: string };
      readonly firstPerson: {
        readonly meshAnnotations: readonly { readonly node: number; readonly type: string }[];
      };
      readonly expressions: {
        readonly preset: Readonly<Record<string, Expression>>;
        readonly custom: Readonly<Record<string, Expression>>;
      };
    };
    readonly VRMC_springBone: {
      readonly springs: readonly Spring[];
      readonly colliders: readonly { readonly node: number }[];
      readonly colliderGroups: readonly { readonly colliders: readonly number[] }[];
    };
  };
}

const WIDTH = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 } as const;

export function readGlb(bytes: Uint8Array): Glb {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const jsonLength = view.getUint32(12, true);
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonLength))) as GltfJson;
  const start = 20 + jsonLength + 8;

  const numbers = (bufferView: number, componentType: number, count: number): number[] => {
    const at = start + json.bufferViews[bufferView]!.byteOffset;
    return Array.from({ length: count }, (_, i) => {
      if (componentType === 5126) return view.getFloat32(at + i * 4, true);
      if (componentType === 5123) return view.getUint16(at + i * 2, true);
      return view.getUint8(at + i);
    });
  };

  return {
    json,
    read: (index) => {
      const a = json.accessors[index]!;
      const width = WIDTH[a.type];
      const values =
        a.bufferView === undefined
          ? new Array<number>(a.count * width).fill(0)
          : numbers(a.bufferView, a.componentType, a.count * width);
      if (a.sparse) {
        const where = numbers(a.sparse.indices.bufferView, a.sparse.indices.componentType, a.sparse.count);
        const moved = numbers(a.sparse.values.bufferView, a.componentType, a.sparse.count * width);
        where.forEach((vertex, i) => {
          for (let k = 0; k < width; k++) values[vertex * width + k] = moved[i * width + k]!;
        });
      }
      return a.normalized ? values.map((x) => x / 255) : values;
    },
  };
}
