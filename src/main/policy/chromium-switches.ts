/** Class of every window under X11, by which capture programs find it again whatever runs it. */
export const WINDOW_CLASS = 'Kagami';

/**
 * What both hosts ask of Chromium, as name and value: sound without a click first, no page slowed down or stopped because another window
 * covers it, as a streamed Stage usually is, and a window class of our own.
 */
export const chromiumSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['autoplay-policy', 'no-user-gesture-required'],
  ['disable-background-timer-throttling'],
  ['disable-backgrounding-occluded-windows'],
  ['disable-renderer-backgrounding'],
  ['disable-features', 'CalculateNativeWinOcclusion,Translate'],
  ['class', WINDOW_CLASS],
];
