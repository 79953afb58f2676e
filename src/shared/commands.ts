import { z } from 'zod';
import { OUTPUT_IDS } from './outputs';
import { LONGEST_SPOKEN } from './speech';

const name = z.string().min(1).max(256);

/** Longest time that an expression or a clip can be asked for, seconds. */
export const LONGEST_SECONDS = 600;

/**
 * Everything that a user can do at one press of a key, a button or a hand sign. `runCommand` of the HostApi does it: what is a
 * setting or an output is done by the host (`main/services/commands.ts`), the rest by the pages (`Host.onCommand`).
 */
export const commandSchema = z.discriminatedUnion('type', [
  /** Closes camera and microphone at once and lets the avatar idle; pressed again, opens again what was open. */
  z.object({ type: z.literal('panic') }),
  /** Takes the neutral pose, after a countdown. */
  z.object({ type: z.literal('calibrate') }),
  z.object({ type: z.literal('toggle-output'), output: z.enum(OUTPUT_IDS) }),
  /** Shows an expression of the avatar by the name in its file: while held, until pressed again, or for some seconds. */
  z.object({
    type: z.literal('expression'),
    name,
    mode: z.enum(['hold', 'toggle', 'timed']).default('toggle'),
    /** For `timed`. */
    seconds: z.number().min(0.1).max(LONGEST_SECONDS).default(3),
  }),
  z.object({ type: z.literal('clear-expressions') }),
  /** Plays an animation, by its id: `builtin/NAME` or `user/NAME`. */
  z.object({ type: z.literal('play-clip'), clip: name, loop: z.boolean().default(false) }),
  z.object({ type: z.literal('stop-clip') }),
  z.object({ type: z.literal('shot'), shot: name }),
  /** Shows another avatar, by its id. */
  z.object({ type: z.literal('avatar'), id: name }),
  /** Applies a saved preset. */
  z.object({ type: z.literal('preset'), name }),
  /** Shows or hides a thing that the avatar carries, by its name or id. */
  z.object({ type: z.literal('toggle-prop'), prop: name }),
  /** Hair and clothes hang still again. */
  z.object({ type: z.literal('reset-physics') }),
  /** Saves the last seconds of the Stage as a video. */
  z.object({ type: z.literal('save-replay') }),
  /**
   * The avatar speaks the text. In a rule, `{text}` and `{user}` stand for what the event brings: the words of a chat message or of a call,
   * and who sent them (`shared/event-words.ts`).
   */
  z.object({ type: z.literal('say'), text: z.string().max(LONGEST_SPOKEN).default('') }),
  /** Falls silent: what is spoken, and what waits to be. */
  z.object({ type: z.literal('stop-speech') }),
  /** Closes the microphone of `settings.voice`; again, lets it be opened. */
  z.object({ type: z.literal('mute-microphone') }),
  /** Saves a picture of the Stage. */
  z.object({ type: z.literal('snapshot') }),
]);

export type Command = z.infer<typeof commandSchema>;
export type CommandType = Command['type'];
export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>;

/** `release` ends what lasts while a key is held; all other commands act on `press` alone. */
export const commandPhase = z.enum(['press', 'release']);
export type CommandPhase = z.infer<typeof commandPhase>;

/** Whether the command has something to do when its key is let go. */
export const actsOnRelease = (command: Command): boolean =>
  command.type === 'expression' && command.mode === 'hold';
