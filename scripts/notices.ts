import { writeFile } from 'node:fs/promises';
import { isLicenceAllowed } from './notices/licences';
import { readPackages } from './notices/packages';
import { writeNotices } from './notices/text';

const FILE = 'THIRD_PARTY_NOTICES.md';

/** `npm run notices`: writes THIRD_PARTY_NOTICES.md from what ships, and fails on a licence that may not. */
const run = async (): Promise<number> => {
  const packages = await readPackages();
  const refused = packages.filter(({ licence }) => !isLicenceAllowed(licence));
  for (const { name, version, licence } of refused)
    console.error(`${name} ${version}: the licence "${licence}" is not on the list of those that may ship.`);
  if (refused.length > 0) return 1;
  await writeFile(FILE, writeNotices(packages));
  console.log(`${FILE}: ${packages.length} packages, every licence allowed.`);
  return 0;
};

run().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
