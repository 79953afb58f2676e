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
  triggers: 'triggers',
  triggerInputs: 'triggers',
  scene: 'scene',
  stage: 'stage',
  outputs: 'outputs',
  settings: 'settings',
  privacy: 'settings',
  desktop: 'settings',
  updates: 'settings',
};

/** Labels whose help has another name or none of its own. */
const MORE: readonly (readonly [label: string, help?: string])[] = [
  ['source.from'],
  ['tracking.mode'],
  ['motion.solver'],
  ['motion.arms'],
  ['stage.background'],
  ['calibration.title', 'calibration.help'],
  ['outputs.send', 'outputs.sendOnHelp'],
  ['outputs.port', 'outputs.sendPortHelp'],
  ['outputs.port', 'outputs.receivePortHelp'],
];

/** `X` with `XHelp` that is no setting: one of several choices, or a mere text. */
const NOT_SETTINGS =
  /^(motion\.(armsAngles|armsReach|solverDirect)|source\.(camera|file|take|drop)|tracking\.mode\w+|takes\.newName|settings\.(about|licences)|outputs\.(sendOn|port))$/;

/** Every setting by its label and help: a label `x.y` is one where there is `x.yHelp`, as Studio names its texts throughout. */
export const settingEntries = (texts: Texts): SettingEntry[] => {
  const entries: SettingEntry[] = [];
  for (const [area, section] of Object.entries(SECTION_OF_AREA))
    for (const [name, label] of Object.entries(texts[area] ?? {})) {
      const help = texts[area]?.[`${name}Help`];
      const key = `${area}.${name}`;
      if (help !== undefined && !NOT_SETTINGS.test(key)) entries.push({ key, section, label, help });
    }
  for (const [label, help] of MORE) {
    const section = SECTION_OF_AREA[areaOf(label)];
    const words = textAt(texts, label);
    if (section !== undefined && words !== '')
      entries.push({ key: help ?? label, section, label: words, help: textAt(texts, help ?? '') });
  }
  return entries;
};

const areaOf = (key: string): string => key.slice(0, key.indexOf('.'));

const textAt = (texts: Texts, key: string): string =>
  texts[areaOf(key)]?.[key.slice(key.indexOf('.') + 1)] ?? '';
