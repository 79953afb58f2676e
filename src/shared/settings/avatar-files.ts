import { z } from 'zod';
import { HUMANOID_BONES } from '../humanoid';

/** SHA-256 of a file, hex. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const MOST_ACCEPTED = 1000;
export const MOST_BONE_MAPS = 32;

/** What the user has said about avatar files; it belongs to no preset. */
export const avatarFilesSettings = z.object({
  /** Files whose terms of use the user has accepted, or that are the user's own; a patch replaces the list as a whole. */
  accepted: z.array(hash).max(MOST_ACCEPTED).default([]),
  /** Bones that the user has named in models that are no VRM, newest last; a patch replaces the list as a whole. */
  boneMaps: z
    .array(z.object({ file: hash, bones: z.partialRecord(z.enum(HUMANOID_BONES), z.string().max(160)) }))
    .max(MOST_BONE_MAPS)
    .default([]),
  /** An avatar that a rule, a preset or a double click asked for before its terms were accepted: Studio shows them and asks. Else empty. */
  offered: z.string().max(256).default(''),
});
