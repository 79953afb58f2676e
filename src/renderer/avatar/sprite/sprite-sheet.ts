import { type SpritePose, spritePose } from '@motion/sprite/sprite-pose';
import { createSpriteStates } from '@motion/sprite/sprite-state';
import type { VRM, VRMExpression } from '@pixiv/three-vrm';
import { type SpriteState, spritePictureOf } from '@shared/sprite-avatar';
import {
  Box3,
  DoubleSide,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  PlaneGeometry,
  type Texture,
  Vector3,
} from 'three';
import type { AvatarMeasures } from '../measure-avatar';
import type { SpritePicture } from './sprite-picture';
import type { Sprites } from './sprites';

/** The sheet that a sprite avatar's pictures are shown on, in the place of the file's own mesh. */
export interface SpriteSheet {
  /** Of the pictures, for the camera. @param skeleton as measured from the bones */
  measures(skeleton: AvatarMeasures): AvatarMeasures;
  /** Chooses the picture by the expressions that are set, and moves it. After the pose; allocates nothing. */
  update(deltaSeconds: number): void;
  readonly textures: readonly Texture[];
  dispose(): void;
}

/** The picture may be this much of its height wider than the camera's closest shots care for. */
const WIDEST = 0.46;
/** What is less opaque casts no shadow and hides nothing. */
const LEAST_ALPHA = 1 / 255;

export const createSpriteSheet = (vrm: VRM, { extension, pictures }: Sprites): SpriteSheet => {
  const place = hideMeshes(vrm.scene);
  const height = place.max.y - place.min.y;
  const middle = place.getCenter(new Vector3());
  const mesh = new Mesh(sheetGeometry(), sheetMaterial(pictures[0]!.texture));
  mesh.name = 'Sprites';
  mesh.frustumCulled = false;
  vrm.scene.add(mesh);

  const { moods, motion } = extension;
  const states = createSpriteStates(motion.talkAt);
  const expression = (name: string): VRMExpression | undefined =>
    vrm.expressionManager?.expressions.find((one) => one.expressionName === name);
  const vowels = ['aa', 'ih', 'ou', 'ee', 'oh'].flatMap((name) => expression(name) ?? []);
  const blink = expression('blink');
  const moodExpressions = moods.slice(1).map(({ name }) => expression(name));
  const moodWeights = new Float32Array(moodExpressions.length);
  const head = vrm.humanoid.getRawBoneNode('head')!;
  head.updateWorldMatrix(true, false);
  const restX = head.matrixWorld.elements[12]!;
  const restY = head.matrixWorld.elements[13]!;
  const restRoll = rollOf(head);
  const lean = { x: 0, y: 0, roll: 0 };
  const pose: SpritePose = { x: 0, y: 0, tilt: 0, scaleX: 1, scaleY: 1 };
  let shown: SpritePicture | undefined;
  let time = 0;

  const show = (mood: number, state: SpriteState): void => {
    const picture = pictures[spritePictureOf(moods[mood]!, state)]!;
    if (picture === shown) return;
    shown = picture;
    mesh.material.map = picture.texture;
    picture.restart();
  };

  show(0, 'idle');
  return {
    textures: pictures.map(({ texture }) => texture),
    measures: (skeleton) => ({
      ...skeleton,
      top: place.max.y,
      bottom: place.min.y,
      headX: middle.x,
      headZ: middle.z,
      headWidth: Math.min(place.max.x - place.min.x, WIDEST),
    }),
    update: (deltaSeconds) => {
      const elapsed = Math.max(0, deltaSeconds * 1000);
      time += elapsed;
      let mouth = 0;
      for (let i = 0; i < vowels.length; i++) mouth += vowels[i]!.weight;
      for (let i = 0; i < moodWeights.length; i++) moodWeights[i] = moodExpressions[i]?.weight ?? 0;
      states.step(mouth, blink?.weight ?? 0, moodWeights, elapsed);
      show(states.mood, states.state);
      shown!.step(elapsed);
      const { elements } = head.matrixWorld;
      lean.x = (elements[12]! - restX) / height;
      lean.y = (elements[13]! - restY) / height;
      lean.roll = rollOf(head) - restRoll;
      spritePose(motion, time, states.sinceTalk, lean, pose);
      mesh.position.set(middle.x + pose.x * height, place.min.y + pose.y * height, middle.z);
      mesh.rotation.z = pose.tilt;
      mesh.scale.set(height * shown!.aspect * pose.scaleX, height * pose.scaleY, 1);
    },
    dispose: () => {
      for (const picture of pictures) picture.dispose();
      mesh.geometry.dispose();
      mesh.material.dispose();
    },
  };
};

/** What the file shows in other programs goes; where it was the pictures are hung. */
const hideMeshes = (scene: Object3D): Box3 => {
  const place = new Box3();
  const box = new Box3();
  scene.traverse((object) => {
    if (!(object as Mesh).isMesh) return;
    const { geometry } = object as Mesh;
    geometry.computeBoundingBox();
    place.union(box.copy(geometry.boundingBox!));
    object.visible = false;
  });
  return place;
};

/** Roll of a bone about the line of sight, radians. */
const rollOf = ({ matrixWorld: { elements } }: Object3D): number => Math.atan2(elements[1]!, elements[0]!);

/** A square of side 1 over the middle of its lower edge; pictures lie in memory with their first row on top. */
const sheetGeometry = (): PlaneGeometry => {
  const geometry = new PlaneGeometry(1, 1).translate(0, 0.5, 0);
  const uv = geometry.getAttribute('uv');
  for (let i = 0; i < uv.count; i++) uv.setY(i, 1 - uv.getY(i));
  return geometry;
};

/**
 * Shows a picture's own colours whatever the light. Pixels are premultiplied, or filtering would draw the colour of what is
 * transparent into every edge; they are divided again before they become light.
 */
const sheetMaterial = (map: Texture): MeshBasicMaterial => {
  const material = new MeshBasicMaterial({
    map,
    transparent: true,
    alphaTest: LEAST_ALPHA,
    side: DoubleSide,
    toneMapped: false,
  });
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace('#include <map_fragment>', STRAIGHT_COLOUR);
  };
  return material;
};

const STRAIGHT_COLOUR = `
  vec4 premultiplied = texture2D( map, vMapUv );
  vec3 straight = premultiplied.rgb / max( premultiplied.a, 0.001 );
  diffuseColor *= vec4( sRGBTransferEOTF( vec4( straight, 1.0 ) ).rgb, premultiplied.a );
`;
