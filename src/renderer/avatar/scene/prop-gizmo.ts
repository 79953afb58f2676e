import type { SceneProp } from '@shared/settings/scene';
import { MathUtils, type Object3D, type PerspectiveCamera, type Scene } from 'three';
import { TransformControls } from 'three/examples/jsm/controls/TransformControls.js';

/** A prop that is placed by hand, and what dragging does to it. */
export interface GizmoWish {
  prop: string;
  mode: 'move' | 'turn' | 'size';
}

export type PropPlacement = Pick<SceneProp, 'position' | 'rotation' | 'size'>;

export interface PropGizmoOptions {
  scene: Scene;
  camera: PerspectiveCamera;
  canvas: HTMLCanvasElement;
  /** The prop's object while it hangs on the avatar. */
  objectOf(prop: string): Object3D | undefined;
  /** While dragged, and once more at its end. */
  onPlace(prop: string, placement: PropPlacement, moment: 'dragging' | 'done'): void;
}

/** Arrows, rings or boxes around a prop, to be dragged. */
export interface PropGizmo {
  /** The prop that is dragged, or was just now: settings that come back are older than what is seen. */
  readonly held: string | undefined;
  set(wish: GizmoWish): void;
  /** Before each picture: props come, go and change their avatar. */
  step(): void;
  close(): void;
}

const MODES = { move: 'translate', turn: 'rotate', size: 'scale' } as const;
/** Stored settings come back within this time, milliseconds. */
const ECHO = 700;
/** Bounds of the settings. */
const FARTHEST = 5;
const SMALLEST = 0.01;
const LARGEST = 5;

export const createPropGizmo = (options: PropGizmoOptions): PropGizmo => {
  const { scene, camera, canvas, objectOf, onPlace } = options;
  // The picture is fitted into its element: the pointer is where the picture is, not the element.
  const boxOf = canvas.getBoundingClientRect.bind(canvas);
  canvas.getBoundingClientRect = () => pictureRect(canvas, boxOf());
  const controls = new TransformControls(camera, canvas);
  const helper = controls.getHelper();
  controls.setSpace('local');
  controls.setSize(0.9);
  scene.add(helper);
  let wish: GizmoWish | undefined;
  let heldUntil = Number.NEGATIVE_INFINITY;
  let sizeBefore = 1;

  /** Props keep their shape: whichever box is dragged, all sides grow. */
  const keepShape = (object: Object3D): void => {
    const sides = object.scale.toArray();
    const dragged = sides.reduce((most, side) =>
      Math.abs(side - sizeBefore) > Math.abs(most - sizeBefore) ? side : most,
    );
    object.scale.setScalar(MathUtils.clamp(Math.abs(dragged), SMALLEST, LARGEST));
  };

  const place = (moment: 'dragging' | 'done'): void => {
    const { object } = controls;
    if (wish !== undefined && object !== undefined) onPlace(wish.prop, placementOf(object), moment);
  };

  const onChange = (): void => {
    if (wish?.mode === 'size' && controls.object !== undefined) keepShape(controls.object);
    place('dragging');
  };
  const onDragging = ({ value }: { value: unknown }): void => {
    heldUntil = value === true ? Number.POSITIVE_INFINITY : performance.now() + ECHO;
    if (value === true) sizeBefore = controls.object?.scale.x ?? 1;
    else place('done');
  };
  /** A drag on the gizmo turns no camera. */
  const onDown = (event: PointerEvent): void => {
    if (controls.axis !== null) event.stopPropagation();
  };

  controls.addEventListener('objectChange', onChange);
  controls.addEventListener('dragging-changed', onDragging);
  canvas.addEventListener('pointerdown', onDown);

  return {
    get held() {
      return performance.now() < heldUntil ? wish?.prop : undefined;
    },
    set: (next) => {
      wish = next;
      controls.setMode(MODES[next.mode]);
    },
    step: () => {
      const object = wish === undefined ? undefined : objectOf(wish.prop);
      if (object === controls.object) return;
      if (object === undefined) controls.detach();
      else controls.attach(object);
    },
    close: () => {
      canvas.removeEventListener('pointerdown', onDown);
      controls.detach();
      helper.removeFromParent();
      controls.dispose();
      canvas.getBoundingClientRect = boxOf;
    },
  };
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const placementOf = ({ position, rotation, scale }: Object3D): PropPlacement => {
  const metres = (value: number): number => rounded(MathUtils.clamp(value, -FARTHEST, FARTHEST), 4);
  const degrees = (radians: number): number => rounded(MathUtils.radToDeg(radians), 2);
  return {
    position: [metres(position.x), metres(position.y), metres(position.z)],
    rotation: [degrees(rotation.x), degrees(rotation.y), degrees(rotation.z)],
    size: rounded(MathUtils.clamp(scale.x, SMALLEST, LARGEST), 4),
  };
};

/** Where the picture lies in an element with `object-fit: contain`. */
const pictureRect = (canvas: HTMLCanvasElement, box: DOMRect): DOMRect => {
  const scale = Math.min(box.width / canvas.width, box.height / canvas.height);
  const [width, height] = [canvas.width * scale, canvas.height * scale];
  return new DOMRect(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height);
};
