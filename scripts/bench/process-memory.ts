import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessMemory {
  /** browser, renderer, gpu-process, utility … */
  type: string;
  peakMegabytes: number;
}

/**
 * Peak resident memory of a Chromium's processes, from Linux's `/proc/PID/status` (VmHWM).
 * @returns nothing on other systems.
 */
export const readPeakMemory = (rootPid: number): ProcessMemory[] => {
  if (process.platform !== 'linux') return [];
  const parents = readParents();
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at; at = parents.get(at)) if (at === rootPid) return true;
    return false;
  };
  const found: ProcessMemory[] = [];
  for (const pid of parents.keys()) {
    if (!belongs(pid)) continue;
    const peak = /VmHWM:\s+(\d+) kB/.exec(read(pid, 'status'))?.[1];
    const type = /--type=([\w-]+)/.exec(read(pid, 'cmdline'))?.[1] ?? 'browser';
    if (peak && type !== 'zygote') found.push({ type, peakMegabytes: Number(peak) / 1024 });
  }
  return found.sort((a, b) => b.peakMegabytes - a.peakMegabytes);
};

const readParents = (): Map<number, number> => {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s+(\d+)/m.exec(read(Number(name), 'status'))?.[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  return parents;
};

/** Empty where the process has just ended. */
const read = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};
