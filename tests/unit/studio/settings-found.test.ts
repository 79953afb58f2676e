import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { settingsSchema } from '@shared/settings';
import { describe, expect, it } from 'vitest';
import { settingEntries, type Texts } from '../../../src/renderer/studio/palette/catalogue';

/** The entry of the palette that leads to each setting: its key in `settingEntries`. */
const FOUND: Readonly<Record<string, string>> = {
  'capture.source': 'source.from',
  'capture.deviceId': 'source.device',
  'capture.width': 'source.size',
  'capture.height': 'source.size',
  'capture.frameRate': 'source.rate',
  'capture.takeLoop': 'takes.loop',
  'capture.takeFrom': 'takes.part',
  'capture.takeTo': 'takes.part',
  'tracking.mode': 'tracking.mode',
  'tracking.delegate': 'tracking.delegate',
  'tracking.quality': 'tracking.quality',
  'tracking.face': 'faceTracker.choice',
  'motion.solver': 'motion.solver',
  'motion.arms': 'motion.arms',
  'motion.mirror': 'motion.mirror',
  'motion.smoothing': 'motion.smoothing',
  'motion.linkBlinks': 'motion.linkBlinks',
  'motion.blink.open': 'graphs.blinkOpen',
  'motion.blink.shut': 'graphs.blinkShut',
  'motion.idle': 'motion.idle',
  'motion.gain.head': 'motion.gainHead',
  'motion.gain.body': 'motion.gainBody',
  'motion.gain.arms': 'motion.gainArms',
  'motion.gain.expressions': 'motion.gainExpressions',
  'motion.calibrations': 'calibration.title',
  'stage.width': 'stage.size',
  'stage.height': 'stage.size',
  'stage.background': 'stage.backgroundKind',
  'stage.colour': 'stage.colourPick',
  'stage.shot': 'stage.shot',
  'stage.maxFrameRate': 'stage.maxRate',
  'stage.antialias': 'stage.antialias',
  'stage.outlines': 'stage.outlines',
  'stage.alwaysOnTop': 'stage.alwaysOnTop',
  'stage.clickThrough': 'stage.clickThrough',
  'scene.camera.orbit.yaw': 'scene.yaw',
  'scene.camera.orbit.pitch': 'scene.pitch',
  'scene.camera.orbit.zoom': 'scene.zoom',
  'scene.camera.moveSeconds': 'scene.move',
  'scene.camera.follow': 'scene.follow',
  'scene.lights.key.colour': 'scene.key',
  'scene.lights.key.intensity': 'scene.key',
  'scene.lights.keyYaw': 'scene.keyYaw',
  'scene.lights.keyPitch': 'scene.keyPitch',
  'scene.lights.fill.colour': 'scene.fill',
  'scene.lights.fill.intensity': 'scene.fill',
  'scene.lights.rim.colour': 'scene.rim',
  'scene.lights.rim.intensity': 'scene.rim',
  'scene.lights.ambient.colour': 'scene.ambient',
  'scene.lights.ambient.intensity': 'scene.ambient',
  'scene.lights.colourFrom': 'scene.colourFrom',
  'scene.lights.fromBackground': 'scene.fromBackground',
  'scene.background.gradientTop': 'scene.gradientTop',
  'scene.background.gradientBottom': 'scene.gradientBottom',
  'scene.background.gradientAngle': 'scene.gradientAngle',
  'scene.background.image': 'scene.addBackground',
  'scene.background.video': 'scene.addBackground',
  'scene.background.blur': 'scene.blur',
  'scene.groundShadow': 'scene.groundShadow',
  'scene.outlineWidth': 'scene.outlineWidth',
  'scene.effects.bloom': 'scene.bloom',
  'scene.effects.bloomThreshold': 'scene.bloomThreshold',
  'scene.effects.exposure': 'scene.exposure',
  'scene.effects.contrast': 'scene.contrast',
  'scene.effects.saturation': 'scene.saturation',
  'scene.effects.temperature': 'scene.temperature',
  'scene.physics.wind': 'scene.wind',
  'scene.physics.windAngle': 'scene.windAngle',
  'scene.physics.gravity': 'scene.gravity',
  'scene.props': 'scene.addProp',
  'outputs.vmcSend.on': 'outputs.send',
  'outputs.vmcSend.host': 'outputs.host',
  'outputs.vmcSend.port': 'outputs.sendPortHelp',
  'outputs.vmcSend.rate': 'outputs.rate',
  'outputs.vmcSend.names': 'outputs.names',
  'outputs.vmcSend.face': 'outputs.face',
  'outputs.vmcSend.parts': 'outputs.sendParts',
  'outputs.window2': 'windows.second',
  'outputs.browserSource.on': 'browserSource.title',
  'outputs.recording.format': 'recording.format',
  'outputs.recording.quality': 'recording.quality',
  'outputs.recording.microphone': 'recording.microphone',
  'outputs.recording.speech': 'recording.speech',
  'outputs.recording.deviceId': 'recording.device',
  'outputs.recording.replaySeconds': 'recording.replay',
  'outputs.obsStream.on': 'obsStream.title',
  'outputs.obsStream.port': 'obsStream.portHelp',
  'outputs.obsStream.width': 'obsStream.size',
  'outputs.obsStream.height': 'obsStream.size',
  'outputs.obsStream.rate': 'obsStream.rate',
  'outputs.virtualCamera.on': 'virtualCamera.title',
  'outputs.virtualCamera.driver': 'virtualCamera.driver',
  'outputs.virtualCamera.width': 'obsStream.size',
  'outputs.virtualCamera.height': 'obsStream.size',
  'outputs.virtualCamera.rate': 'obsStream.rate',
  'outputs.virtualCamera.colour': 'virtualCamera.colour',
  'obs.on': 'obs.title',
  'obs.host': 'outputs.host',
  'obs.port': 'obs.portHelp',
  'obs.scene': 'obs.scene',
  'obs.input': 'obs.way',
  'obs.sceneCommands': 'obs.rules',
  'inputs.vmcReceive.on': 'outputs.receiveOn',
  'inputs.vmcReceive.port': 'outputs.receivePortHelp',
  'inputs.vmcReceive.fromNetwork': 'outputs.network',
  'inputs.vmcReceive.axes': 'outputs.axes',
  'inputs.vmcReceive.camera': 'outputs.receiveCamera',
  'inputs.vmcReceive.light': 'outputs.receiveLight',
  'inputs.vmcReceive.parts': 'outputs.receiveParts',
  'inputs.phone.on': 'phone.on',
  'inputs.phone.app': 'phone.app',
  'inputs.phone.address': 'phone.address',
  'inputs.phone.port': 'phone.portHelp',
  'inputs.phone.head': 'phone.head',
  'inputs.triggerCalls.on': 'triggerInputs.calls',
  'inputs.twitch.on': 'triggerInputs.twitch',
  'inputs.twitch.channel': 'triggerInputs.channel',
  'network.offline': 'privacy.offline',
  'desktop.tray': 'desktop.tray',
  'desktop.closeToTray': 'desktop.closeToTray',
  'desktop.startWithSystem': 'desktop.startWithSystem',
  'desktop.startHidden': 'desktop.startHidden',
  'desktop.notifyFaults': 'desktop.notifyFaults',
  'desktop.links': 'desktop.links',
  'desktop.checkForUpdates': 'updates.byItself',
  'studio.theme': 'settings.theme',
  'studio.avatarView': 'settings.avatarView',
  'studio.hidePreviewWhenLive': 'privacy.hideLive',
  'studio.language': 'settings.language',
  'voice.lipSync': 'voice.lipSync',
  'voice.deviceId': 'voice.device',
  'voice.muted': 'voice.muted',
  'voice.deafWhileSpeaking': 'voice.deaf',
  'voice.gate': 'voice.gate',
  'voice.strength': 'voice.strength',
  'voice.vowels': 'voice.ownVowels',
  'voice.tolerance': 'voice.tolerance',
  'speech.engine': 'speech.engine',
  'speech.voice': 'speech.voice',
  'speech.systemVoice': 'speech.systemVoice',
  'speech.volume': 'speech.volume',
  'speech.rate': 'speech.rate',
  'speech.pitch': 'speech.pitch',
  'speech.mouth': 'speech.mouth',
  'speech.deviceId': 'speech.device',
  'speech.server.url': 'speech.serverUrl',
  'speech.server.model': 'speech.model',
  'speech.server.voice': 'speech.serverVoice',
  'expressions.styles': 'expressions.mode',
  'triggers.rules': 'triggers.coolDown',
  'presets.list': 'presets.title',
};

/** What the user sets in other ways, or never. */
const OTHERWISE: Readonly<Record<string, string>> = {
  version: 'of the file, not of the user',
  'capture.running': 'Start and Stop are commands of the palette',
  'capture.panicked': 'what the panic key remembers',
  'capture.deviceLabel': 'chosen with the camera',
  'capture.take': 'chosen by playing a take',
  'avatar.current': 'each avatar is a command of the palette',
  'library.avatars': 'notes of the library about its avatars, changed where they are shown',
  avatarFiles: 'answers about single avatar files, given where they are added',
  'scene.camera.orbit.x': 'set by dragging the picture',
  'scene.camera.orbit.y': 'set by dragging the picture',
  'scene.camera.framings': 'saved pictures, each a command of rules',
  'scene.effects.bloomRadius': 'set by looks alone',
  'outputs.browserSource.port': 'found once and kept, as OBS keeps the address',
  'outputs.recording.deviceLabel': 'chosen with the microphone',
  'voice.keywords': 'words that were taught, in their own list',
  'voice.deviceLabel': 'chosen with the microphone',
  'speech.deviceLabel': 'chosen with the sound device',
  'inputs.triggerCalls.port': 'found once and kept, as other programs keep the address',
  'studio.preview': 'a button above the picture and a command of the palette',
  'studio.mirrorPreview': 'a button above the picture and a command of the palette',
  'studio.showLandmarks': 'a button above the picture and a command of the palette',
  'studio.welcomed': 'whether the set-up was shown',
  'triggers.taught': 'faces and signs that were taught, in their own list',
};

interface Definition {
  type: string;
  innerType?: Schema;
  shape?: Record<string, Schema>;
}
interface Schema {
  _zod: { def: Definition };
  minValue?: number | null;
  maxValue?: number | null;
}

const bare = (schema: Schema): Schema => {
  const { innerType } = schema._zod.def;
  return innerType === undefined ? schema : bare(innerType);
};

/** Every setting that the user's file can hold, by its path. */
const leaves = (schema: Schema, path = ''): [path: string, leaf: Schema][] => {
  const inner = bare(schema);
  const { shape } = inner._zod.def;
  if (shape === undefined) return [[path, inner]];
  return Object.entries(shape).flatMap(([name, part]) =>
    leaves(part, path === '' ? name : `${path}.${name}`),
  );
};

const SETTINGS = leaves(settingsSchema as unknown as Schema);

/** An answer for the path itself or for what it lies in. */
const answerFor = (answers: Readonly<Record<string, string>>, path: string): string | undefined => {
  const at = path.lastIndexOf('.');
  return answers[path] ?? (at < 0 ? undefined : answerFor(answers, path.slice(0, at)));
};

const textsOf = (language: string): Texts => {
  const folder = resolve('src/renderer/studio/locales', language);
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [
        file.replace('.json', ''),
        JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>,
      ]),
  );
};

/** Where the help says what the chosen one of several means. */
const HELP_BY_CHOICE =
  /^(source\.from|tracking\.mode|motion\.(solver|arms)|stage\.backgroundKind|scene\.colourFrom|obs\.way|phone\.app|virtualCamera\.driver)$/;

describe('every setting', () => {
  const english = settingEntries(textsOf('en'));

  it.each(SETTINGS.map(([path]) => path))('%s is found in the palette, or set in another way', (path) => {
    const key = answerFor(FOUND, path);
    if (key === undefined) expect(answerFor(OTHERWISE, path), `${path} is in neither list`).toBeDefined();
    else expect(english.map((entry) => entry.key)).toContain(key);
  });

  it.each(SETTINGS.filter(([, leaf]) => leaf._zod.def.type === 'number'))('%s has a range', (_, leaf) => {
    expect(Number.isFinite(leaf.minValue)).toBe(true);
    expect(Number.isFinite(leaf.maxValue)).toBe(true);
  });

  it('has a default: a file with nothing in it is complete', () => {
    expect(() => settingsSchema.parse({})).not.toThrow();
  });

  it.each(readdirSync(resolve('src/renderer/studio/locales')))(
    'is named, with a sentence of help, in %s',
    (language) => {
      const entries = settingEntries(textsOf(language));
      expect(entries.map((entry) => entry.key)).toEqual(
        expect.arrayContaining(english.map((entry) => entry.key)),
      );
      for (const { key, label, help } of entries) {
        expect(label.trim(), key).not.toBe('');
        if (!HELP_BY_CHOICE.test(key)) expect(help.trim(), key).not.toBe('');
      }
    },
  );

  it('has a key of its own: a list with two of one leaves what was found before in sight', () => {
    const keys = english.map(({ key }) => key);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('that is gone is in neither list', () => {
    const paths = SETTINGS.map(([path]) => path);
    const known = [...Object.keys(FOUND), ...Object.keys(OTHERWISE)];
    expect(known.filter((path) => !paths.some((one) => one === path || one.startsWith(`${path}.`)))).toEqual(
      [],
    );
  });
});
