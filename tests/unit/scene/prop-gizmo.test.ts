import { Group, type Object3D, PerspectiveCamera, Scene } from 'three';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPropGizmo, type PropPlacement } from '../../../src/renderer/avatar/scene/prop-gizmo';

/** A canvas of 200 pixels a side in a box that is twice as wide: the picture is in its middle. */
const createCanvas = () =>
  Object.assign(new EventTarget(), {
    width: 200,
    height: 200,
    style: {},
    ownerDocument: { pointerLockElement: null },
    setPointerCapture: () => undefined,
    releasePointerCapture: () => undefined,
    getBoundingClientRect: () => ({ x: 0, y: 0, width: 400, height: 200 }),
  }) as unknown as HTMLCanvasElement;

beforeEach(() => {
  vi.stubGlobal('document', { pointerLockElement: null });
  vi.stubGlobal(
    'DOMRect',
    class {
      constructor(
        readonly left: number,
        readonly top: number,
        readonly width: number,
        readonly height: number,
      ) {}
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

const createFixture = (mode: 'move' | 'turn' | 'size') => {
  const canvas = createCanvas();
  const scene = new Scene();
  const camera = new PerspectiveCamera(30, 1, 0.1, 10);
  camera.position.z = 3;
  camera.updateMatrixWorld();
  const prop = new Group();
  prop.scale.setScalar(0.2);
  scene.add(prop);
  let shown: Object3D | undefined = prop;
  const placed: (PropPlacement & { moment: string })[] = [];
  const gizmo = createPropGizmo({
    scene,
    camera,
    canvas,
    objectOf: () => shown,
    onPlace: (_id, placement, moment) => placed.push({ ...placement, moment }),
  });
  gizmo.set({ prop: 'hat', mode });
  const draw = (): void => {
    gizmo.step();
    scene.updateMatrixWorld(true);
  };
  draw();
  const point = (type: string, clientX: number, clientY: number): void => {
    const event = new Event(type);
    const button = type === 'pointermove' ? -1 : 0;
    Object.assign(event, { clientX, clientY, button, pointerType: 'mouse', pointerId: 1 });
    canvas.dispatchEvent(event);
    draw();
  };
  return {
    gizmo,
    scene,
    prop,
    placed,
    hide: () => {
      shown = undefined;
      draw();
    },
    drag: (from: [number, number], to: [number, number]): void => {
      point('pointermove', ...from);
      point('pointerdown', ...from);
      point('pointermove', ...to);
      point('pointerup', ...to);
    },
  };
};

/** Middle of the picture in its box. */
const [X, Y] = [200, 100];

it('moves a prop along the arrow that is dragged, where the picture is in its box', () => {
  const { drag, placed, gizmo } = createFixture('move');
  drag([X + 20, Y], [X + 50, Y]);
  expect(placed.at(-1)?.moment).toBe('done');
  // 30 of 200 pixels of a picture that is 2 × 3 m × tan 15° wide.
  expect(placed.at(-1)!.position[0]).toBeCloseTo((30 / 200) * 6 * Math.tan(Math.PI / 12), 2);
  expect(placed.at(-1)!.position.slice(1)).toEqual([0, 0]);
  expect(placed.at(-1)!.size).toBe(0.2);
  expect(gizmo.held).toBe('hat');
});

it('sizes a prop without changing its shape', () => {
  const { drag, placed, prop } = createFixture('size');
  drag([X + 20, Y], [X + 60, Y]);
  expect(placed.at(-1)!.size).toBeGreaterThan(0.25);
  expect(prop.scale.x).toBe(prop.scale.y);
  expect(prop.scale.x).toBe(prop.scale.z);
});

it('lets go of a prop that is gone, and leaves nothing in the scene', () => {
  const { drag, placed, hide, gizmo, scene } = createFixture('move');
  hide();
  drag([X + 20, Y], [X + 50, Y]);
  expect(placed).toEqual([]);
  gizmo.close();
  expect(scene.children).toHaveLength(1);
});
