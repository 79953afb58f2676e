import type { VmcMessage } from '@motion/codecs/vmc';
import { decode, encode } from 'node-osc';

/** Bytes of a bundle at most: one Ethernet frame less the IP and UDP headers, with room for tunnels. */
export const PACKET_LIMIT = 1400;
/** Bundles in bundles that are followed; VMC nests none, and endless nesting would use up the stack. */
const DEEPEST = 4;
const BUNDLE_HEADER = 16;
const SIZE_FIELD = 4;

/** `#bundle`, and the time tag that means *at once*. Source: OSC 1.0 specification, "OSC Bundles". */
const header = Buffer.from('#bundle\0\0\0\0\0\0\0\0\x01', 'latin1');

/** OSC bundles that hold the messages in order, none longer than {@link PACKET_LIMIT} unless a message alone is. */
export const packMessages = (messages: readonly VmcMessage[]): Buffer[] => {
  const packets: Buffer[] = [];
  let parts: Buffer[] = [header];
  let bytes = BUNDLE_HEADER;
  const finish = (): void => {
    if (parts.length > 1) packets.push(Buffer.concat(parts, bytes));
    parts = [header];
    bytes = BUNDLE_HEADER;
  };
  for (const { address, args } of messages) {
    const message: Buffer = encode({ oscType: 'message', address, args });
    if (bytes + SIZE_FIELD + message.length > PACKET_LIMIT) finish();
    const size = Buffer.alloc(SIZE_FIELD);
    size.writeInt32BE(message.length);
    parts.push(size, message);
    bytes += SIZE_FIELD + message.length;
  }
  finish();
  return packets;
};

/**
 * Every message of a packet, in order.
 * @throws Error where it is not OSC, or is nested deeper than anyone needs
 */
export const unpackMessages = (packet: Buffer, each: (address: string, args: unknown[]) => void): void =>
  visit(decode(packet), 0, each);

const visit = (element: unknown, depth: number, each: (address: string, args: unknown[]) => void): void => {
  if (depth > DEEPEST) throw new Error('The bundle is nested too deeply.');
  const { oscType, elements, address, args } = element as {
    oscType: 'bundle' | 'message';
    elements: unknown[];
    address: string;
    args: { value: unknown }[];
  };
  if (oscType === 'bundle') for (const inner of elements) visit(inner, depth + 1, each);
  else
    each(
      address,
      args.map(({ value }) => value),
    );
};
