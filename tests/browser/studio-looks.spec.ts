import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { findCutOffTexts } from './studio-page/look-over';
import { SECTIONS, section, stageStatus } from './studio-page/steps';
import { test } from './studio-page/test';

for (const theme of ['dark', 'light'] as const)
  test(`axe-core finds nothing serious in any section, ${theme}`, async ({ openStudio }) => {
    const page = await openStudio({ studio: { theme }, stage: { background: 'colour' } });
    for (const name of SECTIONS) {
      await section(page, name);
      await stageStatus(page);
      const axe = new AxeBuilder({ page });
      // Only colours differ by theme.
      if (theme === 'light') axe.withRules('color-contrast');
      const { violations } = await axe.analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const told = serious.map(
        ({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join('\n')}`,
      );
      expect.soft(told).toEqual([]);
    }
  });

// Where there is more room, the widest words and the tallest letters are enough.
for (const [width, height, languages] of [
  [1280, 720, ['en', 'ja', 'zh-Hans', 'zh-Hant', 'ko', 'es']],
  [2560, 1440, ['ja', 'es']],
] as const)
  test(`nothing is cut off at ${width}×${height} in ${languages}`, async ({ openStudio }) => {
    test.setTimeout(240_000);
    const page = await openStudio();
    await page.setViewportSize({ width, height });
    for (const language of languages) {
      await page.evaluate(
        (tag) => window.studioPage.host.setSettings({ studio: { language: tag } }),
        language,
      );
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      for (const [i, name] of SECTIONS.entries()) {
        await page.getByRole('navigation').getByRole('button').nth(i).click();
        await stageStatus(page);
        await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
        expect.soft(await findCutOffTexts(page), `${language} ${name}`).toEqual([]);
      }
    }
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(height);
  });
