import { parseArgs } from 'node:util';

export interface StartOptions {
  demo: boolean;
  /** Open a browser. Off with `--no-open`: print the address only. */
  open: boolean;
  port: number | undefined;
  /** Overrides the system's place for the user's data. */
  data: string | undefined;
}

/** @throws Error with a sentence for the user */
export const parseStartOptions = (args: readonly string[]): StartOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      demo: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
    },
  });
  return { demo: values.demo, open: !values['no-open'], port: parsePort(values.port), data: values.data };
};

const parsePort = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port must be a number from 0 to 65535, not "${text}".`);
  return port;
};
