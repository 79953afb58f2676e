/**
 * `npm run studio:shots [-- LANGUAGE…]`: pictures of every section, wizard step and dialog of Studio, dark and light, at 1280×720 and
 * 2560×1440, in `test-results/studio-shots/`: the window as it is, and each panel in its whole length. Tells which texts are cut off
 * and which look untranslated. The page is Studio itself with a host, a pipeline and cameras that live in it.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { CHANNEL } from '@shared/channel';
import type { SettingsPatch } from '@shared/settings';
import { SECTIONS, WIZARD_STEPS } from '../src/renderer/studio/store';
import { buildStudioPage } from '../tests/browser/studio-page/build';
import { findCutOffTexts, findLatinTexts } from '../tests/browser/studio-page/look-over';
import { serveStudioPage } from '../tests/browser/studio-page/serve';
import { CHROMIUM_FLAGS, chromiumPath } from './bench/chromium';

const SIZES = [
  { width: 1280, height: 720 },
  { width: 2560, height: 1440 },
];
const SCHEMES = ['dark', 'light'] as const;
const languages = process.argv.length > 2 ? process.argv.slice(2) : ['en', 'ja', 'es'];
const folder = resolve('test-results/studio-shots');

interface Look {
  language: string;
  theme: (typeof SCHEMES)[number];
  size: (typeof SIZES)[number];
}

/** Everything on that can be, so that what is shown only then is looked at too. */
const BUSY: SettingsPatch = {
  stage: { background: 'colour' },
  outputs: { recording: { microphone: true } },
  obs: { on: true },
  inputs: { vmcReceive: { on: true } },
};

const openPage = async (
  browser: Browser,
  { language, theme, size }: Look,
  welcomed: boolean,
): Promise<Page> => {
  const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => console.log(`! ${error.message}`));
  await serveStudioPage(page, built, { ...BUSY, studio: { language, theme, welcomed } });
  await page.locator('.k-shell').waitFor();
  return page;
};

const showLiveOutputs = (page: Page): Promise<void> =>
  page.evaluate((channel) => {
    const time = performance.timeOrigin + performance.now();
    const latencies = Array.from({ length: 40 }, (_, bin) => [2, 9, 22, 14, 7, 3, 1][bin - 4] ?? 0);
    const status = { time, stageId: 's', avatarId: 'builtin/hikari', renderRate: 59.6, latencyMs: 71.8 };
    new BroadcastChannel(channel).postMessage({
      type: 'stage-status',
      status: { ...status, latencies, drawn: 5_988, missed: 12, width: 1280, height: 720 },
    });
    window.studioPage.host.setOutputs([
      { id: 'window', state: 'live', rate: 60 },
      { id: 'window2', state: 'off', rate: 0 },
      { id: 'browser-source', state: 'live', rate: 60, receivers: 1 },
      { id: 'obs-stream', state: 'error', rate: 0, code: 'port-taken' },
      { id: 'virtual-camera', state: 'starting', rate: 0 },
      { id: 'vmc-send', state: 'off', rate: 0 },
      { id: 'recording', state: 'off', rate: 0 },
    ]);
  }, CHANNEL);

const nameOf = ({ language, theme, size }: Look, what: string): string =>
  `${language}-${theme}-${size.width}-${what}`;

const lookOver = async (page: Page, look: Look, what: string): Promise<void> => {
  for (const text of await findCutOffTexts(page)) console.log(`cut off   ${nameOf(look, what)}: ${text}`);
  if (/^(ja|ko|zh)/.test(look.language) && look.theme === 'dark' && look.size.width === 1280)
    for (const text of await findLatinTexts(page)) console.log(`in Latin  ${nameOf(look, what)}: ${text}`);
};

/** The panel without its scroll bar, as long as it is. */
const UNROLLED = `
  html, body, #root { height: auto !important; overflow: visible !important; }
  .k-shell { height: auto !important; min-height: 100vh; }
  .k-panel { overflow: visible !important; }
`;

const shootSections = async (browser: Browser, look: Look): Promise<void> => {
  const page = await openPage(browser, look, true);
  for (const [index, section] of SECTIONS.entries()) {
    await page.getByRole('navigation').getByRole('button').nth(index).click();
    await showLiveOutputs(page);
    await page.waitForTimeout(400);
    await lookOver(page, look, section);
    await page.screenshot({ path: join(folder, `${nameOf(look, section)}.png`) });
    const style = await page.addStyleTag({ content: UNROLLED });
    await page.locator('.k-panel').screenshot({ path: join(folder, `${nameOf(look, section)}-whole.png`) });
    await style.evaluate((element) => (element as Element).remove());
  }
  for (const dialog of ['doctor', 'help'] as const) {
    await page.evaluate((name) => window.studioPage.actions.showDialog(name), dialog);
    await page.waitForTimeout(600);
    await lookOver(page, look, dialog);
    await page.screenshot({ path: join(folder, `${nameOf(look, dialog)}.png`) });
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Control+k');
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${nameOf(look, 'palette')}.png`) });
  await page.close();
};

const shootWizard = async (browser: Browser, look: Look): Promise<void> => {
  const page = await openPage(browser, look, false);
  for (const step of WIZARD_STEPS) {
    await page.locator(`.k-wizard[data-step="${step}"]`).waitFor();
    await page.waitForTimeout(300);
    await lookOver(page, look, `wizard-${step}`);
    await page.screenshot({ path: join(folder, `${nameOf(look, `wizard-${step}`)}.png`) });
    await page.locator('.k-wizard-foot button').last().click();
  }
  await page.close();
};

mkdirSync(folder, { recursive: true });
const built = await buildStudioPage();
const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
for (const language of languages)
  for (const size of SIZES)
    for (const theme of SCHEMES) {
      await shootSections(browser, { language, theme, size });
      await shootWizard(browser, { language, theme, size });
    }
await browser.close();
console.log(`Pictures in ${folder}`);
