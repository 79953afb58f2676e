import type { ShippedPackage } from './packages';

const HEAD = `# Third-party notices

Kagami is made with the work of others. This file is written by \`npm run notices\`; do not edit it.

## Models, footage and pictures

- **MediaPipe tracking models** (\`hand_*.task\`, \`pose_*.task\`, Face Mesh, and \`face_landmarker.task\` where it is there): Google,
  the MediaPipe project, Apache License 2.0. The hand and pose bundles are assembled from the model files of the npm packages named below.
- **Demo take** (face): tracked from *sample-videos* by the Intel IoT Developer Kit
  (<https://github.com/intel-iot-devkit/sample-videos>), licensed under Creative Commons Attribution 4.0 International
  (<https://creativecommons.org/licenses/by/4.0/>). Changed: reduced to landmarks; no picture of it ships. Arms and hands of the take are synthetic.
- **Electron** carries Chromium and Node.js; their notices are in \`LICENSES.chromium.html\` beside the installed program.

## Packages
`;

/** The whole file: every package with its licence, and each licence text once for all packages that share it. */
export const writeNotices = (packages: readonly ShippedPackage[]): string => {
  const list = packages.map(
    ({ name, version, licence, repository }) =>
      `- ${name} ${version}: ${licence}${repository === '' ? '' : ` (${webAddress(repository)})`}`,
  );
  const sections = [...namesByText(packages)].map(
    ([text, names]) => `### ${names.join(', ')}\n\n${fenced(text)}\n`,
  );
  return `${HEAD}\n${list.join('\n')}\n\n## Licence texts\n\n${sections.join('\n')}`;
};

const namesByText = (packages: readonly ShippedPackage[]): Map<string, string[]> => {
  const names = new Map<string, string[]>();
  for (const { name, text } of packages) {
    const key = tidy(text);
    if (key !== '') names.set(key, [...(names.get(key) ?? []), name]);
  }
  return names;
};

const webAddress = (repository: string): string =>
  `<${repository
    .replace(/^git\+/, '')
    .replace(/^git:/, 'https:')
    .replace(/\.git$/, '')}>`;

const tidy = (text: string): string =>
  text
    .replace(/\r\n/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();

const fenced = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;
