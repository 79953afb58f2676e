import type { SceneSettings } from '@shared/settings/scene';
import type { Camera, Scene, WebGLRenderer } from 'three';
import type { FeedEffects } from './feed-effects';

type Effects = SceneSettings['effects'];

/** Whether anything of them would be seen. */
export const effectsAreOn = (effects: Effects): boolean =>
  effects.bloom > 0 ||
  effects.exposure !== 0 ||
  effects.contrast !== 0 ||
  effects.saturation !== 0 ||
  effects.temperature !== 0;

/** Draws the scene: straight to the canvas while no effect is on, else through the effects' passes. */
export interface EffectsSwitch {
  set(effects: Effects): void;
  setSize(width: number, height: number): void;
  /** After the renderer, or the samples of a pixel, were replaced. */
  setRenderer(renderer: WebGLRenderer, samples: number): void;
  render(deltaSeconds: number): void;
  dispose(): void;
}

export const createEffectsSwitch = (
  scene: Scene,
  camera: Camera,
  initial: { renderer: WebGLRenderer; samples: number; width: number; height: number },
): EffectsSwitch => {
  let { renderer, samples, width, height } = initial;
  let wanted: Effects | undefined;
  let passes: FeedEffects | undefined;
  let opening = false;
  let disposed = false;

  const open = async (): Promise<void> => {
    if (opening || passes || disposed) return;
    opening = true;
    const { createFeedEffects } = await import('./feed-effects');
    opening = false;
    if (disposed || passes || !wanted || !effectsAreOn(wanted)) return;
    passes = createFeedEffects(renderer, scene, camera, samples);
    passes.setSize(width, height);
    passes.set(wanted);
  };

  const close = (): void => {
    passes?.dispose();
    passes = undefined;
  };

  return {
    set: (effects) => {
      wanted = effects;
      if (!effectsAreOn(effects)) close();
      else if (passes) passes.set(effects);
      // Without its code the picture stays plain; the next change tries again.
      else open().catch(() => undefined);
    },
    setSize: (nextWidth, nextHeight) => {
      width = nextWidth;
      height = nextHeight;
      passes?.setSize(width, height);
    },
    setRenderer: (next, nextSamples) => {
      close();
      renderer = next;
      samples = nextSamples;
      if (wanted && effectsAreOn(wanted)) void open();
    },
    render: (deltaSeconds) => {
      if (passes) passes.render(deltaSeconds);
      else renderer.render(scene, camera);
    },
    dispose: () => {
      disposed = true;
      close();
    },
  };
};
