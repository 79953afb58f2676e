import type { Settings } from '@shared/settings';
import { PLAIN_ORBIT } from '@shared/settings/scene';
import type { Host } from '../host';

/**
 * The host as the second Stage window sees it: `outputs.window2` in the place of `stage`, and a camera that nobody has turned. What is made
 * of a Stage's pictures (streams, recordings) is made of the first Stage's alone.
 */
export const asSecondStage = (host: Host): Host => ({
  ...host,
  get connection() {
    return host.connection;
  },
  api: {
    ...host.api,
    getSettings: async () => secondStageSettings(await host.api.getSettings()),
    // A Stage stores how it is turned by hand; that is the first one's.
    updateSettings: async () => secondStageSettings(await host.api.getSettings()),
  },
  onSettings: (listener) => host.onSettings((settings) => listener(secondStageSettings(settings))),
  onOutputSwitched: () => () => undefined,
});

export const secondStageSettings = (settings: Settings): Settings => {
  const { stage, scene, outputs } = settings;
  const { width, height, shot, background, colour } = outputs.window2;
  return {
    ...settings,
    stage: { ...stage, width, height, shot, background, colour },
    scene: { ...scene, camera: { ...scene.camera, orbit: PLAIN_ORBIT } },
    outputs: {
      ...outputs,
      obsStream: { ...outputs.obsStream, on: false },
      virtualCamera: { ...outputs.virtualCamera, on: false },
    },
  };
};
