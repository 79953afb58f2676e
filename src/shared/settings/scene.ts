import { z } from 'zod';
import { HUMANOID_BONES } from '../humanoid';

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);
/** Name of a file among the user's backgrounds or props, with its extension; empty = none. */
const fileName = z.string().max(128);
const degrees = z.number().min(-180).max(180);
const metres = z.number().min(-5).max(5);

/** How the picture differs from the chosen shot: turned about what it shows, nearer, and moved aside. */
const orbitSchema = z.object({
  /** Degrees to the avatar's own left, and up. */
  yaw: degrees.default(0),
  pitch: z.number().min(-80).max(80).default(0),
  /** Above 1 = nearer. */
  zoom: z.number().min(0.2).max(5).default(1),
  /** Shift of the picture, in heights of the picture: right and up. */
  x: z.number().min(-2).max(2).default(0),
  y: z.number().min(-2).max(2).default(0),
});

const light = (tone: string, intensity: number) =>
  z
    .object({
      colour: colour.default(tone),
      /** 1 = as designed. */
      intensity: z.number().min(0).max(3).default(intensity),
    })
    .prefault({});

export const MAX_FRAMINGS = 24;
export const MAX_PROPS = 16;

const propSchema = z.object({
  /** Unique among the props. */
  id: z.string().min(1).max(64),
  name: z.string().max(128),
  file: fileName.min(1),
  bone: z.enum(HUMANOID_BONES).default('head'),
  /** Metres from the bone, in the avatar at rest: its left, up, its front. */
  position: z.tuple([metres, metres, metres]).default([0, 0, 0]),
  /** Degrees about those axes, applied in the order x, y, z. */
  rotation: z.tuple([degrees, degrees, degrees]).default([0, 0, 0]),
  /** Largest side, metres. */
  size: z.number().min(0.01).max(5).default(0.2),
  shown: z.boolean().default(true),
});

/** What surrounds the avatar: camera, light, background, effects, wind, and things that it carries. */
export const sceneSettings = z.object({
  camera: z
    .object({
      orbit: orbitSchema.prefault({}),
      /** Saved pictures to return to. */
      framings: z
        .array(
          z.object({
            name: z.string().min(1).max(64),
            shot: z.enum(['face', 'bust', 'half', 'full']),
            orbit: orbitSchema,
          }),
        )
        .max(MAX_FRAMINGS)
        .default([]),
      /** How long the camera takes from one shot to the next, seconds; 0 = a cut. */
      moveSeconds: z.number().min(0).max(5).default(0.6),
      /** How far the camera follows the head: 0 = stands still .. 1 = keeps it in its place. */
      follow: z.number().min(0).max(1).default(0),
    })
    .prefault({}),
  lights: z
    .object({
      key: light('#ffffff', 1),
      /** Where the key light comes from, degrees: to the avatar's left, and up. */
      keyYaw: degrees.default(-20),
      keyPitch: z.number().min(-90).max(90).default(33),
      /** Soft light from the other side. */
      fill: light('#dfe6ff', 0),
      /** Light along the edges. */
      rim: light('#ffffff', 0),
      /** Even light from everywhere. */
      ambient: light('#f6f4fa', 1),
      /** Whose colour the lights take on: the background's, that of a screen that the user shows to Studio, or the room's. */
      colourFrom: z.enum(['background', 'screen', 'room']).default('background'),
      /** How much they take it on. */
      fromBackground: z.number().min(0).max(1).default(0),
    })
    .prefault({}),
  background: z
    .object({
      gradientTop: colour.default('#3a3f73'),
      gradientBottom: colour.default('#d98fb0'),
      /** Degrees that the gradient is turned clockwise. */
      gradientAngle: degrees.default(0),
      image: fileName.default(''),
      video: fileName.default(''),
      /** 0 = sharp .. 1; of the image. */
      blur: z.number().min(0).max(1).default(0),
    })
    .prefault({}),
  /** Darkness of the shadow on the ground, 0 = none. */
  groundShadow: z.number().min(0).max(1).default(0),
  /** Width of the drawn lines, 1 = as in the file. */
  outlineWidth: z.number().min(0).max(3).default(1),
  effects: z
    .object({
      /** 0 = none. */
      bloom: z.number().min(0).max(2).default(0),
      /** Brightness from which on things glow. */
      bloomThreshold: z.number().min(0).max(1).default(0.8),
      bloomRadius: z.number().min(0).max(1).default(0.7),
      /** Stops. */
      exposure: z.number().min(-2).max(2).default(0),
      /** -1 .. 1, 0 = as it is. */
      contrast: z.number().min(-1).max(1).default(0),
      saturation: z.number().min(-1).max(1).default(0),
      /** -1 = cold .. 1 = warm. */
      temperature: z.number().min(-1).max(1).default(0),
    })
    .prefault({}),
  physics: z
    .object({
      /** 0 = still air .. 1 = a storm. */
      wind: z.number().min(0).max(1).default(0),
      /** Where it blows to, degrees: 0 = to the avatar's left .. 90 = up the picture's depth, towards the viewer. */
      windAngle: degrees.default(0),
      /** Added to what the file says; negative lifts. */
      gravity: z.number().min(-1).max(1).default(0),
    })
    .prefault({}),
  /** A patch replaces the list as a whole. */
  props: z.array(propSchema).max(MAX_PROPS).default([]),
});

export type SceneSettings = z.infer<typeof sceneSettings>;
export type Orbit = z.infer<typeof orbitSchema>;
export type SceneProp = z.infer<typeof propSchema>;

/** The shot as it is. */
export const PLAIN_ORBIT: Readonly<Orbit> = { yaw: 0, pitch: 0, zoom: 1, x: 0, y: 0 };
