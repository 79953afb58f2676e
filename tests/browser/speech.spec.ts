/** Texts that the avatar speaks, end to end: typed in Studio, by a rule, heard in one page and seen in every Stage. */
import { expect, type Page, test } from '@playwright/test';
import { ruleSchema } from '@shared/triggers';
import { type Program, startProgram } from './program';
import { untilStageShows } from './stage-reading';

const LONG = 'Mama, papa, good morning to you all and thank you for watching my show. '.repeat(6);

let program: Program;
test.beforeAll(async () => {
  const call = { kind: 'call', name: 'read' };
  const rule = ruleSchema.parse({
    id: 'read',
    when: call,
    do: [{ type: 'say', text: '{user} says {text}' }],
  });
  program = await startProgram({
    settings: {
      capture: { running: false },
      triggers: { rules: [rule] },
      inputs: { triggerCalls: { on: true } },
    },
  });
});
test.afterAll(() => program?.close());

/** How far the mouth of the page's avatar is open, by whatever its file has. */
const untilMouth = (page: Page, is: 'open' | 'closed'): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => {
      const { aa = 0, oh = 0, jawOpen = 0 } = window.kagamiStage?.expressions() ?? {};
      const opening = Math.max(aa, oh, jawOpen);
      return wanted === 'open' ? opening > 0.15 : opening < 0.05;
    },
    is,
    { timeout: 30_000, polling: 20 },
  );

const untilHeard = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => (window.kagamiSpeech?.level ?? 0) > 0.02, undefined, {
    timeout: 20_000,
    polling: 20,
  });

const untilSilent = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => (window.kagamiSpeech?.level ?? 1) < 0.001, undefined, {
    timeout: 20_000,
    polling: 20,
  });

test('the avatar speaks what is typed or called, in the Stage or else in Studio, and falls silent at a stop', async () => {
  const studio = await program.openStudio();
  await studio.getByRole('navigation').getByRole('button', { name: 'Voice' }).click();
  const stage = await program.openStage();
  await untilStageShows(stage);
  await stage.waitForFunction(() => window.kagamiSpeech !== undefined);

  const text = studio.getByRole('textbox', { name: 'Text to speak' });
  await text.fill('Mama and papa say hello.');
  await text.press('Enter');
  await expect(text).toHaveValue('');
  await Promise.all([untilHeard(stage), untilMouth(stage, 'open')]);
  expect(await studio.evaluate(() => window.kagamiSpeech?.level)).toBe(0);
  await Promise.all([untilSilent(stage), untilMouth(stage, 'closed')]);
  await expect.poll(() => program.host.services.speech.state.spoken).toBeNull();

  // The sound falls silent and the mouth closes long before the text is over.
  await text.fill(LONG);
  await text.press('Enter');
  await expect(studio.getByText('Speaking: Mama, papa')).toBeVisible();
  await Promise.all([untilHeard(stage), untilMouth(stage, 'open')]);
  await studio.getByRole('button', { name: 'Stop speaking' }).click();
  await Promise.all([untilSilent(stage), untilMouth(stage, 'closed')]);
  expect(program.host.services.speech.state).toMatchObject({ spoken: null, waiting: [] });

  // Without a Stage, Studio is heard; a browser source that comes later takes up the mouth where it is.
  await stage.close();
  await program.host.services.api.setOutputOn('browser-source', true);
  await program.host.services.browserSource.settled();
  const { calls } = await program.host.services.api.getTriggerInputs();
  const address = new URL(calls.address?.replace('NAME', 'read') ?? '');
  address.searchParams.set('user', 'Ann');
  address.searchParams.set('text', LONG);
  expect((await fetch(address)).status).toBe(200);
  await untilHeard(studio);
  await expect(studio.getByText('Speaking: Ann says Mama')).toBeVisible();
  const source = await program.context.newPage();
  await source.goto(program.host.services.browserSource.state.url ?? '');
  await untilMouth(source, 'open');
  await program.host.services.api.runCommand({ type: 'panic' });
  await Promise.all([untilSilent(studio), untilMouth(source, 'closed')]);

  // This browser has no voices of a system: that is said, and not kept quiet.
  await program.host.services.api.updateSettings({ speech: { engine: 'system' } });
  await program.host.services.api.runCommand({ type: 'say', text: 'Hello.' });
  await expect(studio.getByRole('alert')).toContainText('Your system gives Kagami no voice.');
  expect(program.errors).toEqual([]);
});
