/** Renderers that are the CPU in disguise: there MediaPipe's GPU delegate is about ten times slower than its CPU one. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|microsoft basic render|\bwarp\b/i;

/** @param name as {@link rendererName} gives it */
export const isSoftwareRenderer = (name: string): boolean => SOFTWARE.test(name);

/** What draws a context, as the graphics driver names it (`WEBGL_debug_renderer_info`). */
export const rendererName = (context: WebGL2RenderingContext): string => {
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const name = context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER);
  return String(name || 'unknown');
};

/** What would draw WebGL here, in a page or a worker; empty where there is no WebGL 2. A first context can take seconds. */
export const askRendererName = (): string => {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return '';
  const name = rendererName(context);
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
};
