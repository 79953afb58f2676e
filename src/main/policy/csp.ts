/**
 * Content-Security-Policy of every page. `wasm-unsafe-eval` compiles MediaPipe's WebAssembly without allowing `eval`; its worker and
 * three's loaders make `blob:` URLs; Mantine writes style attributes.
 *
 * @param socketOrigin `ws://…` of the browser host's wire, which old Chromiums (OBS) do not count as 'self'
 */
export const contentSecurityPolicy = (socketOrigin?: string): string =>
  [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob: mediastream:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self' blob: data:${socketOrigin === undefined ? '' : ` ${socketOrigin}`}`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
