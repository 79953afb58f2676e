/**
 * Terms of an avatar whose rights are somebody's, and not told in full: the file grants none beyond what VRMC_vrm-1.0 grants at least.
 * Source: VRMC_vrm-1.0, "meta".
 */
export const OWNER_ONLY = {
  licenseUrl: 'https://vrm.dev/licenses/1.0/',
  avatarPermission: 'onlyAuthor',
  allowExcessivelyViolentUsage: false,
  allowExcessivelySexualUsage: false,
  commercialUsage: 'personalNonProfit',
  allowPoliticalOrReligiousUsage: false,
  allowAntisocialOrHateUsage: false,
  creditNotation: 'required',
  allowRedistribution: false,
  modification: 'prohibited',
} as const;
