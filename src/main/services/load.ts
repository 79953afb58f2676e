import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Load } from '@shared/load';

/** Seconds of processor time that each of the program's processes has used, by its id. */
export type ReadProcesses = () => Promise<ReadonlyMap<number, number>>;

export interface LoadMeterOptions {
  /** The program's processes, where the host or the system tells them. */
  readProcesses?: ReadProcesses | undefined;
  cores?: number;
  /** Milliseconds. */
  now?: () => number;
}

/** Several windows may ask: answers within this time are one. Milliseconds. */
const SHORTEST = 500;

/** Share of the machine's cores that the whole program uses, from one question to the next. */
export const createLoadMeter = (options: LoadMeterOptions = {}): (() => Promise<Load>) => {
  const { readProcesses, cores = availableParallelism(), now = () => performance.now() } = options;
  const read = readProcesses ?? readOwnProcess;
  const whole = readProcesses !== undefined;
  let before: ReadonlyMap<number, number> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let answer: Load = { cpu: undefined, whole };
  return async () => {
    const time = now();
    const elapsed = (time - askedAt) / 1000;
    if (time - askedAt < SHORTEST) return answer;
    askedAt = time;
    const used = await read().catch(() => undefined);
    const seconds = used && before && secondsBetween(before, used);
    before = used;
    answer = { cpu: seconds === undefined ? undefined : clamp(seconds / elapsed / cores), whole };
    return answer;
  };
};

/** A process that is new has used all of its time since; one that has ended is not known any more. */
const secondsBetween = (before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number => {
  let sum = 0;
  for (const [id, seconds] of after) sum += Math.max(0, seconds - (before.get(id) ?? 0));
  return sum;
};

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

const readOwnProcess: ReadProcesses = async () => {
  const { user, system } = process.cpuUsage();
  return new Map([[process.pid, (user + system) / 1e6]]);
};

/** Clock ticks a second of `/proc`: fixed for user space, whatever the kernel's own rate (`man 5 proc_pid_stat`). */
const TICKS = 100;

/**
 * This process and all that it started, such as the browser and its processes, from Linux's `/proc`.
 *
 * @throws where there is no such folder
 */
export const readProcessTree = async (root = process.pid, folder = '/proc'): Promise<Map<number, number>> => {
  const names = (await readdir(folder)).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    names.map((name) => readFile(`${folder}/${name}/stat`, 'utf8').catch(() => '')),
  );
  const found = stats.map(readStat).filter((stat) => stat !== undefined);
  const children = new Map<number, Stat[]>();
  for (const stat of found) children.set(stat.parent, [...(children.get(stat.parent) ?? []), stat]);
  const used = new Map<number, number>();
  const visit = (stat: Stat): void => {
    used.set(stat.id, stat.seconds);
    for (const child of children.get(stat.id) ?? []) if (!used.has(child.id)) visit(child);
  };
  const own = found.find(({ id }) => id === root);
  if (own !== undefined) visit(own);
  return used;
};

interface Stat {
  id: number;
  parent: number;
  seconds: number;
}

/** Fields 1, 4, 14 and 15 of `proc_pid_stat`; the name in field 2 may hold spaces and brackets. */
const readStat = (line: string): Stat | undefined => {
  const end = line.lastIndexOf(')');
  if (end < 0) return undefined;
  const fields = line.slice(end + 2).split(' ');
  return {
    id: Number.parseInt(line, 10),
    parent: Number(fields[1]),
    seconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
  };
};
