/** Studio with a host, a pipeline and cameras that live in the page; `window.studioPage` is the test's hand in it. */
import type { SettingsPatch } from '@shared/settings';
import { openWindowChannel } from '../../../src/renderer/channel';
import { mountStudio } from '../../../src/renderer/studio/mount';
import type { StudioActions } from '../../../src/renderer/studio/studio-actions';
import { startHotkeys } from '../../../src/renderer/triggers/hotkeys';
import { createFakeHost, type FakeHost } from './fake-host';
import { createFakePipeline, type FakePipeline } from './fake-pipeline';

export interface StudioPage {
  host: FakeHost;
  pipeline: FakePipeline;
  actions: StudioActions;
}

declare global {
  interface Window {
    studioPage: StudioPage;
  }
}

const CAMERAS = [
  { deviceId: 'a1', label: 'Logitech StreamCam' },
  { deviceId: 'b2', label: 'OBS Virtual Camera' },
];

const given = new URLSearchParams(location.search).get('settings');
const patch: SettingsPatch = given === null ? {} : (JSON.parse(given) as SettingsPatch);
const host = createFakeHost(patch);
const pipeline = createFakePipeline();
startHotkeys(host.host);

const EXPRESSIONS = ['happy', 'angry', 'sad', 'surprised', 'Stars', 'aa', 'blink', 'jawOpen'];

/** Stands for the avatar: what draws the real one is tested elsewhere. */
const drawnAvatar = (): HTMLCanvasElement => {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  canvas.className = 'k-avatar-canvas';
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#7f8fe0';
  context.arc(320, 150, 70, 0, 7);
  context.ellipse(320, 360, 150, 130, 0, 0, 7);
  context.fill();
  return canvas;
};

const actions = await mountStudio(document.getElementById('root')!, {
  host: host.host,
  channel: openWindowChannel(),
  loadPipeline: async () => pipeline,
  avatarLook: {
    open: (place, events) => {
      place.replaceChildren(drawnAvatar());
      events.onShown();
      events.onExpressions(EXPRESSIONS);
      return () => place.replaceChildren();
    },
  },
  cameras: { list: async () => CAMERAS, onChange: () => () => undefined },
  putFile: host.putFile,
  portraitOf: async () => new Blob(['avatar']),
  getFile: host.getFile,
  openAvatar: async () => ({
    hash: '0'.repeat(64),
    terms: undefined,
    model: undefined,
    madeHere: false,
    convert: () => Promise.reject(new Error('It is an avatar already.')),
    close: () => undefined,
  }),
});
window.studioPage = { host, pipeline, actions };
setInterval(() => pipeline.track(), 100);
