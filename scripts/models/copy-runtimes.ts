import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toStrictModule } from './face-mesh-module';

/** Below the target folder ← below the `@mediapipe` packages. Only what a module worker with SIMD asks for. */
const COPIES: readonly (readonly [target: string, source: string])[] = [
  ['vision/vision_wasm_module_internal.js', 'tasks-vision/wasm/vision_wasm_module_internal.js'],
  ['vision/vision_wasm_module_internal.wasm', 'tasks-vision/wasm/vision_wasm_module_internal.wasm'],
  ['face-mesh/face_mesh.js', 'face_mesh/face_mesh.js'],
  ['face-mesh/face_mesh.binarypb', 'face_mesh/face_mesh.binarypb'],
  [
    'face-mesh/face_mesh_solution_packed_assets_loader.js',
    'face_mesh/face_mesh_solution_packed_assets_loader.js',
  ],
  ['face-mesh/face_mesh_solution_packed_assets.data', 'face_mesh/face_mesh_solution_packed_assets.data'],
  ['face-mesh/face_mesh_solution_simd_wasm_bin.wasm', 'face_mesh/face_mesh_solution_simd_wasm_bin.wasm'],
];

const FACE_MESH_LOADER = 'face_mesh_solution_simd_wasm_bin.js';

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
  const loader = toStrictModule(readFileSync(join(packages, 'face_mesh', FACE_MESH_LOADER), 'utf8'));
  const to = join(target, 'face-mesh', FACE_MESH_LOADER);
  if (existsSync(to) && readFileSync(to, 'utf8') === loader) return written;
  writeFileSync(to, loader);
  return written + 1;
};
