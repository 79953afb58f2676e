import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Command } from '@shared/commands';
import type { SettingsPatch } from '@shared/settings';
import type { Program } from '../../tests/browser/program';

/** Frames after which whatever was asked for is in the picture, hair and clothes included, and milliseconds of its fades. */
const FRAMES = 8;
const FADES = 1000;
/** Milliseconds that an avatar may take to come. */
const PATIENCE = 120_000;

/** The running program as a photographer's studio: everything goes through the settings and commands that a user has. */
export interface PhotoStudio {
  set(patch: SettingsPatch): Promise<void>;
  run(command: Command): Promise<void>;
  /** Waits until the Stage shows the avatar. */
  show(avatar: string): Promise<void>;
  /**
   * Waits until everything has come to rest and no eye is shut by chance, but where `eyes` may be.
   * @returns the Stage's own snapshot, a PNG with its alpha
   */
  photograph(eyes?: 'open' | 'any'): Promise<Buffer>;
}

export const createPhotoStudio = (program: Program, stage: Page): PhotoStudio => {
  const { api } = program.host.services;
  return {
    set: async (patch) => void (await api.updateSettings(patch)),
    run: (command) => api.runCommand(command),
    show: async (avatar) => {
      await api.updateSettings({ avatar: { current: avatar } });
      await stage.waitForFunction((id) => window.kagamiStage?.avatarId === id, avatar, { timeout: PATIENCE });
    },
    photograph: async (eyes = 'open') => {
      const begun = await stage.evaluate(() => window.kagamiStage!.frames);
      await stage.waitForTimeout(FADES);
      await stage.waitForFunction(
        ({ enough, mostShut }) => {
          const { frames, expressions } = window.kagamiStage!;
          const { blink = 0, blinkLeft = 0, eyeBlinkLeft = 0 } = expressions();
          return frames >= enough && Math.max(blink, blinkLeft, eyeBlinkLeft) <= mostShut;
        },
        { enough: begun + FRAMES, mostShut: eyes === 'open' ? 0.05 : 1 },
        { timeout: PATIENCE, polling: 20 },
      );
      const [download] = await Promise.all([
        stage.waitForEvent('download'),
        api.runCommand({ type: 'snapshot' }),
      ]);
      return readFile(await download.path());
    },
  };
};
