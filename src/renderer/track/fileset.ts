import { FilesetResolver } from '@mediapipe/tasks-vision';

export type TasksFileset = Awaited<ReturnType<typeof FilesetResolver.forVisionTasks>>;

/**
 * Loads MediaPipe's WebAssembly for a module worker (the resolver's second argument picks the ES module build).
 *
 * @returns what to call for each task's fileset. Creating a task takes the loader's factory away from the global scope and
 *   imports the loader again, which a module does only once: the second task would find no factory. So it is put back.
 */
export const loadFileset = async (wasm: string): Promise<() => TasksFileset> => {
  const fileset = await FilesetResolver.forVisionTasks(wasm.replace(/\/$/, ''), true);
  const { default: factory } = (await import(/* @vite-ignore */ fileset.wasmLoaderPath)) as {
    default: unknown;
  };
  return () => {
    Object.assign(globalThis, { ModuleFactory: factory });
    return fileset;
  };
};
