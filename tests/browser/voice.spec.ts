import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { compileFlite } from '../../scripts/make-vowel-profile';
import { writeWav } from '../../src/main/services/speech/wav';
import { joined, silence, speak } from '../unit/voice/flite-voice';
import { startProgram } from './program';
import { readStage, untilStageShows, watchStage } from './stage-reading';

/** A word over and over, with a pause between: what the fake microphone hears. */
const sayOverAndOver = async (folder: string): Promise<string> => {
  const word = speak(compileFlite(), 'slt', 'banana');
  const file = join(folder, 'banana.wav');
  await writeFile(file, writeWav({ sampleRate: 16_000, samples: joined(silence(0.9), word, silence(0.9)) }));
  return file;
};

test('the avatar’s mouth follows the microphone with the camera off, and a word that is taught shows an expression', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kagami-voice-'));
  const program = await startProgram({
    sound: await sayOverAndOver(folder),
    settings: { capture: { running: false } },
  });
  try {
    const studio = await program.openStudio();
    await studio.getByRole('navigation').getByRole('button', { name: 'Voice', exact: true }).click();
    await expect(studio.getByText('The microphone is closed.')).toBeVisible();
    await studio.getByRole('combobox', { name: 'Lip-sync' }).click();
    await studio.getByRole('option', { name: 'While the camera sees no face' }).click();
    await expect(studio.getByText(/^Listening to .*Audio/)).toBeVisible();
    const meter = studio.getByRole('meter', { name: 'Microphone level' });
    await expect(meter).toHaveAttribute('data-voiced');
    await expect(meter).not.toHaveAttribute('data-voiced');

    await studio.getByLabel('Name of the word').fill('Banana');
    await studio.getByRole('button', { name: 'Teach a word' }).click();
    await expect(studio.getByText('Say the word. Still to go: 1…')).toBeVisible();
    await expect(studio.getByText('Learnt. Choose it in a rule under Triggers.')).toBeVisible();
    const { voice } = await program.host.services.api.getSettings();
    const id = voice.keywords[0]?.id ?? '';
    await program.host.services.api.updateSettings({
      triggers: {
        rules: [
          {
            id: 'word',
            name: '',
            on: true,
            when: { kind: 'voice', id },
            do: [{ type: 'expression', name: 'happy', mode: 'timed', seconds: 600 }],
            coolDownMs: 0,
          },
        ],
      },
    });

    const stage = await program.openStage();
    await untilStageShows(stage);
    const jawOf = ({ expressions }: { expressions: Record<string, number> }): number =>
      expressions.jawOpen ?? 0;
    const opens = (readings: readonly number[]): boolean => readings.some((jaw) => jaw > 0.25);
    const shuts = (readings: readonly number[]): boolean => readings.some((jaw) => jaw < 0.02);
    const readings = await watchStage(
      stage,
      15_000,
      (seen) => opens(seen.map(jawOf)) && shuts(seen.map(jawOf)),
    );
    expect(opens(readings.map(jawOf))).toBe(true);
    expect(shuts(readings.map(jawOf))).toBe(true);
    await expect.poll(async () => (await readStage(stage)).expressions.happy ?? 0).toBeGreaterThan(0.9);

    // While the avatar speaks, the microphone is not listened to, and at once again when it has stopped.
    await program.host.services.api.runCommand({
      type: 'say',
      text: 'Mama and papa say good morning. '.repeat(12),
    });
    await stage.waitForFunction(() => (window.kagamiSpeech?.level ?? 0) > 0.02, undefined, { polling: 20 });
    await expect(meter).not.toHaveAttribute('data-voiced');
    const heard = await meter.evaluate(async (element) => {
      let heard = false;
      // The word comes every two seconds.
      for (let i = 0; i < 200 && !heard; i++) {
        heard = element.hasAttribute('data-voiced');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return heard;
    });
    expect(heard).toBe(false);
    await program.host.services.api.runCommand({ type: 'stop-speech' });
    await expect(meter).toHaveAttribute('data-voiced');

    // The panic key closes the microphone with the camera: the mouth is still from then on.
    await program.host.services.api.runCommand({ type: 'panic' });
    await expect(
      studio.getByText('The panic key closed the microphone together with the camera.'),
    ).toBeVisible();
    await expect.poll(async () => jawOf(await readStage(stage))).toBeLessThan(0.01);
    expect((await watchStage(stage, 2_000, () => false)).filter((seen) => jawOf(seen) > 0.01)).toEqual([]);
    expect(program.errors).toEqual([]);
  } finally {
    await program.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a browser that gives no sound before a click is told of, and the click starts the microphone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kagami-voice-'));
  const program = await startProgram({
    sound: await sayOverAndOver(folder),
    settings: { capture: { running: false }, voice: { lipSync: 'alone' } },
  });
  try {
    // Chromium lets a page that captures be heard at once; others hold it back.
    await program.context.addInitScript(() => {
      let clicked = false;
      window.addEventListener('pointerdown', () => (clicked = true), { capture: true });
      const { resume } = AudioContext.prototype;
      AudioContext.prototype.resume = function () {
        return clicked ? resume.call(this) : new Promise(() => undefined);
      };
      window.AudioContext = class extends AudioContext {
        constructor(options?: AudioContextOptions) {
          super(options);
          if (!clicked) void this.suspend();
        }
      };
    });
    const studio = await program.openStudio();
    const voice = studio.getByRole('navigation').getByRole('button', { name: 'Voice', exact: true });
    await voice.evaluate((button: HTMLElement) => button.click());
    const alert = studio.locator('[data-fault="microphone-waiting"]');
    await expect(alert).toContainText('holds the sound of the microphone back until you click');
    await studio.getByText('Kagami', { exact: true }).click();
    await expect(alert).toBeHidden();
    await expect(studio.getByRole('meter', { name: 'Microphone level' })).toHaveAttribute('data-voiced');
    expect(program.errors).toEqual([]);
  } finally {
    await program.close();
    await rm(folder, { recursive: true, force: true });
  }
});
