import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  demo: boolean;
  /** Open a browser. Off with `--no-open`: print the address only. */
  open: boolean;
  port: number | undefined;
  /** Overrides the system's place for the user's data. */
  data: string | undefined;
  /** A `.vrm` file to show, as a double click on one gives it. */
  avatarFile: string | undefined;
}

/**
 * @param strict refuse what is not known. Electron's command line has Chromium's own switches too and cannot be.
 * @throws Error with a sentence for the user
 */
export const parseStartOptions = (args: readonly string[], strict = true): StartOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict,
    allowPositionals: true,
    options: {
      demo: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
    },
  });
  const avatarFile = positionals.find((path) => path.toLowerCase().endsWith('.vrm'));
  return {
    demo: values.demo === true,
    open: values['no-open'] !== true,
    port: parsePort(values.port),
    data: typeof values.data === 'string' ? resolve(values.data) : undefined,
    avatarFile: avatarFile === undefined ? undefined : resolve(avatarFile),
  };
};

const parsePort = (text: string | boolean | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port must be a number from 0 to 65535, not "${text}".`);
  return port;
};
