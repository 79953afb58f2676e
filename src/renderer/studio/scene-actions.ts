import type { SceneFile, SceneFileKind, SceneFiles } from '@shared/api';
import type { GizmoWish, PropGizmoOptions } from '../avatar/scene/prop-gizmo';
import type { StudioDeps } from './deps';
import { createScreenLight } from './screen-light';
import type { SettingsActions } from './settings-actions';
import type { StudioStore } from './store';
import { storedName } from './upload';

export interface SceneActions {
  listSceneFiles(): Promise<SceneFiles>;
  /** @returns the file under the name that the host gave it. @throws UploadRefused with the host's sentence. */
  addSceneFile(kind: SceneFileKind, file: File, onProgress: (share: number) => void): Promise<SceneFile>;
  removeSceneFile(kind: SceneFileKind, name: string): Promise<SceneFiles>;
  /** Shows a gizmo at a prop in Studio's picture of the avatar; undefined takes it away. */
  handleProp(wish: GizmoWish | undefined): void;
  /** Asks for a screen or window whose colour the lights take on. */
  watchScreen(): void;
  unwatchScreen(): void;
}

export interface SceneActionsOptions {
  store: StudioStore;
  deps: StudioDeps;
  change: SettingsActions['change'];
}

export const createSceneActions = ({
  store,
  deps: { host, channel, putFile, avatarLook },
  change,
}: SceneActionsOptions): SceneActions => {
  const place: PropGizmoOptions['onPlace'] = (id, placement, moment) => {
    const { props } = store.getState().settings.scene;
    const next = props.map((prop) => (prop.id === id ? { ...prop, ...placement } : prop));
    change({ scene: { props: next } }, moment === 'done' ? 'now' : 'gentle');
  };

  const screen = createScreenLight({
    tell: (surroundings) => {
      avatarLook.stage?.setSurroundings(surroundings);
      channel.post({ type: 'surroundings', surroundings });
    },
    onState: (screenLight) => store.setState({ screenLight }),
  });

  // Undone, or a preset applied: nothing is looked at that lights nothing.
  store.subscribe(({ screenLight, settings }) => {
    if (screenLight === 'on' && settings.scene.lights.colourFrom !== 'screen') screen.stop();
  });

  return {
    watchScreen: screen.start,
    unwatchScreen: screen.stop,
    handleProp: (gizmo) => {
      store.setState({ gizmo });
      avatarLook.setGizmo?.(gizmo, place);
    },
    listSceneFiles: () => host.api.listSceneFiles(),
    addSceneFile: async (kind, file, onProgress) => {
      const ending = /\.[^.]+$/.exec(file.name)?.[0].toLowerCase() ?? '';
      const name = `${storedName(file.name, 'file')}${ending}`;
      const answer = await putFile(`/user/${kind}/${encodeURIComponent(name)}`, file, { onProgress });
      return JSON.parse(answer) as SceneFile;
    },
    removeSceneFile: (kind, name) => host.api.removeSceneFile(kind, name),
  };
};
