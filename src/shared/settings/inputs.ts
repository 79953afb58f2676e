import { z } from 'zod';
import { udpPort, vmcParts } from './vmc';

export const inputsSettings = z.object({
  /** Motion from another program by the VMC protocol. */
  vmcReceive: z
    .object({
      on: z.boolean().default(false),
      port: udpPort.default(39_540),
      /** Listen to other computers too. */
      fromNetwork: z.boolean().default(false),
      /** How the sender's rotations lie, where it does not keep to the protocol: see `motion/codecs/vmc-axes-check.ts`. */
      axes: z.enum(['standard', 'turned', 'mirrored']).default('standard'),
      parts: vmcParts.prefault({}),
    })
    .prefault({}),
});
