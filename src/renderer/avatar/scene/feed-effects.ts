import type { SceneSettings } from '@shared/settings/scene';
import { BlendFunction, BloomEffect, Effect, EffectComposer, EffectPass, RenderPass } from 'postprocessing';
import {
  type Camera,
  HalfFloatType,
  type Scene,
  type TextureDataType,
  Uniform,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from 'three';

type Effects = SceneSettings['effects'];

/** Draws the scene with bloom and colour grading. Loaded only while one of them is on. */
export interface FeedEffects {
  set(effects: Effects): void;
  setSize(width: number, height: number): void;
  render(deltaSeconds: number): void;
  dispose(): void;
}

/**
 * The last pass. Its input is linear and premultiplied; grading and the sRGB curve belong to straight colours, so that
 * edges keep their colour over any background; what glows beyond the avatar gets the alpha that its light needs. Where the
 * scene is empty the output is exactly zero.
 */
const FRAGMENT = /* glsl */ `
uniform sampler2D glow;
uniform float glowGain;
uniform float exposure;
uniform float contrast;
uniform float saturation;
uniform vec3 balance;

vec3 encode(const in vec3 linear) {
  return mix(pow(linear, vec3(0.41666)) * 1.055 - 0.055, linear * 12.92, vec3(lessThanEqual(linear, vec3(0.0031308))));
}

void mainImage(const in vec4 inputColor, const in vec2 uv, out vec4 outputColor) {
  vec3 light = max(inputColor.rgb, vec3(0.0));
  float alpha = clamp(inputColor.a, 0.0, 1.0);
  if (glowGain > 0.0) {
    vec3 added = texture2D(glow, uv).rgb * glowGain;
    // Light over light as a photograph has it: never beyond white.
    light = light + added * (1.0 - clamp(light, 0.0, 1.0));
    alpha = max(alpha, clamp(max(added.r, max(added.g, added.b)), 0.0, 1.0));
  }
  if (alpha < 0.002) {
    outputColor = vec4(0.0);
    return;
  }
  vec3 colour = light / alpha * exposure * balance;
  float luma = dot(colour, vec3(0.2126, 0.7152, 0.0722));
  colour = clamp(mix(vec3(luma), colour, saturation), 0.0, 1.0);
  colour = encode(colour);
  // About the middle grey of the encoded scale.
  colour = clamp((colour - 0.5) * contrast + 0.5, 0.0, 1.0);
  outputColor = vec4(colour * alpha, alpha);
}
`;

class FeedEffect extends Effect {
  readonly bloom = new BloomEffect({ mipmapBlur: true, levels: 6, luminanceSmoothing: 0.2 });
  private glows = false;

  constructor() {
    super('FeedEffect', FRAGMENT, {
      blendFunction: BlendFunction.SRC,
      uniforms: new Map<string, Uniform>([
        ['glow', new Uniform(null)],
        ['glowGain', new Uniform(0)],
        ['exposure', new Uniform(1)],
        ['contrast', new Uniform(1)],
        ['saturation', new Uniform(1)],
        ['balance', new Uniform([1, 1, 1])],
      ]),
    });
    this.value('glow', this.bloom.texture);
  }

  override initialize(renderer: WebGLRenderer, alpha: boolean, frameBufferType: TextureDataType): void {
    this.bloom.initialize(renderer, alpha, frameBufferType);
  }

  override setSize(width: number, height: number): void {
    this.bloom.setSize(width, height);
  }

  override update(renderer: WebGLRenderer, input: WebGLRenderTarget, deltaSeconds: number): void {
    if (this.glows) this.bloom.update(renderer, input, deltaSeconds);
  }

  set(effects: Effects): void {
    this.glows = effects.bloom > 0;
    this.bloom.luminanceMaterial.threshold = effects.bloomThreshold;
    this.bloom.mipmapBlurPass.radius = effects.bloomRadius;
    this.value('glowGain', effects.bloom);
    this.value('exposure', 2 ** effects.exposure);
    this.value('contrast', 1 + effects.contrast * (effects.contrast > 0 ? 1.2 : 0.8));
    this.value('saturation', 1 + effects.saturation);
    this.value('balance', balanceOf(effects.temperature));
  }

  override dispose(): void {
    super.dispose();
    this.bloom.dispose();
  }

  private value(name: string, value: unknown): void {
    this.uniforms.get(name)!.value = value;
  }
}

/** Gains of red, green and blue that leave the luminance of grey as it is. */
const balanceOf = (temperature: number): [number, number, number] => {
  const red = 1 + 0.22 * temperature;
  const green = 1 + 0.02 * temperature;
  const blue = 1 - 0.26 * temperature;
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return [red / luma, green / luma, blue / luma];
};

/** @param samples of multisampling; 0 = none */
export const createFeedEffects = (
  renderer: WebGLRenderer,
  scene: Scene,
  camera: Camera,
  samples: number,
): FeedEffects => {
  // Half floats: eight bits of linear light would show steps in the dark.
  const composer = new EffectComposer(renderer, { frameBufferType: HalfFloatType, multisampling: samples });
  const effect = new FeedEffect();
  const last = new EffectPass(camera, effect);
  last.encodeOutput = false;
  composer.addPass(new RenderPass(scene, camera));
  composer.addPass(last);
  return {
    set: (effects) => effect.set(effects),
    setSize: (width, height) => composer.setSize(width, height, false),
    render: (deltaSeconds) => composer.render(deltaSeconds),
    dispose: () => {
      composer.dispose();
      // The composer had turned it off; the plain path relies on it.
      renderer.autoClear = true;
      renderer.setRenderTarget(null);
    },
  };
};
