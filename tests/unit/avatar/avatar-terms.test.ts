import { describe, expect, it } from 'vitest';
import { readTerms } from '../../../src/renderer/avatar/avatar-terms';

const vrm1 = (meta: object): unknown => ({ extensions: { VRMC_vrm: { meta } } });
const vrm0 = (meta: object): unknown => ({ extensions: { VRM: { meta } } });

describe('terms in a VRM 1.0 file (VRMC_vrm-1.0, meta.md)', () => {
  it('that are left out are the strictest', () => {
    expect(readTerms(vrm1({ name: 'Yuki', authors: ['Aki'] }), true).rules).toEqual({
      users: 'author',
      commercial: 'none',
      redistribution: false,
      modification: 'none',
      credit: true,
      violence: false,
      sexuality: false,
      politics: false,
      hate: false,
    });
  });

  it('are carried into plain words', () => {
    const terms = readTerms(
      vrm1({
        name: ' Yuki ',
        authors: ['Aki', 7, 'Ren'],
        licenseUrl: 'https://vrm.dev/licenses/1.0/',
        contactInformation: 'aki@example.com',
        avatarPermission: 'everyone',
        commercialUsage: 'personalProfit',
        creditNotation: 'unnecessary',
        allowRedistribution: true,
        modification: 'allowModificationRedistribution',
        allowExcessivelyViolentUsage: true,
      }),
      true,
    );
    expect(terms).toMatchObject({ name: 'Yuki', authors: ['Aki', 'Ren'], contact: 'aki@example.com' });
    expect(terms.rules).toMatchObject({
      users: 'everyone',
      commercial: 'personal',
      redistribution: true,
      modification: 'redistributed',
      credit: false,
      violence: true,
    });
  });

  it('of a model that named none are none', () => {
    const terms = readTerms(
      vrm1({ authors: ['Aki'], licenseUrl: 'https://vrm.dev/licenses/1.0/', thirdPartyLicenses: 'CC-BY' }),
      false,
    );
    expect(terms).toMatchObject({ rules: undefined, licences: ['CC-BY'] });
  });
});

describe('terms in a VRM 0 file (schema vrm.meta)', () => {
  it.each([
    ['CC0', { redistribution: true, modification: 'redistributed', credit: false }],
    ['CC_BY', { redistribution: true, modification: 'redistributed', credit: true }],
    ['CC_BY_ND', { redistribution: true, modification: 'own', credit: true }],
    ['Redistribution_Prohibited', { redistribution: false, modification: 'none', credit: true }],
    ['constructor', { redistribution: false, modification: 'none', credit: true }],
  ])('of %s', (licenseName, rules) => {
    expect(readTerms(vrm0({ licenseName }), true).rules).toMatchObject(rules);
  });

  it('say who may use it and for what', () => {
    const { rules } = readTerms(
      vrm0({
        allowedUserName: 'ExplicitlyLicensedPerson',
        commercialUssageName: 'Allow',
        sexualUssageName: 'Allow',
      }),
      true,
    );
    expect(rules).toMatchObject({
      users: 'licensed',
      commercial: 'corporate',
      sexuality: true,
      violence: false,
      politics: undefined,
    });
  });

  it('of rubbish are the strictest, and nothing breaks', () => {
    for (const rubbish of [undefined, 3, [], { extensions: { VRM: { meta: [] } } }])
      expect(readTerms(rubbish, true).rules?.users).toBe('author');
  });
});
