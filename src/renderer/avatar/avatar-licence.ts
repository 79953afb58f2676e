import { z } from 'zod';
import { readGlb } from './read-glb';

/** What an avatar's author allows, as far as it matters to who makes a new file of the avatar. */
export interface AvatarLicence {
  name: string;
  /** Name or address of the licence; empty where the file names none. */
  licence: string;
  /** Undefined where the file leaves it to a text. */
  mayRedistribute: boolean | undefined;
  mayModify: boolean | undefined;
}

const text = z.string().max(4096).catch('');

/** Sources: VRMC_vrm-1.0 specification, meta.md; VRM 0.x specification, `vrm.meta.schema.json`. */
const metas = z.object({
  extensions: z.object({
    VRMC_vrm: z
      .object({
        meta: z.object({
          name: text,
          licenseUrl: text,
          otherLicenseUrl: text,
          // Absent means the strictest.
          allowRedistribution: z.boolean().catch(false),
          modification: z
            .enum(['prohibited', 'allowModification', 'allowModificationRedistribution'])
            .catch('prohibited'),
        }),
      })
      .optional(),
    VRM: z.object({ meta: z.object({ title: text, licenseName: text, otherLicenseUrl: text }) }).optional(),
  }),
});

/** What the licences that VRM 0 names say; of others only their own text knows. */
const VRM0_LICENCES: Readonly<Record<string, { mayRedistribute: boolean; mayModify: boolean }>> = {
  Redistribution_Prohibited: { mayRedistribute: false, mayModify: true },
  CC0: { mayRedistribute: true, mayModify: true },
  CC_BY: { mayRedistribute: true, mayModify: true },
  CC_BY_NC: { mayRedistribute: true, mayModify: true },
  CC_BY_SA: { mayRedistribute: true, mayModify: true },
  CC_BY_NC_SA: { mayRedistribute: true, mayModify: true },
  CC_BY_ND: { mayRedistribute: true, mayModify: false },
  CC_BY_NC_ND: { mayRedistribute: true, mayModify: false },
};

/** @throws Error where the file is no VRM */
export const readAvatarLicence = (file: Uint8Array): AvatarLicence => {
  const { VRMC_vrm: vrm1, VRM: vrm0 } = metas.parse(readGlb(file).json).extensions;
  if (vrm1 !== undefined) {
    const { name, licenseUrl, otherLicenseUrl, allowRedistribution, modification } = vrm1.meta;
    return {
      name: short(name),
      licence: short(licenseUrl || otherLicenseUrl),
      mayRedistribute: allowRedistribution,
      mayModify: modification !== 'prohibited',
    };
  }
  const { title = '', licenseName = '', otherLicenseUrl = '' } = vrm0?.meta ?? {};
  const known = VRM0_LICENCES[licenseName];
  return {
    name: short(title),
    licence: short(licenseName === 'Other' ? otherLicenseUrl : licenseName),
    mayRedistribute: known?.mayRedistribute,
    mayModify: known?.mayModify,
  };
};

const MAX_TEXT = 200;
const short = (value: string): string => value.trim().slice(0, MAX_TEXT);
