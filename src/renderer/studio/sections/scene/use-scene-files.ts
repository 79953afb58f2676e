import type { SceneFile, SceneFileKind, SceneFiles } from '@shared/api';
import { useCallback, useEffect, useState } from 'react';
import { sentenceOf } from '../../answers';
import { useActions } from '../../context';

/** The user's own files of the scene, and what happens to them. */
export interface SceneFileList {
  files: SceneFile[];
  /** 0..1 while a file is being stored. */
  share: number | undefined;
  /** Why the last file was not taken; empty where the host did not say. */
  refusal: string | undefined;
  dismiss(): void;
  add(file: File, then: (stored: SceneFile) => void): Promise<void>;
  remove(name: string): Promise<void>;
}

const NONE: SceneFiles = { backgrounds: [], props: [] };

export const useSceneFiles = (kind: SceneFileKind): SceneFileList => {
  const { listSceneFiles, addSceneFile, removeSceneFile } = useActions();
  const [files, setFiles] = useState<SceneFiles>(NONE);
  const [share, setShare] = useState<number>();
  const [refusal, setRefusal] = useState<string>();
  const refresh = useCallback(
    () =>
      listSceneFiles().then(setFiles, () => {
        // A host that has gone is told of elsewhere.
      }),
    [listSceneFiles],
  );
  useEffect(() => void refresh(), [refresh]);
  return {
    files: files[kind],
    share,
    refusal,
    dismiss: () => setRefusal(undefined),
    add: async (file, then) => {
      setRefusal(undefined);
      setShare(0);
      try {
        then(await addSceneFile(kind, file, setShare));
        await refresh();
      } catch (error) {
        setRefusal(sentenceOf(error));
      } finally {
        setShare(undefined);
      }
    },
    remove: async (name) => {
      try {
        setFiles(await removeSceneFile(kind, name));
      } catch (error) {
        setRefusal(sentenceOf(error));
      }
    },
  };
};
