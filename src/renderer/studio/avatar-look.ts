import type { SourceStatus } from '@shared/channel';
import type { RestPose } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import type { GizmoWish, PropGizmoOptions } from '../avatar/scene/prop-gizmo';
import type { WindowChannel } from '../channel';
import type { Host } from '../host';
import type { SourcePipelineDeps } from '../pipeline';
import type { StageLook } from '../stage/stage-options';
import type { StagePage } from '../stage/stage-page';
import { rendersInSoftware } from './software-rendering';

/** The avatar in Studio's own middle: what the Stage shows, for the user's eyes alone. */
export interface AvatarLook {
  /** What the pipeline of this page tells, as it tells a Stage. */
  readonly stage: NonNullable<SourcePipelineDeps['stage']>;
  /** Loads the drawing code and shows the avatar inside of `place`. @returns takes it away again */
  open(place: HTMLElement, events: AvatarLookEvents): () => void;
  /** Lets the user place a prop by hand in the picture; undefined takes the gizmo away. */
  setGizmo(wish: GizmoWish | undefined, onPlace: PropGizmoOptions['onPlace']): void;
}

export interface AvatarLookEvents {
  onShown(): void;
  /** Nothing can be shown, and why, in a sentence for the user. */
  onNotice(message: string | undefined): void;
  /** The chosen avatar could not be shown; the one before stays. */
  onAvatarError(id: string, message: string): void;
  /** How far the chosen avatar is on its way, 0..1; 1 when it is shown. */
  onAvatarProgress(id: string, share: number): void;
  /** Names of the expressions in the shown avatar's file. */
  onExpressions(names: readonly string[]): void;
}

/** On a real GPU the picture costs next to nothing; where the CPU draws, tracking and the Stage need it more. */
const HARDWARE: StageLook = { maxFrameRate: 30, maxHeight: 1080, antialias: true };
const SOFTWARE: StageLook = { maxFrameRate: 10, maxHeight: 360, antialias: false };

export const createAvatarLook = (host: Host, channel: WindowChannel): AvatarLook => {
  const restListeners = new Set<(rest: RestPose) => void>();
  let page: StagePage | undefined;
  let source: SourceStatus | undefined;
  let sourceStarted = (): void => undefined;
  let showGizmo = (): void => undefined;

  const tellRest = (rest: RestPose): void => {
    for (const listener of restListeners) listener(rest);
  };

  /** The look hears what every Stage hears, and tells nothing but the avatar's rest pose. */
  const quiet = (events: AvatarLookEvents): WindowChannel => ({
    ...channel,
    post: (message) => {
      if (message.type === 'avatar-error') events.onAvatarError(message.id, message.message);
      if (message.type === 'avatar-progress') events.onAvatarProgress(message.id, message.share);
      if (message.type === 'avatar-expressions') events.onExpressions(message.names);
    },
  });

  /** Where the CPU draws, a second avatar would hold up by many seconds what moves the first. */
  const trackingStarts = (): Promise<void> =>
    new Promise((resolve) => {
      sourceStarted = resolve;
      setTimeout(resolve, TRACKING_STARTS_WITHIN);
    });

  return {
    stage: {
      push: (frame: MotionFrame) => page?.push(frame),
      followSource: (status) => {
        source = status;
        if (status.state !== 'starting') sourceStarted();
        page?.followSource(status);
      },
      setSurroundings: (surroundings) => page?.setSurroundings(surroundings),
      onRest: (listener) => {
        restListeners.add(listener);
        return () => restListeners.delete(listener);
      },
    },
    setGizmo: (wish, onPlace) => {
      showGizmo = () => page?.view.setGizmo(wish, onPlace);
      showGizmo();
    },
    open: (place, events) => {
      let closed = false;
      let mine: StagePage | undefined;
      const canvas = document.createElement('canvas');
      canvas.className = 'k-avatar-canvas';
      place.replaceChildren(canvas);

      const show = async (): Promise<void> => {
        // A first WebGL context can hold a page up for seconds: Studio itself is seen before.
        await nextPaint();
        const software = rendersInSoftware();
        if (software && (source === undefined || source.state === 'starting')) await trackingStarts();
        const { openStagePage } = await import('../stage/stage-page');
        if (closed) return;
        const opened = await openStagePage({
          host,
          channel: quiet(events),
          canvas,
          search: '',
          onNotice: events.onNotice,
          look: software ? SOFTWARE : HARDWARE,
        });
        if (closed) return opened.close();
        mine = opened;
        page = opened;
        if (source !== undefined) opened.followSource(source);
        showGizmo();
        opened.onRest((rest) => {
          tellRest(rest);
          events.onShown();
        });
      };
      show().catch((error: unknown) => {
        if (!closed) events.onNotice(error instanceof Error ? error.message : String(error));
      });

      return () => {
        closed = true;
        if (page === mine) page = undefined;
        mine?.close();
        place.replaceChildren();
      };
    },
  };
};

/** A camera that is long in coming does not keep the avatar away for ever, milliseconds. */
const TRACKING_STARTS_WITHIN = 15_000;
/** A hidden page paints nothing; it waits no longer than this, milliseconds. */
const PAINT_WITHIN = 3000;

/** Resolves when what the page shows now has been painted. */
const nextPaint = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, PAINT_WITHIN);
  });
