import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toStrictModule, toWorkerScript } from './face-mesh-module';

/** Below the target folder ← below the `@mediapipe` packages. Only what a module worker with SIMD asks for. */
const COPIES: readonly (readonly [target: string, source: string])[] = [
  ['vision/vision_wasm_module_internal.js', 'tasks-vision/wasm/vision_wasm_module_internal.js'],
  ['vision/vision_wasm_module_internal.wasm', 'tasks-vision/wasm/vision_wasm_module_internal.wasm'],
  ['face-mesh/face_mesh.binarypb', 'face_mesh/face_mesh.binarypb'],
  [
    'face-mesh/face_mesh_solution_packed_assets_loader.js',
    'face_mesh/face_mesh_solution_packed_assets_loader.js',
  ],
  ['face-mesh/face_mesh_solution_packed_assets.data', 'face_mesh/face_mesh_solution_packed_assets.data'],
  ['face-mesh/face_mesh_solution_simd_wasm_bin.wasm', 'face_mesh/face_mesh_solution_simd_wasm_bin.wasm'],
];

/** Scripts that are changed on the way. */
const REWRITES: readonly (readonly [name: string, rewrite: (script: string) => string])[] = [
  ['face_mesh.js', toWorkerScript],
  ['face_mesh_solution_simd_wasm_bin.js', toStrictModule],
];

/**
 * Copies the MediaPipe runtimes that pages load into `target` (`resources/mediapipe`); leaves what is already there.
 * @returns how many files were written.
 */
export const copyRuntimes = (packages: string, target: string): number => {
  let written = 0;
  for (const [name, source] of COPIES) {
    const from = join(packages, source);
    const to = join(target, name);
    if (existsSync(to) && statSync(to).size === statSync(from).size) continue;
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
    written++;
  }
  for (const [name, rewrite] of REWRITES) {
    const script = rewrite(readFileSync(join(packages, 'face_mesh', name), 'utf8'));
    const to = join(target, 'face-mesh', name);
    if (existsSync(to) && readFileSync(to, 'utf8') === script) continue;
    writeFileSync(to, script);
    written++;
  }
  return written;
};
