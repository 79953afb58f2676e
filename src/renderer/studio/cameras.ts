import type { CameraChoice, StudioStore } from './store';

export interface CameraAccess {
  list(): Promise<CameraChoice[]>;
  /** Calls back when one is plugged in or out. @returns unsubscribes */
  onChange(listener: () => void): () => void;
}

/**
 * Keeps the list of cameras: now, when one comes or goes, and when the source begins to run, as browsers tell the labels
 * only after the user has allowed a camera.
 *
 * @returns a function that ends it.
 */
export const followCameras = (store: StudioStore, cameras: CameraAccess): (() => void) => {
  let ended = false;
  const list = () => {
    cameras.list().then(
      (found) => {
        if (!ended) store.setState({ cameras: found });
      },
      () => undefined,
    );
  };
  list();
  const stopListening = cameras.onChange(list);
  const stopFollowing = store.subscribe((state, before) => {
    if (state.source?.state === 'running' && before.source?.state !== 'running') list();
  });
  return () => {
    ended = true;
    stopListening();
    stopFollowing();
  };
};
