/** What a user does in Studio, and what its fakes are told. */
import { expect, type Page } from '@playwright/test';
import { CHANNEL, type SourceStatus, type StageStatus } from '@shared/channel';
import type { Settings } from '@shared/settings';
import type { StudioPage } from './main';

declare global {
  interface Window {
    studioPage: StudioPage;
  }
}

export const SECTIONS = [
  'Avatar',
  'Tracking',
  'Motion',
  'Expressions',
  'Voice',
  'Scene',
  'Stage',
  'Outputs',
  'Triggers',
  'Settings',
] as const;

export const section = (page: Page, name: (typeof SECTIONS)[number]) =>
  page.getByRole('navigation').getByRole('button', { name }).click();

export const settingsOf = (page: Page): Promise<Settings> =>
  page.evaluate(() => window.studioPage.host.settings());

/** Waits until the host holds `value` at `path`, such as `motion.mirror`. */
export const expectSetting = (page: Page, path: string, value: unknown) =>
  expect
    .poll(async () => {
      let at: unknown = await settingsOf(page);
      for (const key of path.split('.')) at = (at as Record<string, unknown>)[key];
      return at;
    }, path)
    .toEqual(value);

export const choose = (page: Page, group: string, choice: string) =>
  page.getByRole('radiogroup', { name: group, exact: true }).getByText(choice, { exact: true }).click();

export const select = async (page: Page, label: string, option: string) => {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

export const setStatus = (page: Page, change: Partial<SourceStatus>) =>
  page.evaluate((status) => window.studioPage.pipeline.setStatus(status), change);

export const post = (page: Page, message: object) =>
  page.evaluate(([channel, data]) => new BroadcastChannel(channel).postMessage(data), [
    CHANNEL,
    message,
  ] as const);

export const stageStatus = (page: Page, change: Partial<StageStatus> = {}) =>
  page.evaluate(
    ([channel, more]) => {
      const time = performance.timeOrigin + performance.now();
      const status = {
        stageId: 's',
        avatarId: 'builtin/hikari',
        renderRate: 59.6,
        latencyMs: 71.8,
        latencies: Array.from({ length: 40 }, (_, bin) => [2, 9, 22, 14, 7, 3, 1][bin - 4] ?? 0),
        drawn: 5_988,
        missed: 12,
        width: 1280,
        height: 720,
      };
      new BroadcastChannel(channel).postMessage({
        type: 'stage-status',
        status: { time, ...status, ...more },
      });
    },
    [CHANNEL, change] as const,
  );
