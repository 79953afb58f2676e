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
      parts: vmcParts.prefault({}),
    })
    .prefault({}),
});
