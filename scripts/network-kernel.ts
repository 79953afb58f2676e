/**
 * Writes src/motion/solve/face/network-kernel.ts: network-kernel.wat as the bytes of a WebAssembly module.
 *
 *     npx tsx scripts/network-kernel.ts
 */
import { readFile, writeFile } from 'node:fs/promises';
import wabt from 'wabt';

const FOLDER = new URL('../src/motion/solve/face/', import.meta.url);
const PER_LINE = 24;

/** @returns the text of network-kernel.ts. */
export const makeNetworkKernel = async (): Promise<string> => {
  const { parseWat } = await wabt();
  const parsed = parseWat(
    'network-kernel.wat',
    await readFile(new URL('network-kernel.wat', FOLDER), 'utf8'),
    { simd: true },
  );
  const bytes = [...parsed.toBinary({}).buffer];
  parsed.destroy();
  const lines = Array.from({ length: Math.ceil(bytes.length / PER_LINE) }, (_, line) =>
    bytes.slice(line * PER_LINE, (line + 1) * PER_LINE).join(', '),
  );
  return `/** The WebAssembly module of network-kernel.wat. Written by scripts/network-kernel.ts. */
// biome-ignore format: bytes
export const NETWORK_KERNEL = Uint8Array.of(
${lines.map((line) => `  ${line},\n`).join('')});
`;
};

if (process.argv[1] === import.meta.filename)
  await writeFile(new URL('network-kernel.ts', FOLDER), await makeNetworkKernel());
