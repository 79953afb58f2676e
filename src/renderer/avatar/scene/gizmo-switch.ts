import type { GizmoWish, PropGizmo, PropGizmoOptions } from './prop-gizmo';

/** The gizmo where it is wanted: its code loads with the first wish, and no Stage ever pays for it. */
export interface GizmoSwitch {
  readonly held: string | undefined;
  set(wish: GizmoWish | undefined, canvas: HTMLCanvasElement, onPlace: PropGizmoOptions['onPlace']): void;
  step(): void;
  close(): void;
}

export const createGizmoSwitch = (
  options: Pick<PropGizmoOptions, 'scene' | 'camera' | 'objectOf'>,
): GizmoSwitch => {
  let gizmo: PropGizmo | undefined;
  let gizmoCanvas: HTMLCanvasElement | undefined;
  let turn = 0;

  const close = (): void => {
    turn += 1;
    gizmo?.close();
    gizmo = undefined;
  };

  const open = async (
    wish: GizmoWish,
    canvas: HTMLCanvasElement,
    onPlace: PropGizmoOptions['onPlace'],
  ): Promise<void> => {
    const own = ++turn;
    const { createPropGizmo } = await import('./prop-gizmo');
    if (own !== turn) return;
    gizmo = createPropGizmo({ ...options, canvas, onPlace });
    gizmoCanvas = canvas;
    gizmo.set(wish);
  };

  return {
    get held() {
      return gizmo?.held;
    },
    set: (wish, canvas, onPlace) => {
      if (wish !== undefined && gizmo !== undefined && canvas === gizmoCanvas) return gizmo.set(wish);
      close();
      // Without its code the fields in Studio still place the prop.
      if (wish !== undefined) open(wish, canvas, onPlace).catch(() => undefined);
    },
    step: () => gizmo?.step(),
    close,
  };
};
