/**
 * The Virtual Motion Capture protocol, as messages: addresses and typed arguments, no bytes and no sockets.
 * Source: protocol.vmc.info (documentation MIT, version 3.1).
 */

export { readVmcInput, type VmcInput } from './vmc-input';
export type { VmcLight } from './vmc-light';
export type { VmcArgument, VmcMessage } from './vmc-message';
export {
  ALL_VMC_PARTS,
  VMC_PARTS,
  type VmcFace,
  type VmcNames,
  type VmcPart,
  type VmcParts,
} from './vmc-names';
export { createVmcReader, type VmcReader, type VmcReaderOptions } from './vmc-reader';
export { createVmcWriter, type VmcWriter, type VmcWriterOptions } from './vmc-writer';
