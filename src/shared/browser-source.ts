import type { AvatarEntry, ClipEntry, PlayedClip, ShownExpression } from './api';
import type { Command, CommandPhase } from './commands';
import type { Settings } from './settings';
import type { SpeechState, SpokenMouth } from './speech';

export { type BrowserSourceState, fromSource, type SourceReading } from './browser-source-state';

/*
 * What a view-only Stage page in OBS (a *browser source*) and the host say to each other over their WebSocket. Motion comes as binary
 * packets (`motion/codecs/motion-packet.ts`), everything else as JSON text.
 */

/** Sections of the settings that a browser source may see: what changes the picture, and nothing of cameras, networks or other outputs. */
export const SHOWN_SECTIONS = [
  'stage',
  'avatar',
  'motion',
  'expressions',
  'scene',
] as const satisfies (keyof Settings)[];

export type ShownSettings = Pick<Settings, (typeof SHOWN_SECTIONS)[number]>;

export const shownSettings = (settings: Settings): ShownSettings =>
  Object.fromEntries(SHOWN_SECTIONS.map((section) => [section, settings[section]])) as ShownSettings;

/** What of the speech a browser source is told: how the mouth goes, never the words. */
export const mouthOf = ({ spoken }: SpeechState): SpokenMouth | null =>
  spoken && {
    id: spoken.id,
    cues: spoken.cues,
    mouth: spoken.mouth,
    ...(spoken.startedAt !== undefined && { startedAt: spoken.startedAt }),
  };

/** From the host. The first message is `hello`. */
export type ToSource =
  /** `build` differs after an update: the page loads itself again. */
  | {
      type: 'hello';
      build: string;
      settings: ShownSettings;
      avatars: AvatarEntry[];
      expressions: ShownExpression[];
      clips: ClipEntry[];
      played: PlayedClip | null;
      mouth: SpokenMouth | null;
      label: string;
    }
  | { type: 'settings'; settings: ShownSettings }
  | { type: 'avatars'; avatars: AvatarEntry[] }
  | { type: 'expressions'; expressions: ShownExpression[] }
  /** Where the camera of a program that sends by VMC is, before the motion packet of the same moment; see ReceivedMotion. */
  | { type: 'camera'; camera: number[] }
  | { type: 'clips'; clips: ClipEntry[] }
  /** The animation that was asked for; the page reads the file itself. */
  | { type: 'played'; played: PlayedClip | null }
  /** How the mouth goes with what is spoken; null at its end. */
  | { type: 'mouth'; mouth: SpokenMouth | null }
  /** What is captured from, by its label: calibrations belong to a camera. */
  | { type: 'label'; label: string }
  | { type: 'command'; command: Command; phase: CommandPhase };

/** Where a browser source connects to. */
export const SOURCE_SOCKET = '/motion';
