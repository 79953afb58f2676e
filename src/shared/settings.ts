import { z } from 'zod';
import { MAX_CALIBRATIONS } from './calibration';

/** Raised with every change that older files cannot be read as; `migrateSettings` in main/services brings them up. */
export const SETTINGS_VERSION = 1;

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);

/** Where frames come from. */
const captureSettings = z.object({
  /** Whether the source runs. Off closes the camera. */
  running: z.boolean().default(true),
  source: z.enum(['camera', 'file', 'take']).default('camera'),
  /** Camera by `deviceId`; empty = the system's first. The label finds it again when the browser changes its ids. */
  deviceId: z.string().max(512).default(''),
  deviceLabel: z.string().max(512).default(''),
  /** Pixels asked of the camera; it may give others. */
  width: z.number().int().min(160).max(3840).default(640),
  height: z.number().int().min(120).max(2160).default(480),
  /** Frames a second asked of the camera. */
  frameRate: z.number().min(5).max(120).default(30),
  /** Name of the take that plays when `source` is `take`; `demo` ships with the app. */
  take: z.string().max(128).default('demo'),
});

const trackingSettings = z.object({
  mode: z.enum(['face', 'upper', 'full']).default('upper'),
  /** `auto` measures GPU against CPU at start and takes the faster. */
  delegate: z.enum(['auto', 'gpu', 'cpu']).default('auto'),
  /** `full` models are more exact, `lite` ones cheaper. */
  quality: z.enum(['full', 'lite']).default('full'),
  /** `auto` takes the official Face Landmarker where its file is there, else the npm Face Mesh. */
  face: z.enum(['auto', 'face-landmarker', 'face-mesh']).default('auto'),
});

const weight = z.number().min(0).max(1);
const unit = z.number().min(-1).max(1);

/** See `shared/calibration.ts`. */
const calibrationSchema = z.object({
  headZero: z.tuple([unit, unit, unit, unit]),
  cameraPitch: z.number().min(-Math.PI).max(Math.PI),
  neutral: z.record(z.string().max(64), weight),
  eyesOpen: z.object({ left: weight, right: weight }),
  shoulderWidth: z.number().min(0).max(2),
  armLength: z.number().min(0).max(3),
});

const motionSettings = z.object({
  solver: z.enum(['direct', 'classic']).default('direct'),
  /** `angles` copies joint angles; `reach` puts the hands where the person's are relative to face and shoulders. */
  arms: z.enum(['angles', 'reach']).default('angles'),
  /** The avatar moves as a mirror image: the person's left hand moves the hand on the same side of the screen. */
  mirror: z.boolean().default(true),
  /** 0 = responsive .. 1 = smooth. */
  smoothing: z.number().min(0).max(1).default(0.4),
  /** Both eyes blink together. */
  linkBlinks: z.boolean().default(false),
  /** Breathing and weight shift of the idle motion, 0 = none .. 1 = as designed .. 2. */
  idle: z.number().min(0).max(2).default(1),
  /** Gain of each part, 1 = as seen. */
  gain: z
    .object({
      head: z.number().min(0).max(2).default(1),
      body: z.number().min(0).max(2).default(1),
      arms: z.number().min(0).max(2).default(1),
      expressions: z.number().min(0).max(2).default(1),
    })
    .prefault({}),
  /** Neutral poses, one for each camera and avatar; a patch replaces the list as a whole. */
  calibrations: z
    .array(
      z.object({
        camera: z.string().max(512),
        avatar: z.string().max(256),
        calibration: calibrationSchema,
      }),
    )
    .max(MAX_CALIBRATIONS)
    .default([]),
});

const avatarSettings = z.object({
  /** Id of the avatar as the host lists it: `builtin/NAME` or `user/NAME`. */
  current: z.string().max(256).default('builtin/hikari'),
});

const stageSettings = z.object({
  /** Size of the feed in pixels, whatever the window's. */
  width: z.number().int().min(64).max(7680).default(1280),
  height: z.number().int().min(64).max(4320).default(720),
  background: z.enum(['transparent', 'colour']).default('transparent'),
  /** `#rrggbb`; chroma green to start with. */
  colour: colour.default('#00b140'),
  shot: z.enum(['face', 'bust', 'half', 'full']).default('bust'),
  /** Highest frame rate; 0 = the display's. */
  maxFrameRate: z.number().int().min(0).max(240).default(60),
  antialias: z.boolean().default(true),
  outlines: z.boolean().default(true),
  alwaysOnTop: z.boolean().default(false),
});

/** Which parts of the body go over VMC. */
const vmcParts = z.object({
  /** Expressions, gaze, eyes and jaw. */
  face: z.boolean().default(true),
  /** Neck and head. */
  head: z.boolean().default(true),
  /** Trunk, legs and the place where the avatar stands. */
  body: z.boolean().default(true),
  /** From the shoulders to the wrists. */
  arms: z.boolean().default(true),
  /** Fingers. */
  hands: z.boolean().default(true),
});

const udpPort = z.number().int().min(1024).max(65_535);

const outputsSettings = z.object({
  /** Motion to another program by the VMC protocol. */
  vmcSend: z
    .object({
      on: z.boolean().default(false),
      /** Name or IPv4 address of the computer that the other program runs on. */
      host: z
        .string()
        .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i, 'a computer’s name or IP address is needed')
        .default('127.0.0.1'),
      port: udpPort.default(39_539),
      /** Frames a second. */
      rate: z.number().int().min(1).max(120).default(60),
      /** Blend shape names; VRM 0's are what receivers expect. */
      names: z.enum(['vrm0', 'vrm1']).default('vrm0'),
      /** The mouth and lids as VRM presets, or as ARKit's 52 shapes for avatars that have them. */
      face: z.enum(['presets', 'arkit']).default('presets'),
      parts: vmcParts.prefault({}),
    })
    .prefault({}),
});

const inputsSettings = z.object({
  /** Motion from another program by the VMC protocol. */
  vmcReceive: z
    .object({
      on: z.boolean().default(false),
      port: udpPort.default(39_540),
      /** Listen to other computers too. */
      fromNetwork: z.boolean().default(false),
      parts: vmcParts.prefault({}),
    })
    .prefault({}),
});

const studioSettings = z.object({
  theme: z.enum(['dark', 'light', 'auto']).default('dark'),
  /** Show the camera picture with its landmarks in Studio. It is never shown anywhere else. */
  preview: z.boolean().default(true),
  mirrorPreview: z.boolean().default(true),
  showLandmarks: z.boolean().default(true),
  /** BCP 47 tag; empty = the system's. */
  language: z.string().max(35).default(''),
});

export const settingsSchema = z.object({
  version: z.literal(SETTINGS_VERSION).default(SETTINGS_VERSION),
  capture: captureSettings.prefault({}),
  tracking: trackingSettings.prefault({}),
  motion: motionSettings.prefault({}),
  avatar: avatarSettings.prefault({}),
  stage: stageSettings.prefault({}),
  outputs: outputsSettings.prefault({}),
  inputs: inputsSettings.prefault({}),
  studio: studioSettings.prefault({}),
});

/** Everything that the user sets; stored by the host, see `main/services/settings.ts`. */
export type Settings = z.infer<typeof settingsSchema>;

/** A change of some settings: any subset, deeply. */
export type SettingsPatch = {
  [Section in keyof Settings]?: Settings[Section] extends object
    ? DeepPartial<Settings[Section]>
    : Settings[Section];
};
type DeepPartial<T> = { [K in keyof T]?: T[K] extends object ? DeepPartial<T[K]> : T[K] };

export const defaultSettings = (): Settings => settingsSchema.parse({});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `patch` over `settings`, parsed by the schema. @throws ZodError where a value is out of range or unknown. */
export const applySettingsPatch = (settings: Settings, patch: SettingsPatch): Settings =>
  settingsSchema.parse(merge(settings, patch));

const merge = (base: unknown, patch: unknown): unknown => {
  if (!isRecord(base) || !isRecord(patch)) return patch === undefined ? base : patch;
  const merged: Record<string, unknown> = { ...base };
  for (const key of Object.keys(base))
    if (Object.hasOwn(patch, key)) merged[key] = merge(base[key], patch[key]);
  return merged;
};
