import type { Settings } from '@shared/settings';
import { type Orbit, PLAIN_ORBIT } from '@shared/settings/scene';
import { areSurroundings, averageColour, type Surroundings } from '@shared/surroundings';
import type { AvatarView, Background } from '../avatar/avatar-view';
import type { Host } from '../host';
import { createOrbitControl } from './orbit-control';
import type { StageOptions } from './stage-options';

export interface StageSceneOptions {
  host: Host;
  view: AvatarView;
  /** This Stage has a shot of its own: the turned picture of the settings is not for it. */
  ownShot: boolean;
}

/** Keeps the view's camera, light, background and props on the settings, and stores what the user turns by hand. */
export interface StageScene {
  follow(settings: Settings, stage: StageOptions): void;
  setSurroundings(surroundings: Surroundings): void;
  close(): void;
}

/** Colours that are told no more are gone after this, milliseconds. */
const FORGOTTEN_AFTER = 5000;

export const createStageScene = ({ host, view, ownShot }: StageSceneOptions): StageScene => {
  let orbit: Orbit = PLAIN_ORBIT;
  let followed: { settings: Settings; stage: StageOptions } | undefined;
  let room: readonly number[] | null = null;
  const silence = new Map<Surroundings['of'], ReturnType<typeof setTimeout>>();

  const turn = (next: Orbit, how: 'move' | 'cut'): void => {
    orbit = next;
    view.setOrbit(next, how);
  };

  const control = createOrbitControl({
    surface: view.canvas.parentElement ?? document.body,
    current: () => orbit,
    onTurn: (next) => turn(next, 'cut'),
    onStore: (next) => {
      if (!ownShot)
        void host.api.updateSettings({ scene: { camera: { orbit: next } } }).catch(() => undefined);
    },
  });

  const setBackground = (): void => {
    if (followed) view.setBackground(backgroundOf(followed.stage, followed.settings.scene.background, room));
  };

  const setSurroundings = (surroundings: Surroundings): void => {
    if (!areSurroundings(surroundings)) return;
    const { of, colours } = surroundings;
    clearTimeout(silence.get(of));
    // Whoever told them may be gone without a word.
    if (colours !== null)
      silence.set(
        of,
        setTimeout(() => setSurroundings({ of, colours: null }), FORGOTTEN_AFTER),
      );
    view.setSurroundings(of, colours === null ? undefined : averageColour(colours));
    if (of !== 'room') return;
    room = colours;
    setBackground();
  };

  const unsubscribe = host.onCommand(({ command }) => {
    if (command.type === 'reset-physics') view.settle();
  });

  return {
    setSurroundings,
    follow: (settings, stage) => {
      const { scene, capture } = settings;
      followed = { settings, stage };
      view.setLook(scene);
      // Panic closes the camera: its colours go at once.
      if (capture !== undefined && !capture.running && room !== null)
        setSurroundings({ of: 'room', colours: null });
      setBackground();
      view.setShot(stage.shot);
      if (!control.busy && !ownShot) turn(scene.camera.orbit, 'move');
    },
    close: () => {
      control.close();
      for (const timer of silence.values()) clearTimeout(timer);
      unsubscribe();
    },
  };
};

/** The background of the settings; a kind whose file is not chosen yet is transparent. */
export const backgroundOf = (
  { background, colour }: Pick<StageOptions, 'background' | 'colour'>,
  scene: Settings['scene']['background'],
  room: readonly number[] | null = null,
): Background => {
  switch (background) {
    case 'colour':
      return { kind: 'colour', colour };
    case 'gradient':
      return {
        kind: 'gradient',
        top: scene.gradientTop,
        bottom: scene.gradientBottom,
        angle: scene.gradientAngle,
      };
    case 'image':
      return scene.image === ''
        ? { kind: 'transparent' }
        : { kind: 'image', url: backgroundUrl(scene.image), blur: scene.blur };
    case 'video':
      return scene.video === ''
        ? { kind: 'transparent' }
        : { kind: 'video', url: backgroundUrl(scene.video) };
    case 'room':
      return room === null ? { kind: 'transparent' } : { kind: 'room', colours: room };
    default:
      return { kind: 'transparent' };
  }
};

const backgroundUrl = (file: string): string => `/user/backgrounds/${encodeURIComponent(file)}`;
