import { z } from 'zod';
import { obsStreamSettings, virtualCameraSettings } from './frame-outputs';
import { udpPort, vmcParts } from './vmc';

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
  obsStream: obsStreamSettings.prefault({}),
  virtualCamera: virtualCameraSettings.prefault({}),
});
