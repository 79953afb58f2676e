import { z } from 'zod';
import { obsStreamSettings, virtualCameraSettings } from './frame-outputs';
import { udpPort, vmcParts } from './vmc';

/** The Stage as a page for OBS's Browser Source. */
const browserSourceSettings = z.object({
  on: z.boolean().default(false),
  /** Of 127.0.0.1; 0 = any free one, which is kept from then on, as OBS keeps the address. */
  port: z.number().int().min(0).max(65_535).default(0),
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
  browserSource: browserSourceSettings.prefault({}),
  obsStream: obsStreamSettings.prefault({}),
  virtualCamera: virtualCameraSettings.prefault({}),
});
