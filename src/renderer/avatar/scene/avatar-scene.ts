import type { Orbit, SceneProp, SceneSettings } from '@shared/settings/scene';
import type { SurroundingsOf } from '@shared/surroundings';
import { Color, PerspectiveCamera, Scene, SRGBColorSpace, Vector3, type WebGLRenderer } from 'three';
import type { AvatarBody } from '../avatar-body';
import type { Shot } from '../camera-shot';
import { fetchBytes } from '../fetch-bytes';
import { type Background, createBackdrop } from './backdrop';
import { createCameraRig } from './camera-rig';
import { createEffectsSwitch } from './effects-switch';
import { createGizmoSwitch } from './gizmo-switch';
import { createGroundShadow } from './ground-shadow';
import { createLightRig } from './light-rig';
import type { GizmoWish, PropGizmoOptions } from './prop-gizmo';
import { createProps } from './props';

/** What of the settings' scene the view itself follows; backgrounds come as a {@link Background}. */
export type SceneLook = Omit<SceneSettings, 'background'>;

export interface AvatarSceneOptions {
  renderer: WebGLRenderer;
  width: number;
  height: number;
  /** Samples a pixel; 0 = no anti-aliasing. */
  samples: number;
  /** A background or a prop could not be shown: a sentence for the user. */
  onFault(message: string): void;
}

/** What an avatar stands in: camera, light, background, effects, and the things that it carries. */
export interface AvatarScene {
  readonly scene: Scene;
  readonly camera: PerspectiveCamera;
  setLook(look: SceneLook): void;
  setBackground(background: Background): void;
  /** Colour of the room or the screen, red, green, blue, 0..255, for lights that take it on; undefined where it is not known. */
  setSurroundings(of: SurroundingsOf, colour: readonly [number, number, number] | undefined): void;
  setShot(shot: Shot): void;
  setOrbit(orbit: Orbit, how?: 'move' | 'cut'): void;
  /** Position, rotation (x, y, z, w), vertical field of view in degrees; undefined = where the shot has it. */
  setCamera(camera: readonly number[] | undefined): void;
  setSize(width: number, height: number): void;
  setRenderer(renderer: WebGLRenderer, samples: number): void;
  /** Lets the user place a prop by hand on `canvas`, or no more. */
  setGizmo(
    wish: GizmoWish | undefined,
    canvas: HTMLCanvasElement,
    onPlace: PropGizmoOptions['onPlace'],
  ): void;
  /** Another avatar; undefined takes the one before away. */
  setBody(body: AvatarBody | undefined): void;
  /** Moves camera, wind and avatar on by `deltaSeconds` and draws. */
  render(deltaSeconds: number): void;
  dispose(): void;
}

export const createAvatarScene = (options: AvatarSceneOptions): AvatarScene => {
  const scene = new Scene();
  const camera = new PerspectiveCamera(24, 1, 0.05, 100);
  const rig = createCameraRig();
  const lights = createLightRig(scene);
  const backdrop = createBackdrop(scene);
  const shadow = createGroundShadow(scene, lights.key, options.renderer);
  const effects = createEffectsSwitch(scene, camera, options);
  const props = createProps({
    held: () => gizmo.held,
    fetchFile: (file) => fetchBytes(`/user/props/${encodeURIComponent(file)}`),
    onError: (prop: SceneProp, message) => options.onFault(`${prop.name}: ${message}`),
  });
  const gizmo = createGizmoSwitch({ scene, camera, objectOf: props.objectOf });
  const head = new Vector3();
  const tint = new Color();
  const surroundings = new Map<SurroundingsOf, Color>();
  let renderer = options.renderer;
  let background: Background = { kind: 'transparent' };
  let look: SceneLook | undefined;
  let body: AvatarBody | undefined;
  let time = 0;
  let ownCamera: readonly number[] | undefined;

  const placeOwnCamera = ([x, y, z, qx, qy, qz, qw, fov]: readonly number[]): void => {
    camera.position.set(x!, y!, z!);
    camera.quaternion.set(qx!, qy!, qz!, qw!).normalize();
    camera.fov = fov!;
    camera.near = 0.05;
    camera.far = 100;
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
  };

  const clear = (): void => {
    if (background.kind === 'colour') renderer.setClearColor(background.colour, 1);
    else renderer.setClearColor(0x000000, 0);
  };

  const light = (): void => {
    if (!look) return;
    const { colourFrom } = look.lights;
    const behind = background.kind === 'colour' ? tint.set(background.colour) : backdrop.tint;
    lights.set(look.lights, colourFrom === 'background' ? behind : surroundings.get(colourFrom));
  };

  const dress = (): void => {
    if (!look || !body) return;
    body.materials.setRim(look.lights.rim);
    body.materials.setOutlineWidth(look.outlineWidth);
    body.forces.set(look.physics);
  };

  clear();
  return {
    scene,
    camera,
    setLook: (next) => {
      look = next;
      rig.setMoveSeconds(next.camera.moveSeconds);
      rig.setFollow(next.camera.follow);
      light();
      dress();
      shadow.set(next.groundShadow);
      effects.set(next.effects);
      props.set(next.props);
    },
    setBackground: (next) => {
      if (sameBackground(next, background)) return;
      background = next;
      clear();
      backdrop
        .set(next)
        .catch((error: Error) => options.onFault(error.message))
        .finally(light);
    },
    setSurroundings: (of, colour) => {
      if (colour === undefined) surroundings.delete(of);
      else {
        const [red, green, blue] = colour;
        const known = surroundings.get(of) ?? new Color();
        surroundings.set(of, known.setRGB(red / 255, green / 255, blue / 255, SRGBColorSpace));
      }
      if (look?.lights.colourFrom === of) light();
    },
    setShot: rig.setShot,
    setOrbit: rig.setOrbit,
    setCamera: (next) => {
      ownCamera = next;
    },
    setSize: (width, height) => {
      rig.setAspect(width / height);
      backdrop.setAspect(width / height);
      effects.setSize(width, height);
    },
    setRenderer: (next, samples) => {
      renderer = next;
      clear();
      shadow.setRenderer(next);
      effects.setRenderer(next, samples);
    },
    setGizmo: gizmo.set,
    setBody: (next) => {
      props.setAvatar(next?.vrm);
      body = next;
      if (!next) return;
      const { measures } = next;
      scene.add(next.vrm.scene);
      rig.setMeasures(measures);
      lights.aim(head.set(measures.headX, (measures.top + measures.bottom) / 2, measures.headZ));
      shadow.setAvatar(next.vrm.scene, measures);
      dress();
    },
    render: (deltaSeconds) => {
      time += deltaSeconds;
      body?.forces.step(time);
      body?.update(deltaSeconds);
      rig.step(camera, deltaSeconds, body?.headPosition(head));
      if (ownCamera !== undefined) placeOwnCamera(ownCamera);
      gizmo.step();
      effects.render(deltaSeconds);
    },
    dispose: () => {
      effects.dispose();
      gizmo.close();
      props.dispose();
      backdrop.dispose();
      shadow.dispose();
    },
  };
};

const sameBackground = (a: Background, b: Background): boolean => JSON.stringify(a) === JSON.stringify(b);
