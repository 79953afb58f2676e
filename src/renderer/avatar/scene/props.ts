import type { VRM } from '@pixiv/three-vrm';
import type { HumanoidBone } from '@shared/humanoid';
import type { SceneProp } from '@shared/settings/scene';
import { Euler, Group, type Object3D } from 'three';
import { vrmVersion } from '../rest-pose';
import { disposeProp, loadProp } from './load-prop';

/** The things that the avatar carries. */
export interface Props {
  set(props: readonly SceneProp[]): void;
  /** The prop's object while it is seen; undefined else. */
  objectOf(id: string): Object3D | undefined;
  /** Another avatar carries them from now on. */
  setAvatar(vrm: VRM | undefined): void;
  dispose(): void;
}

export interface PropsOptions {
  /** Bytes of a prop's file. */
  fetchFile(file: string): Promise<Uint8Array>;
  /** The prop that is placed by hand now: it stays where the hand has it. */
  held(): string | undefined;
  /** A prop could not be shown: a sentence for the user. */
  onError(prop: SceneProp, message: string): void;
}

interface Carried {
  prop: SceneProp;
  object: Object3D | undefined;
  gone: boolean;
}

const RADIANS = Math.PI / 180;
/** Where a bone that the avatar lacks would hang. */
const INSTEAD: Readonly<Partial<Record<HumanoidBone, HumanoidBone>>> = {
  upperChest: 'chest',
  chest: 'spine',
  neck: 'head',
  jaw: 'head',
  leftEye: 'head',
  rightEye: 'head',
  leftShoulder: 'leftUpperArm',
  rightShoulder: 'rightUpperArm',
  leftToes: 'leftFoot',
  rightToes: 'rightFoot',
};

export const createProps = ({ fetchFile, held, onError }: PropsOptions): Props => {
  const carried = new Map<string, Carried>();
  let avatar: VRM | undefined;

  const hang = ({ prop, object }: Carried): void => {
    if (!object) return;
    object.visible = prop.shown;
    if (prop.id !== held()) place(object, prop);
    const node = avatar && boneNode(avatar, prop.bone);
    if (!node) object.removeFromParent();
    else if (object.parent?.parent !== node) {
      // The normalised bone has VRM 1.0's axes whatever the mesh's own; a VRM 0's are turned by half a turn.
      const socket = new Group();
      if (vrmVersion(avatar!) === 0) socket.rotation.y = Math.PI;
      object.parent?.removeFromParent();
      socket.add(object);
      node.add(socket);
    }
  };

  const fetchInto = async (entry: Carried): Promise<void> => {
    try {
      const object = await loadProp(await fetchFile(entry.prop.file), entry.prop.file);
      if (entry.gone) return disposeProp(object);
      entry.object = object;
      hang(entry);
    } catch (error) {
      if (!entry.gone)
        onError(
          entry.prop,
          error instanceof Error ? error.message : 'The prop could not be shown. Choose another.',
        );
    }
  };

  const drop = (id: string, entry: Carried): void => {
    entry.gone = true;
    carried.delete(id);
    entry.object?.parent?.removeFromParent();
    if (entry.object) disposeProp(entry.object);
  };

  return {
    objectOf: (id) => {
      const object = carried.get(id)?.object;
      return object?.visible && object.parent ? object : undefined;
    },
    set: (props) => {
      const wanted = new Map(props.map((prop) => [prop.id, prop]));
      for (const [id, entry] of [...carried]) if (wanted.get(id)?.file !== entry.prop.file) drop(id, entry);
      for (const [id, prop] of wanted) {
        const known = carried.get(id);
        if (known) {
          known.prop = prop;
          hang(known);
        } else {
          const entry: Carried = { prop, object: undefined, gone: false };
          carried.set(id, entry);
          void fetchInto(entry);
        }
      }
    },
    setAvatar: (vrm) => {
      // Taken off before the former avatar is freed, or they would be freed with it.
      for (const { object } of carried.values()) {
        const socket = object?.parent;
        object?.removeFromParent();
        socket?.removeFromParent();
      }
      avatar = vrm;
      for (const entry of carried.values()) hang(entry);
    },
    dispose: () => {
      for (const [id, entry] of [...carried]) drop(id, entry);
    },
  };
};

const place = (object: Object3D, { size, position, rotation: [x, y, z] }: SceneProp): void => {
  object.scale.setScalar(size);
  object.position.fromArray(position);
  object.rotation.copy(new Euler(x * RADIANS, y * RADIANS, z * RADIANS));
};

const boneNode = (vrm: VRM, bone: HumanoidBone): Object3D | undefined => {
  for (let at: HumanoidBone | undefined = bone; at; at = INSTEAD[at]) {
    const node = vrm.humanoid.getNormalizedBoneNode(at);
    if (node) return node;
  }
  return vrm.humanoid.getNormalizedBoneNode('hips') ?? undefined;
};
