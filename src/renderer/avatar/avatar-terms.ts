import { isObject, type JsonObject } from './gltf-json';

/** What a file says about its use. Texts are the author's own: show them as text, never as markup. */
export interface AvatarTerms {
  name: string;
  authors: readonly string[];
  /** How the author is reached, where the file tells. */
  contact: string;
  copyright: string;
  /** Names or addresses of licences and further terms. */
  licences: readonly string[];
  /** Undefined where the file names no terms at all: then nothing is allowed but what the author has said elsewhere. */
  rules: TermsRules | undefined;
}

/** In the terms of VRM 1.0, to which those of VRM 0 are carried over. */
export interface TermsRules {
  /** Who may appear as the avatar. */
  users: 'author' | 'licensed' | 'everyone';
  commercial: 'none' | 'personal' | 'corporate';
  redistribution: boolean;
  modification: 'none' | 'own' | 'redistributed';
  credit: boolean;
  violence: boolean;
  sexuality: boolean;
  /** Political and religious use; undefined where VRM 0 has no word for it. */
  politics: boolean | undefined;
  /** Antisocial use and hate. */
  hate: boolean | undefined;
}

const MAX_TEXT = 500;
const MOST_AUTHORS = 20;

const text = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, MAX_TEXT) : '');
const texts = (values: readonly unknown[]): string[] => values.map(text).filter(Boolean);
const oneOf = <Value>(table: Readonly<Record<string, Value>>, key: unknown, otherwise: Value): Value =>
  typeof key === 'string' && Object.hasOwn(table, key) ? table[key]! : otherwise;

/**
 * Reads the terms out of a checked VRM's description. What a file leaves out is what the specification makes of that: the least.
 * Sources: VRMC_vrm-1.0 meta.md; VRM 0.x schema "vrm.meta".
 * @param hasTerms false for a file that Kagami has made of a model without terms
 */
export const readTerms = (json: unknown, hasTerms: boolean): AvatarTerms => {
  const extensions = objectIn(isObject(json) ? json : {}, 'extensions');
  const vrm1 = extensions.VRMC_vrm;
  const terms = isObject(vrm1)
    ? terms1(objectIn(vrm1, 'meta'))
    : terms0(objectIn(objectIn(extensions, 'VRM'), 'meta'));
  return hasTerms ? terms : { ...terms, licences: terms.licences.filter(isOwn), rules: undefined };
};

const objectIn = (parent: JsonObject, key: string): JsonObject => {
  const value = parent[key];
  return isObject(value) ? value : {};
};

/** The address of VRM 1.0's licence stands in every file: it says no more than the rules do. */
const VRM_LICENCE = /^https:\/\/vrm\.dev\/licenses\/1\.0\/?$/;
const isOwn = (licence: string): boolean => !VRM_LICENCE.test(licence);

const terms1 = (meta: JsonObject): AvatarTerms => ({
  name: text(meta.name),
  authors: texts(Array.isArray(meta.authors) ? meta.authors.slice(0, MOST_AUTHORS) : []),
  contact: text(meta.contactInformation),
  copyright: text(meta.copyrightInformation),
  licences: texts([meta.licenseUrl, meta.otherLicenseUrl, meta.thirdPartyLicenses]),
  rules: {
    users: oneOf(
      { onlySeparatelyLicensedPerson: 'licensed', everyone: 'everyone' },
      meta.avatarPermission,
      'author',
    ),
    commercial: oneOf({ personalProfit: 'personal', corporation: 'corporate' }, meta.commercialUsage, 'none'),
    redistribution: meta.allowRedistribution === true,
    modification: oneOf(
      { allowModification: 'own', allowModificationRedistribution: 'redistributed' },
      meta.modification,
      'none',
    ),
    credit: meta.creditNotation !== 'unnecessary',
    violence: meta.allowExcessivelyViolentUsage === true,
    sexuality: meta.allowExcessivelySexualUsage === true,
    politics: meta.allowPoliticalOrReligiousUsage === true,
    hate: meta.allowAntisocialOrHateUsage === true,
  },
});

type Licence0 = Pick<TermsRules, 'redistribution' | 'modification' | 'credit'>;

/** What the licences that VRM 0 names say. Source: creativecommons.org/share-your-work/cclicenses. */
const LICENCES_0: Readonly<Record<string, Licence0>> = {
  CC0: { redistribution: true, modification: 'redistributed', credit: false },
  CC_BY: { redistribution: true, modification: 'redistributed', credit: true },
  CC_BY_NC: { redistribution: true, modification: 'redistributed', credit: true },
  CC_BY_SA: { redistribution: true, modification: 'redistributed', credit: true },
  CC_BY_NC_SA: { redistribution: true, modification: 'redistributed', credit: true },
  CC_BY_ND: { redistribution: true, modification: 'own', credit: true },
  CC_BY_NC_ND: { redistribution: true, modification: 'own', credit: true },
};

const terms0 = (meta: JsonObject): AvatarTerms => ({
  name: text(meta.title),
  authors: texts([meta.author]),
  contact: text(meta.contactInformation),
  copyright: '',
  licences: texts([
    text(meta.licenseName).replaceAll('_', ' '),
    meta.otherLicenseUrl,
    meta.otherPermissionUrl,
    meta.reference,
  ]),
  rules: {
    ...oneOf(LICENCES_0, meta.licenseName, { redistribution: false, modification: 'none', credit: true }),
    users: oneOf(
      { ExplicitlyLicensedPerson: 'licensed', Everyone: 'everyone' },
      meta.allowedUserName,
      'author',
    ),
    commercial: meta.commercialUssageName === 'Allow' ? 'corporate' : 'none',
    violence: meta.violentUssageName === 'Allow',
    sexuality: meta.sexualUssageName === 'Allow',
    politics: undefined,
    hate: undefined,
  },
});
