/** What Chromium asks about, as Electron's two permission handlers give it. */
export interface PermissionQuestion {
  permission: string;
  /** Origin that asks: `app://kagami`, with or without a slash at its end. */
  origin: string;
  /** Whether the asking frame is a window's own page and not a frame inside it. */
  isMainFrame: boolean;
  /** `mediaTypes` of a request, or the one `mediaType` of a check. Screen capture arrives as `media` with none. */
  mediaTypes: readonly string[];
}

/**
 * Copying text (addresses, tokens), MIDI's notes and controls for triggers, without its system messages, the screen whose colour lights
 * the avatar (the user chooses it anew each time), and the device on which the avatar is heard to speak.
 */
const ALSO_GRANTED = new Set(['clipboard-sanitized-write', 'midi', 'display-capture', 'speaker-selection']);

const MEDIA_TYPES = new Set(['video', 'audio']);

/**
 * Grants camera, microphone, MIDI and copying text to the program's own pages and nothing else. Electron's default grants
 * everything, so this must answer both the request handler and the check handler.
 */
export const isPermissionGranted = (question: PermissionQuestion, ownOrigin: string): boolean =>
  question.isMainFrame &&
  question.origin.replace(/\/$/, '') === ownOrigin &&
  (ALSO_GRANTED.has(question.permission) || isForMedia(question));

const isForMedia = (question: PermissionQuestion): boolean =>
  question.permission === 'media' &&
  question.mediaTypes.length > 0 &&
  question.mediaTypes.every((type) => MEDIA_TYPES.has(type));
