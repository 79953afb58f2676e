/** Studio's help in the language that Studio shows, from the real program: the built pages, its host, a real Chromium. */
import { expect, type Page, test } from '@playwright/test';
import { type Program, startProgram } from './program';

let program: Program;

test.beforeAll(async () => {
  program = await startProgram({ settings: { capture: { running: false }, studio: { language: 'ja' } } });
});
test.afterAll(() => program?.close());

const speak = (language: string) => program.host.services.api.updateSettings({ studio: { language } });
const pageTitle = (studio: Page, name: string) =>
  studio.getByRole('dialog').getByRole('heading', { level: 1, name, exact: true });

test('help opens the Japanese page where Studio is in Japanese, and changes with it', async () => {
  const studio = await program.openStudio();
  await studio.getByRole('navigation').getByRole('button', { name: 'シーン', exact: true }).click();
  await studio.getByRole('button', { name: 'ヘルプ', exact: true }).click();
  const guide = studio.locator('.k-guide');
  await expect(pageTitle(studio, 'シーンとステージ')).toBeVisible();
  await expect(guide).toHaveAttribute('lang', 'ja');
  await expect(guide.getByText('小道具のところで')).toBeVisible();
  const picture = guide.getByRole('img', { name: 'シーンの設定' });
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);

  await speak('zh-Hant');
  await expect(pageTitle(studio, '場景與舞台')).toBeVisible();
  await expect(guide).toHaveAttribute('lang', 'zh-Hant');
  await speak('en');
  await expect(pageTitle(studio, 'Scene and Stage')).toBeVisible();
  await speak('ja');

  // Links stay in the language; the developers' page is there in English alone, and says so.
  await studio.getByRole('button', { name: 'すべてのページ' }).click();
  await guide.getByRole('link', { name: 'プライバシー' }).click();
  await expect(pageTitle(studio, 'プライバシー')).toBeVisible();
  await studio.getByRole('button', { name: 'すべてのページ' }).click();
  await guide.getByRole('link', { name: '開発に参加する方へ（英語）' }).click();
  await expect(pageTitle(studio, "Contributor's guide")).toBeVisible();
  await expect(guide).toHaveAttribute('lang', 'en');
  expect(program.errors).toEqual([]);
});
