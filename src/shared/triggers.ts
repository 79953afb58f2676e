import { z } from 'zod';
import { commandSchema } from './commands';

/** Hand signs that are told from the fingers' bones. `heart` takes both hands. */
export const HAND_SIGNS = ['peace', 'thumbs-up', 'fist', 'open-palm', 'point', 'heart'] as const;
export type HandSign = (typeof HAND_SIGNS)[number];

/** Faces that are told from ARKit's blendshapes. */
export const FACE_SIGNS = [
  'smile',
  'wide-eyes',
  'open-mouth',
  'pucker',
  'frown',
  'brows-up',
  'wink-left',
  'wink-right',
] as const;
export type FaceSign = (typeof FACE_SIGNS)[number];

/** What happens in a Twitch channel. `redeem`: channel points for a reward with a text; others never reach the chat. */
export const TWITCH_EVENTS = ['command', 'redeem', 'bits', 'subscription', 'raid'] as const;
export type TwitchEventKind = (typeof TWITCH_EVENTS)[number];

/** Who may set a rule off from the chat: these and all that come after. */
export const TWITCH_RANKS = ['everyone', 'subscriber', 'vip', 'moderator', 'broadcaster'] as const;
export type TwitchRank = (typeof TWITCH_RANKS)[number];

/** What a call to `/trigger/NAME` may name. */
export const CALL_NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Longest name of an input that another program tells by VMC. */
export const VMC_INPUT_LENGTH = 64;

const holdMs = z.number().int().min(0).max(10_000);

/** What sets a rule off. */
export const whenSchema = z.discriminatedUnion('kind', [
  /** `keys`: modifiers and one `KeyboardEvent.code`, joined by `+`, as `shared/key-chord.ts` writes them: `Control+Shift+KeyP`. */
  z.object({
    kind: z.literal('hotkey'),
    keys: z.string().max(64),
    /** Also while another program has the focus, where the host can (Electron). */
    everywhere: z.boolean().default(true),
  }),
  z.object({
    kind: z.literal('midi'),
    message: z.enum(['note', 'control']),
    /** 1..16, as musicians count. */
    channel: z.number().int().min(1).max(16),
    number: z.number().int().min(0).max(127),
  }),
  /** A button by its index in the Gamepad API's standard mapping, on any gamepad. */
  z.object({ kind: z.literal('gamepad'), button: z.number().int().min(0).max(63) }),
  z.object({
    kind: z.literal('gesture'),
    sign: z.enum(HAND_SIGNS),
    hand: z.enum(['any', 'left', 'right']).default('any'),
    /** How long the sign is shown before it counts, ms. */
    holdMs: holdMs.default(400),
  }),
  z.object({ kind: z.literal('face'), face: z.enum(FACE_SIGNS), holdMs: holdMs.default(800) }),
  /** A face or hand sign that the user taught, by its id among `settings.triggers.taught`. */
  z.object({ kind: z.literal('taught'), id: z.string().min(1).max(64), holdMs: holdMs.default(400) }),
  /** The user says a keyword, by its id among `settings.voice.keywords`. */
  z.object({ kind: z.literal('voice'), id: z.string().min(1).max(64) }),
  /** OBS shows the scene of this name. */
  z.object({ kind: z.literal('obs-scene'), scene: z.string().min(1).max(256) }),
  /** Another program calls `/trigger/NAME`: see `settings.inputs.triggerCalls`. */
  z.object({ kind: z.literal('call'), name: z.string().regex(CALL_NAME) }),
  /** A key or button of another program by VMC, named as `motion/codecs/vmc-input.ts` does; empty = none yet. */
  z.object({ kind: z.literal('vmc'), input: z.string().max(VMC_INPUT_LENGTH) }),
  z.object({
    kind: z.literal('twitch'),
    event: z.enum(TWITCH_EVENTS),
    /** Of `command`: the words that a message begins with, `!wave`, in any case of letters. */
    words: z.string().max(64).default(''),
    /** Of `redeem`: the reward's id; empty = any. */
    reward: z.string().max(64).default(''),
    /** Of `bits` and `raid`: so many bits or raiders at least. */
    least: z.number().int().min(1).max(1_000_000).default(1),
    from: z.enum(TWITCH_RANKS).default('everyone'),
  }),
]);
export type When = z.infer<typeof whenSchema>;
export type WhenKind = When['kind'];
export type WhenOf<Kind extends WhenKind> = Extract<When, { kind: Kind }>;

export const ruleSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().max(80).default(''),
  on: z.boolean().default(true),
  when: whenSchema,
  do: z.array(commandSchema).max(8).default([]),
  /** After the rule acted it rests for this long, ms. */
  coolDownMs: z.number().int().min(0).max(600_000).default(0),
});
/** One line of the list: when this happens, do that. */
export type Rule = z.infer<typeof ruleSchema>;

/** A face or hand sign of the user's own; see `motion/triggers/taught.ts` for what the numbers mean. */
export const taughtSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(80),
  of: z.enum(['face', 'hands']),
  /** The features at rest, in the taught pose, and how much they varied in it. */
  rest: z.array(z.number().min(-4).max(4)).max(128),
  pose: z.array(z.number().min(-4).max(4)).max(128),
  spread: z.array(z.number().min(0).max(4)).max(128),
});
export type Taught = z.infer<typeof taughtSchema>;

/** Rules that cannot act now, and why, by rule. */
export type RuleFaults = Readonly<Record<string, RuleFault>>;
/** `taken`: another program holds the keys, they work in Kagami's windows alone. `unknown-keys`: these keys cannot be used. */
export type RuleFault = 'taken' | 'unknown-keys';
