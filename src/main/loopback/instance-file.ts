import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

const instanceSchema = z.object({
  pid: z.number().int(),
  port: z.number().int().min(1).max(65_535),
  token: z.string().min(16).max(128),
});

/** The program that runs on a data folder. The file is readable by its user alone, as it lets in whoever knows it. */
export type Instance = z.infer<typeof instanceSchema>;

const fileOf = (dataFolder: string): string => join(dataFolder, 'instance.json');

/** The instance that the file names, whether it still runs or not. */
export const readInstance = async (dataFolder: string): Promise<Instance | undefined> => {
  try {
    return instanceSchema.parse(JSON.parse(await readFile(fileOf(dataFolder), 'utf8')));
  } catch {
    return undefined;
  }
};

export const writeInstance = (dataFolder: string, instance: Instance): Promise<void> =>
  writeFileAtomic(fileOf(dataFolder), JSON.stringify(instance), { mode: 0o600 });

/** Takes the file away where it is still ours. */
export const removeInstance = async (dataFolder: string, { token }: Instance): Promise<void> => {
  if ((await readInstance(dataFolder))?.token === token) await rm(fileOf(dataFolder), { force: true });
};

const ANSWER_WITHIN_MS = 3000;

export type RunningInstance = { shown: true } | { shown: false; reason: string };

/** Asks a running instance to open Studio; it may be unable to and say why. @returns undefined where none runs */
export const showRunningInstance = async (dataFolder: string): Promise<RunningInstance | undefined> => {
  const instance = await readInstance(dataFolder);
  if (instance === undefined) return undefined;
  const origin = `http://127.0.0.1:${instance.port}`;
  try {
    const response = await fetch(`${origin}/show-studio?token=${instance.token}`, {
      method: 'POST',
      headers: { Origin: origin },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (response.status === 204) return { shown: true };
    return response.status === 409 ? { shown: false, reason: await response.text() } : undefined;
  } catch {
    return undefined;
  }
};
