import { type Orbit, PLAIN_ORBIT } from '@shared/settings/scene';

export interface OrbitControlOptions {
  /** Holds the canvas, which can be replaced by another. */
  surface: HTMLElement;
  /** The picture as it is now. */
  current(): Orbit;
  /** At each move of the pointer. */
  onTurn(orbit: Orbit): void;
  /** A few times a second, and at the end: to be stored. */
  onStore(orbit: Orbit): void;
}

/** Turns the picture by hand: drag to turn, Shift or the right button to move it, wheel to come nearer, double click to go back. */
export interface OrbitControl {
  /** The user is at it, or just was: what is stored elsewhere may be older. */
  readonly busy: boolean;
  close(): void;
}

const DEGREES_PER_PIXEL = 0.3;
const ZOOM_PER_PIXEL = 0.0012;
const STORE_EVERY = 200;
/** Stored settings come back within this time, milliseconds. */
const ECHO = 700;

export const createOrbitControl = ({
  surface,
  current,
  onTurn,
  onStore,
}: OrbitControlOptions): OrbitControl => {
  let dragging: number | undefined;
  let touched = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const turn = (orbit: Orbit): void => {
    touched = performance.now();
    onTurn(orbit);
    timer ??= setTimeout(() => {
      timer = undefined;
      onStore(current());
    }, STORE_EVERY);
  };

  const onDown = (event: PointerEvent): void => {
    if (!(event.target instanceof HTMLCanvasElement) || event.button === 1) return;
    dragging = event.pointerId;
    surface.setPointerCapture(event.pointerId);
  };

  const onMove = (event: PointerEvent): void => {
    if (dragging !== event.pointerId) return;
    const moves = event.shiftKey || (event.buttons & 2) !== 0;
    const height = Math.max(surface.clientHeight, 1);
    turn(
      moves
        ? movedBy(current(), event.movementX / height, -event.movementY / height)
        : turnedBy(current(), -event.movementX * DEGREES_PER_PIXEL, event.movementY * DEGREES_PER_PIXEL),
    );
  };

  const onUp = (event: PointerEvent): void => {
    if (dragging === event.pointerId) dragging = undefined;
  };

  const onWheel = (event: WheelEvent): void => {
    if (!(event.target instanceof HTMLCanvasElement)) return;
    event.preventDefault();
    turn(zoomedBy(current(), Math.exp(-event.deltaY * ZOOM_PER_PIXEL)));
  };

  const onDouble = (event: MouseEvent): void => {
    if (event.target instanceof HTMLCanvasElement) turn({ ...PLAIN_ORBIT });
  };

  const onMenu = (event: Event): void => {
    if (event.target instanceof HTMLCanvasElement) event.preventDefault();
  };

  surface.addEventListener('pointerdown', onDown);
  surface.addEventListener('pointermove', onMove);
  surface.addEventListener('pointerup', onUp);
  surface.addEventListener('pointercancel', onUp);
  surface.addEventListener('wheel', onWheel, { passive: false });
  surface.addEventListener('dblclick', onDouble);
  surface.addEventListener('contextmenu', onMenu);

  return {
    get busy() {
      return dragging !== undefined || performance.now() - touched < ECHO;
    },
    close: () => {
      clearTimeout(timer);
      surface.removeEventListener('pointerdown', onDown);
      surface.removeEventListener('pointermove', onMove);
      surface.removeEventListener('pointerup', onUp);
      surface.removeEventListener('pointercancel', onUp);
      surface.removeEventListener('wheel', onWheel);
      surface.removeEventListener('dblclick', onDouble);
      surface.removeEventListener('contextmenu', onMenu);
    },
  };
};

const between = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Turned by degrees, round and round sideways. */
export const turnedBy = (orbit: Orbit, yaw: number, pitch: number): Orbit => ({
  ...orbit,
  yaw: rounded(((((orbit.yaw + yaw + 180) % 360) + 360) % 360) - 180),
  pitch: rounded(between(orbit.pitch + pitch, -80, 80)),
});

/** Moved aside by shares of the picture's height. */
export const movedBy = (orbit: Orbit, x: number, y: number): Orbit => ({
  ...orbit,
  x: rounded(between(orbit.x + x / orbit.zoom, -2, 2)),
  y: rounded(between(orbit.y + y / orbit.zoom, -2, 2)),
});

export const zoomedBy = (orbit: Orbit, factor: number): Orbit => ({
  ...orbit,
  zoom: rounded(between(orbit.zoom * factor, 0.2, 5)),
});
