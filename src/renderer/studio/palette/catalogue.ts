import type { Section } from '../store';

/** A setting that can be searched for: what it is called, what it is for, and where it is. */
export interface SettingEntry {
  /** Key of its label. */
  key: string;
  section: Section;
  label: string;
  /** Empty where the help depends on what is chosen. */
  help: string;
}

/** Texts of one language: areas with their keys. */
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Which section shows the settings of an area of texts. */
const SECTION_OF_AREA: Readonly<Record<string, Section>> = {
  avatar: 'avatar',
  source: 'tracking',
  tracking: 'tracking',
  faceTracker: 'tracking',
  takes: 'tracking',
  calibration: 'motion',
  motion: 'motion',
  expressions: 'expressions',
  voice: 'voice',
  speech: 'voice',
  triggers: 'triggers',
  triggerInputs: 'triggers',
  scene: 'scene',
  stage: 'stage',
  outputs: 'outputs',
  windows: 'outputs',
  obs: 'outputs',
  obsStream: 'outputs',
  browserSource: 'outputs',
  virtualCamera: 'outputs',
  recording: 'outputs',
  phone: 'outputs',
  graphs: 'motion',
  settings: 'settings',
  privacy: 'settings',
  desktop: 'settings',
  updates: 'settings',
};

/** Settings that another section shows than the area of their texts. */
const ELSEWHERE: Readonly<Record<string, Section>> = {
  'stage.shot': 'scene',
  'stage.colourPick': 'scene',
  'stage.antialias': 'scene',
  'stage.outlines': 'scene',
};

/** Labels whose help has another name or none of its own, and their section where it is not that of the label's area. */
const MORE: readonly (readonly [label: string, help?: string, section?: Section])[] = [
  ['source.from'],
  ['tracking.mode'],
  ['motion.solver'],
  ['motion.arms'],
  ['stage.backgroundKind', undefined, 'scene'],
  ['scene.colourFrom'],
  ['scene.addBackground', 'scene.addImageHelp'],
  ['calibration.title', 'calibration.help'],
  ['obs.title', 'obs.help'],
  ['outputs.port', 'obs.portHelp'],
  ['obs.way'],
  ['browserSource.title', 'browserSource.help'],
  ['virtualCamera.title', 'virtualCamera.help'],
  ['virtualCamera.driver'],
  ['obsStream.title', 'obsStream.help'],
  ['outputs.port', 'obsStream.portHelp'],
  ['recording.title', 'recording.help'],
  ['outputs.send', 'outputs.sendOnHelp'],
  ['outputs.port', 'outputs.sendPortHelp'],
  ['outputs.port', 'outputs.receivePortHelp'],
  ['phone.app'],
  ['outputs.port', 'phone.portHelp'],
  ['presets.title', 'presets.help', 'triggers'],
];

/** `X` with `XHelp` that is no setting: one of several choices, or a mere text. */
const NOT_SETTINGS =
  /^(motion\.(armsAngles|armsReach|solverDirect)|source\.(camera|file|take|drop)|tracking\.mode\w+|takes\.newName|settings\.(about|licences)|outputs\.(sendOn|port)|stage\.(colour|transparent|obs)|scene\.(colourBackground|colourRoom|colourScreen|gradient|image|video|room|propShown|lightColour)|faceTracker\.better|obs\.way\w+|graphs\.(channel|latency))$/;

/** Every setting by its label and help: a label `x.y` is one where there is `x.yHelp`, as Studio names its texts throughout. */
export const settingEntries = (texts: Texts): SettingEntry[] => {
  const entries: SettingEntry[] = [];
  for (const [area, section] of Object.entries(SECTION_OF_AREA))
    for (const [name, label] of Object.entries(texts[area] ?? {})) {
      const help = texts[area]?.[`${name}Help`];
      const key = `${area}.${name}`;
      if (help !== undefined && !NOT_SETTINGS.test(key))
        entries.push({ key, section: ELSEWHERE[key] ?? section, label, help });
    }
  for (const [label, help, elsewhere] of MORE) {
    const section = elsewhere ?? SECTION_OF_AREA[areaOf(label)];
    const words = textAt(texts, label);
    if (section !== undefined && words !== '')
      entries.push({ key: keyOf(label, help), section, label: words, help: textAt(texts, help ?? '') });
  }
  return entries;
};

/** Ports have one label: their help tells them apart. */
const keyOf = (label: string, help: string | undefined): string =>
  label === 'outputs.port' && help !== undefined ? help : label;

const areaOf = (key: string): string => key.slice(0, key.indexOf('.'));

const textAt = (texts: Texts, key: string): string =>
  texts[areaOf(key)]?.[key.slice(key.indexOf('.') + 1)] ?? '';
