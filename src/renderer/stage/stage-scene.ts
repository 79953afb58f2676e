import type { Settings } from '@shared/settings';
import { type Orbit, PLAIN_ORBIT } from '@shared/settings/scene';
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
  close(): void;
}

export const createStageScene = ({ host, view, ownShot }: StageSceneOptions): StageScene => {
  let orbit: Orbit = PLAIN_ORBIT;

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

  const unsubscribe = host.onCommand(({ command }) => {
    if (command.type === 'reset-physics') view.settle();
  });

  return {
    follow: ({ scene }, stage) => {
      view.setLook(scene);
      view.setBackground(backgroundOf(stage, scene.background));
      view.setShot(stage.shot);
      if (!control.busy && !ownShot) turn(scene.camera.orbit, 'move');
    },
    close: () => {
      control.close();
      unsubscribe();
    },
  };
};

/** The background of the settings; a kind whose file is not chosen yet is transparent. */
export const backgroundOf = (
  { background, colour }: Pick<StageOptions, 'background' | 'colour'>,
  scene: Settings['scene']['background'],
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
    default:
      return { kind: 'transparent' };
  }
};

const backgroundUrl = (file: string): string => `/user/backgrounds/${encodeURIComponent(file)}`;
