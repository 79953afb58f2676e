import type { ObsState } from '@shared/obs';
import type { OBSWebSocket } from 'obs-websocket-js/json';

/** What OBS does at the moment. */
export type ObsReading = Pick<ObsState, 'streaming' | 'recording' | 'virtualCamera' | 'scene' | 'scenes'>;

export const IDLE_READING: ObsReading = {
  streaming: false,
  recording: false,
  virtualCamera: undefined,
  scene: undefined,
  scenes: [],
};

/** Follows what a connected OBS does, from now on until it is gone. */
export const watchObs = async (
  obs: OBSWebSocket,
  onReading: (reading: Partial<ObsReading>) => void,
): Promise<void> => {
  obs.on('StreamStateChanged', ({ outputActive }) => onReading({ streaming: outputActive }));
  obs.on('RecordStateChanged', ({ outputActive }) => onReading({ recording: outputActive }));
  obs.on('VirtualcamStateChanged', ({ outputActive }) => onReading({ virtualCamera: outputActive }));
  obs.on('CurrentProgramSceneChanged', ({ sceneName }) => onReading({ scene: sceneName }));
  obs.on('SceneListChanged', ({ scenes }) => onReading({ scenes: namesOf(scenes) }));
  // Renamed, or another collection: asked for anew, as the event of the list does not always come.
  const readScenes = async (): Promise<void> => {
    const { scenes, currentProgramSceneName } = await obs.call('GetSceneList');
    onReading({ scenes: namesOf(scenes), scene: currentProgramSceneName });
  };
  const readScenesAgain = (): void => void readScenes().catch(() => {});
  obs.on('SceneNameChanged', readScenesAgain);
  obs.on('CurrentSceneCollectionChanged', readScenesAgain);

  await readScenes();
  const [stream, record, camera] = await Promise.allSettled([
    obs.call('GetStreamStatus'),
    obs.call('GetRecordStatus'),
    obs.call('GetVirtualCamStatus'),
  ]);
  onReading({
    streaming: stream.status === 'fulfilled' && stream.value.outputActive,
    recording: record.status === 'fulfilled' && record.value.outputActive,
    virtualCamera: camera.status === 'fulfilled' ? camera.value.outputActive : undefined,
  });
};

/** OBS lists the lowest scene first. */
const namesOf = (scenes: readonly Record<string, unknown>[]): string[] =>
  scenes.map(({ sceneName }) => String(sceneName)).reverse();
