/** The installed Chromium; `KAGAMI_BROWSER` names another one. */
export const chromiumPath = process.env.KAGAMI_BROWSER ?? '/usr/bin/chromium';

/**
 * Headless, with a software GPU where there is none, and without the background services that beat on a closed network. Pages
 * are painted by the CPU: Debian's package has the GPU do it, which in software takes twice the time.
 */
export const CHROMIUM_FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-gpu-rasterization',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required',
];
