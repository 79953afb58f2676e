import { WebGLRenderer } from 'three';

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
