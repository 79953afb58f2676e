import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toStrictModule, toWorkerScript } from '../../../scripts/models/face-mesh-module';

const published = (name: string): string => readFileSync(`node_modules/@mediapipe/face_mesh/${name}`, 'utf8');

it('replaces every function that would generate code, in the same scope', () => {
  const loader = published('face_mesh_solution_simd_wasm_bin.js');
  const module = toStrictModule(loader);
  for (const name of ['createNamedFunction', 'craftInvokerFunction', '__emval_get_method_caller']) {
    const last = module.lastIndexOf(`function ${name}(`);
    expect(last).toBeGreaterThan(module.indexOf(`function ${name}(`));
    expect(module.slice(last)).not.toMatch(/new Function|new_\(Function/);
  }
});

it('refuses scripts of another version', () => {
  expect(() => toStrictModule('var other = 1;')).toThrow(/version/);
  expect(() => toWorkerScript('var other = 1;')).toThrow(/version/);
  expect(toWorkerScript(published('face_mesh.js'))).toContain('majorVersion:');
});
