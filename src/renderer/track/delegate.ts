import { PoseLandmarker } from '@mediapipe/tasks-vision';
import { askRendererName, isSoftwareRenderer } from '../graphics';
import type { MeasuredDelegate } from './delegate-memory';
import { loadFileset, type TasksFileset } from './fileset';
import type { Delegate, TrackerAssets } from './tracker';

const WARM_UP_RUNS = 2;
const TIMED_RUNS = 5;

/**
 * The faster delegate on this machine. A software renderer is told by its name, as its first image can take 16 s; otherwise
 * both delegates look for a pose in the same picture. Meant for a worker that the caller ends when it takes too long.
 *
 * @param known is taken where it was measured with the graphics of this machine
 */
export const measureDelegate = async (
  assets: TrackerAssets,
  known: MeasuredDelegate | undefined,
): Promise<MeasuredDelegate> => {
  const renderer = askRendererName();
  if (known?.renderer === renderer) return known;
  return { renderer, delegate: await fasterDelegate(renderer, assets) };
};

const fasterDelegate = async (renderer: string, assets: TrackerAssets): Promise<Delegate> => {
  if (renderer === '' || isSoftwareRenderer(renderer)) return 'cpu';
  const fileset = await loadFileset(assets.wasm);
  const cpu = await timeDelegate(fileset(), assets, 'CPU');
  try {
    return (await timeDelegate(fileset(), assets, 'GPU')) < cpu ? 'gpu' : 'cpu';
  } catch {
    return 'cpu';
  }
};

/** Median milliseconds of a pose detection. */
const timeDelegate = async (
  fileset: TasksFileset,
  assets: TrackerAssets,
  delegate: 'GPU' | 'CPU',
): Promise<number> => {
  const landmarker = await PoseLandmarker.createFromOptions(fileset, {
    baseOptions: { modelAssetPath: `${assets.models}pose_lite.task`, delegate },
    runningMode: 'VIDEO',
    canvas: new OffscreenCanvas(1, 1),
    // Takes any patch for a person, so that the landmark model runs as well as the detector.
    minPoseDetectionConfidence: 0,
    minPosePresenceConfidence: 0,
    minTrackingConfidence: 0,
  });
  try {
    const picture = noise();
    const times: number[] = [];
    for (let run = 0; run < WARM_UP_RUNS + TIMED_RUNS; run++) {
      const start = performance.now();
      landmarker.detectForVideo(picture, run * 33);
      if (run >= WARM_UP_RUNS) times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[TIMED_RUNS >> 1] ?? Infinity;
  } finally {
    landmarker.close();
  }
};

/** A picture with something in it. */
const noise = (): OffscreenCanvas => {
  const canvas = new OffscreenCanvas(640, 480);
  const context = canvas.getContext('2d');
  for (let i = 0; i < 200; i++) {
    if (!context) break;
    context.fillStyle = `hsl(${(i * 47) % 360} 60% ${20 + ((i * 31) % 60)}%)`;
    context.fillRect((i * 97) % 640, (i * 61) % 480, 80, 60);
  }
  return canvas;
};
