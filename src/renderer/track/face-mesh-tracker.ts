import type { FaceTracking } from '@shared/tracking-frame';
import type { PartTracker, TrackerImage } from './part-tracker';
import { type Point, writeFace } from './results';
import type { Delegate } from './tracker';

interface FaceMeshResults {
  multiFaceLandmarks: Point[][];
  image?: ImageBitmap;
}

/** The part of the legacy `@mediapipe/face_mesh` that is used; its own types know only the main thread. */
interface FaceMesh {
  setOptions(options: Record<string, number | boolean>): void;
  onResults(listener: (results: FaceMeshResults) => void): void;
  initialize(): Promise<void>;
  send(inputs: { image: unknown }): Promise<void>;
  close(): Promise<void>;
}

interface FaceMeshGlobals {
  FaceMesh?: new (config: { locateFile(file: string): string }) => FaceMesh;
  Module?: object;
  createMediapipeSolutionsPackedAssets?: object;
  importScripts?: (...urls: string[]) => void;
}

/**
 * The face tracker that works from npm alone: the legacy Face Mesh with refined eyes and lips (478 landmarks as the Face
 * Landmarker gives them), without blendshapes and matrix.
 *
 * It was written for a page or a classic worker, where it loads its parts by `importScripts`. In a module worker the parts are
 * imported beforehand (`scripts/models/face-mesh-module.ts` made them importable) and `importScripts` has nothing left to do.
 */
export const createFaceMeshTracker = async (
  folder: string,
  face: FaceTracking,
  delegate: Delegate,
): Promise<PartTracker> => {
  const scope = globalThis as unknown as FaceMeshGlobals;
  const module = { locateFile: (file: string): string => folder + file };
  scope.Module = module;
  scope.createMediapipeSolutionsPackedAssets = module;
  scope.importScripts = () => {};
  for (const script of [
    'face_mesh_solution_packed_assets_loader.js',
    'face_mesh_solution_simd_wasm_bin.js',
    'face_mesh.js',
  ])
    await import(/* @vite-ignore */ folder + script);
  if (!scope.FaceMesh) throw new Error('Face Mesh did not load.');

  const mesh = new scope.FaceMesh(module);
  let landmarks: Point[] | undefined;
  mesh.onResults((results) => {
    landmarks = results.multiFaceLandmarks?.[0];
    results.image?.close();
  });
  mesh.setOptions({ maxNumFaces: 1, refineLandmarks: true, useCpuInference: delegate === 'cpu' });
  await mesh.initialize();
  return {
    part: 'face',
    async detect(image: TrackerImage, time: number) {
      face.tracker = 'face-mesh';
      landmarks = undefined;
      await mesh.send({ image: sized(image) });
      writeFace({ landmarks }, time, face);
    },
    close: () => void mesh.close(),
  };
};

/** It reads an image's size from `width` and `height`, which a VideoFrame has not. */
const sized = (image: TrackerImage): TrackerImage => {
  if ('displayWidth' in image && !('width' in image))
    Object.defineProperties(image, {
      width: { value: image.displayWidth },
      height: { value: image.displayHeight },
    });
  return image;
};
