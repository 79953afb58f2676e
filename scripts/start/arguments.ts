export type HostChoice = 'auto' | 'electron' | 'browser';

/** Takes `--host=` out of the arguments; the rest is the program's. @throws Error with a sentence for the user */
export const parseHostChoice = (args: readonly string[]): { host: HostChoice; rest: string[] } => {
  const prefix = '--host=';
  const given = args.find((arg) => arg.startsWith(prefix))?.slice(prefix.length) ?? 'auto';
  if (given !== 'auto' && given !== 'electron' && given !== 'browser')
    throw new Error(`--host must be auto, electron or browser, not "${given}".`);
  return { host: given, rest: args.filter((arg) => !arg.startsWith(prefix)) };
};
