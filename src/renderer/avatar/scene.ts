import { PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { addLights } from './lights';

/** What every avatar stands in: lights and a camera, no background. */
export interface AvatarScene {
  readonly scene: Scene;
  readonly camera: PerspectiveCamera;
}

export const createScene = (): AvatarScene => {
  const scene = new Scene();
  addLights(scene);
  return { scene, camera: new PerspectiveCamera(24, 1, 0.05, 100) };
};

/**
 * A renderer that draws with straight colour under premultiplied alpha: what is transparent is exactly zero, so that the
 * feed can be laid over anything. @throws Error with a sentence where the browser gives no WebGL 2.
 */
export const createRenderer = (canvas: HTMLCanvasElement, antialias: boolean): WebGLRenderer => {
  try {
    const renderer = new WebGLRenderer({
      canvas,
      antialias,
      alpha: true,
      premultipliedAlpha: true,
      powerPreference: 'high-performance',
    });
    // The feed has the size that it is set to, whatever the screen's scale.
    renderer.setPixelRatio(1);
    return renderer;
  } catch {
    throw new Error(
      'The avatar cannot be drawn: WebGL 2 is not available. Turn on hardware acceleration or update the graphics driver.',
    );
  }
};
