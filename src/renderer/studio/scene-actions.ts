import type { SceneFile, SceneFileKind, SceneFiles } from '@shared/api';
import type { StudioDeps } from './deps';
import { storedName } from './upload';

export interface SceneActions {
  listSceneFiles(): Promise<SceneFiles>;
  /** @returns the file under the name that the host gave it. @throws UploadRefused with the host's sentence. */
  addSceneFile(kind: SceneFileKind, file: File, onProgress: (share: number) => void): Promise<SceneFile>;
  removeSceneFile(kind: SceneFileKind, name: string): Promise<SceneFiles>;
}

export const createSceneActions = ({ host, putFile }: StudioDeps): SceneActions => ({
  listSceneFiles: () => host.api.listSceneFiles(),
  addSceneFile: async (kind, file, onProgress) => {
    const ending = /\.[^.]+$/.exec(file.name)?.[0].toLowerCase() ?? '';
    const name = `${storedName(file.name, 'file')}${ending}`;
    const answer = await putFile(`/user/${kind}/${encodeURIComponent(name)}`, file, { onProgress });
    return JSON.parse(answer) as SceneFile;
  },
  removeSceneFile: (kind, name) => host.api.removeSceneFile(kind, name),
});
