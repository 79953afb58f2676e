/**
 * What both hosts ask of Chromium, as name and value: sound without a click first, and no page slowed down or stopped because another
 * window covers it, as a streamed Stage usually is.
 */
export const chromiumSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['autoplay-policy', 'no-user-gesture-required'],
  ['disable-background-timer-throttling'],
  ['disable-backgrounding-occluded-windows'],
  ['disable-renderer-backgrounding'],
  ['disable-features', 'CalculateNativeWinOcclusion,Translate'],
];
