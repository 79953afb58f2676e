import { defaultSettings } from '@shared/settings';

/** What *reset to default* goes back to. */
export const DEFAULTS = defaultSettings();
