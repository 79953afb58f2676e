import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { Finding } from './finding';

/** States of a fuse as the wire spells them, the characters 0 and 1. */
const DISABLE = 0x30;
const ENABLE = 0x31;

/** What the installed program must not be talked into, and what it must insist on. */
const EXPECTED: readonly (readonly [FuseV1Options, number])[] = [
  [FuseV1Options.RunAsNode, DISABLE],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, DISABLE],
  [FuseV1Options.EnableNodeCliInspectArguments, DISABLE],
  [FuseV1Options.EnableCookieEncryption, ENABLE],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, ENABLE],
  [FuseV1Options.OnlyLoadAppFromAsar, ENABLE],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, DISABLE],
];

/** Reads the fuses back from the packaged binary. */
export const checkFuses = async (binary: string): Promise<Finding[]> => {
  const wire = await getCurrentFuseWire(binary);
  return EXPECTED.map(([fuse, state]) => ({
    ok: Number(wire[fuse]) === state,
    what: `fuse ${FuseV1Options[fuse]} is ${state === ENABLE ? 'on' : 'off'}`,
  }));
};
