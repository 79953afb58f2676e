/**
 * The memory that OBS's virtual camera on Windows is fed through, little endian, as OBS writes it since 26.1
 * (obs-studio, plugins/win-dshow, shared-memory-queue): a header, then three slots that are written in turn. Offsets in bytes.
 */
export const QUEUE_NAME = 'OBSVirtualCamVideo';

export const HEADER = {
  writeCounter: 0,
  readCounter: 4,
  state: 8,
  /** Three numbers. */
  slotOffsets: 12,
  type: 24,
  width: 28,
  height: 32,
  /** 64 bit: what a frame lasts, in units of 100 ns. */
  interval: 40,
} as const;
const HEADER_BYTES = 80;

export const QUEUE_STATE = { starting: 1, ready: 2, stopping: 3 } as const;

export const SLOTS = 3;
/** A slot begins with the frame's time (64 bit, ns); the pixels follow after this many bytes. */
export const SLOT_HEADER_BYTES = 32;
const ALIGNMENT = 32;

export interface QueueLayout {
  width: number;
  height: number;
  /** Where each slot begins. */
  slots: readonly number[];
  bytes: number;
}

/** @param width even, as is `height`: the pixels are NV12 */
export const queueLayout = (width: number, height: number): QueueLayout => {
  const slotBytes = SLOT_HEADER_BYTES + (width * height * 3) / 2;
  const slots: number[] = [];
  let end = aligned(HEADER_BYTES);
  for (let slot = 0; slot < SLOTS; slot++) {
    slots.push(end);
    end = aligned(end + slotBytes);
  }
  return { width, height, slots, bytes: end };
};

/** The header of a queue that nothing was written to yet. */
export const queueHeader = ({ width, height, slots }: QueueLayout, rate: number): Uint8Array => {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(HEADER.state, QUEUE_STATE.starting, true);
  for (const [index, offset] of slots.entries()) view.setUint32(HEADER.slotOffsets + index * 4, offset, true);
  view.setUint32(HEADER.width, width, true);
  view.setUint32(HEADER.height, height, true);
  view.setBigUint64(HEADER.interval, BigInt(Math.round(1e7 / rate)), true);
  return bytes;
};

const aligned = (offset: number): number => Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
