import { writeGlbParts } from '@motion/codecs/glb';
import { expect, test } from 'vitest';
import { readAvatarLicence } from '../../../src/renderer/avatar/avatar-licence';

const file = (extensions: object): Uint8Array =>
  writeGlbParts({ json: { asset: { version: '2.0' }, extensions }, binary: new Uint8Array(4) });

test('a VRM 1.0 that says nothing forbids both, as its specification has it', () => {
  const meta = { name: 'Mio', licenseUrl: 'https://vrm.dev/licenses/1.0/' };
  expect(readAvatarLicence(file({ VRMC_vrm: { meta } }))).toEqual({
    name: 'Mio',
    licence: meta.licenseUrl,
    mayRedistribute: false,
    mayModify: false,
  });
  const free = { ...meta, allowRedistribution: true, modification: 'allowModificationRedistribution' };
  expect(readAvatarLicence(file({ VRMC_vrm: { meta: free } }))).toMatchObject({
    mayRedistribute: true,
    mayModify: true,
  });
});

test('a VRM 0 is judged by the licence that it names, and by none where it names another', () => {
  const of = (licenseName: string) =>
    readAvatarLicence(
      file({ VRM: { meta: { title: 'Rin', licenseName, otherLicenseUrl: 'https://example.org/terms' } } }),
    );
  expect(of('Redistribution_Prohibited')).toMatchObject({ mayRedistribute: false });
  expect(of('CC_BY_ND')).toMatchObject({ mayRedistribute: true, mayModify: false });
  expect(of('CC0')).toMatchObject({ name: 'Rin', licence: 'CC0', mayRedistribute: true, mayModify: true });
  expect(of('Other')).toEqual({
    name: 'Rin',
    licence: 'https://example.org/terms',
    mayRedistribute: undefined,
    mayModify: undefined,
  });
});

test('what is of another kind than it should be counts as absent', () => {
  expect(
    readAvatarLicence(file({ VRMC_vrm: { meta: { name: 7, allowRedistribution: 'yes', modification: 1 } } })),
  ).toEqual({ name: '', licence: '', mayRedistribute: false, mayModify: false });
});
