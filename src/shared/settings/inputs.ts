import { z } from 'zod';
import { udpPort, vmcParts } from './vmc';

export const inputsSettings = z.object({
  /** The face as a phone's depth camera sees it. */
  phone: z
    .object({
      on: z.boolean().default(false),
      app: z.enum(['ifacialmocap', 'vtube-studio']).default('ifacialmocap'),
      /** The phone's IPv4 address; empty = the first phone that sends. */
      address: z.union([z.literal(''), z.ipv4()]).default(''),
      port: udpPort.default(49_983),
      /** Also turns the head. */
      head: z.boolean().default(true),
    })
    .prefault({}),
  /** Motion from another program by the VMC protocol. */
  vmcReceive: z
    .object({
      on: z.boolean().default(false),
      port: udpPort.default(39_540),
      /** Listen to other computers too. */
      fromNetwork: z.boolean().default(false),
      /** How the sender's rotations lie, where it does not keep to the protocol: see `motion/codecs/vmc-axes-check.ts`. */
      axes: z.enum(['standard', 'turned', 'mirrored']).default('standard'),
      /** Also lets the sender move the camera. */
      camera: z.boolean().default(false),
      /** Also lets the sender set the main light of the scene. */
      light: z.boolean().default(false),
      parts: vmcParts.prefault({}),
    })
    .prefault({}),
  /** Calls of other programs that set rules off: `http://127.0.0.1:PORT/trigger/NAME`. */
  triggerCalls: z
    .object({
      on: z.boolean().default(false),
      /** Of 127.0.0.1; 0 = any free one, which is kept from then on, as other programs keep the address. */
      port: z.number().int().min(0).max(65_535).default(0),
    })
    .prefault({}),
  /** The chat of a Twitch channel, read without an account. */
  twitch: z
    .object({
      on: z.boolean().default(false),
      /** Name of the channel as in its address; empty = none yet. */
      channel: z
        .string()
        .regex(/^\w{0,25}$/, 'a channel’s name has letters, digits and _ alone')
        .default(''),
    })
    .prefault({}),
});
