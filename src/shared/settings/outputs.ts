import { z } from 'zod';
import { obsStreamSettings, virtualCameraSettings } from './frame-outputs';
import { recordingSettings } from './recording';
import { udpPort, vmcParts } from './vmc';

/** The Stage as a page for OBS's Browser Source. */
const browserSourceSettings = z.object({
  on: z.boolean().default(false),
  /** Of 127.0.0.1; 0 = any free one, which is kept from then on, as OBS keeps the address. */
  port: z.number().int().min(0).max(65_535).default(0),
});

/** A second Stage window beside the one of `stage`, from the same motion: another size, shot and background. */
const window2Settings = z.object({
  width: z.number().int().min(64).max(7680).default(1080),
  height: z.number().int().min(64).max(4320).default(1920),
  shot: z.enum(['face', 'bust', 'half', 'full']).default('half'),
  background: z.enum(['transparent', 'colour']).default('transparent'),
  /** `#rrggbb` */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#00b140'),
});

export const outputsSettings = z.object({
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
  window2: window2Settings.prefault({}),
  browserSource: browserSourceSettings.prefault({}),
  recording: recordingSettings.prefault({}),
  obsStream: obsStreamSettings.prefault({}),
  virtualCamera: virtualCameraSettings.prefault({}),
});
