import type { HostApi } from '@shared/api';
import { commandPhase, commandSchema } from '@shared/commands';
import { BONE_COUNT } from '@shared/humanoid';
import { MOTION_VALUES } from '@shared/motion-frame';
import { OUTPUT_IDS } from '@shared/outputs';
import type { SettingsPatch } from '@shared/settings';
import { speechReport } from '@shared/speech';
import { z } from 'zod';

const none = z.tuple([]);
const id = z.string().min(1).max(256);
/** Only the shape: the settings' own schema has the ranges, applied to the patched whole. */
const settingsPatch = z.record(z.string().max(64), z.unknown()) as unknown as z.ZodType<SettingsPatch>;

/** Finite, and no farther than anything that moves. */
const number = z.number().min(-1000).max(1000);

const outputId = z.enum(OUTPUT_IDS);
const words = z.string().max(2000).optional();
const outputState = z.object({
  id: outputId,
  state: z.enum(['off', 'starting', 'live', 'error']),
  rate: z.number().min(0).max(10_000),
  message: words,
  action: words,
  code: z.string().max(64).optional(),
  receivers: z.number().int().min(0).max(1000).optional(),
  finishing: z.boolean().optional(),
  recording: z
    .object({
      seconds: z.number().min(0).max(1e7),
      bytes: z.number().min(0).max(1e15),
      dropped: z.number().int().min(0).max(1e12),
    })
    .optional(),
});

/** What the arguments of each call must be. A message from a page is parsed by it before anything else happens. */
export const apiSchema = {
  getCapabilities: none,
  getSettings: none,
  updateSettings: z.tuple([settingsPatch]),
  getSettingsNotice: none,
  getModels: none,
  downloadFaceModel: none,
  cancelFaceModelDownload: none,
  listAvatars: none,
  removeAvatar: z.tuple([id]),
  listSceneFiles: none,
  removeSceneFile: z.tuple([z.enum(['backgrounds', 'props']), z.string().min(1).max(128)]),
  listTakes: none,
  removeTake: z.tuple([id]),
  listClips: none,
  removeClip: z.tuple([id]),
  listRecordings: none,
  removeRecording: z.tuple([id]),
  openRecordingsFolder: none,
  getVmcState: none,
  sendMotion: z.tuple([z.array(number).length(MOTION_VALUES)]),
  setMotionRest: z.tuple([
    z.array(number).length(BONE_COUNT * 3),
    z.array(z.number().int().min(0).max(1)).length(BONE_COUNT),
  ]),
  getBrowserSource: none,
  renewBrowserSource: none,
  publishMotion: z.tuple([z.base64().max(1500), z.string().max(512)]),
  getOutputs: none,
  setOutputOn: z.tuple([outputId, z.boolean()]),
  reportOutput: z.tuple([outputState]),
  runCommand: z.tuple([commandSchema, commandPhase.optional()]),
  fireTrigger: z.tuple([z.string().min(1).max(64), commandPhase.optional()]),
  getRuleFaults: none,
  getTriggerInputs: none,
  renewTriggerAddress: none,
  getShownExpressions: none,
  getPlayedClip: none,
  getSpeech: none,
  reportSpeech: z.tuple([speechReport]),
  setSpeechKey: z.tuple([z.string().max(1024)]),
  getObsState: none,
  setObsPassword: z.tuple([z.string().max(1024)]),
  setUpObs: none,
  showObsScene: none,
  setObsVirtualCamera: z.tuple([z.boolean()]),
  getCameraDrivers: none,
  runDoctor: none,
  getSupportFiles: none,
  getLoad: none,
  getUpdates: none,
  checkForUpdates: none,
  downloadUpdate: none,
  installUpdate: none,
  openStage: none,
  openStudio: none,
  quit: none,
  log: z.tuple([z.enum(['info', 'warn', 'error']), z.string().max(20_000)]),
} satisfies { [Call in keyof HostApi]: z.ZodType<Parameters<HostApi[Call]>> };

/** `api` with every call's arguments parsed first. It has no prototype: only the calls themselves can be named from outside. */
export const withParsedArguments = (api: HostApi): HostApi => {
  const guarded = Object.create(null) as Record<string, (...args: unknown[]) => Promise<unknown>>;
  for (const [call, schema] of Object.entries(apiSchema)) {
    const run = api[call as keyof HostApi] as (...args: unknown[]) => Promise<unknown>;
    guarded[call] = async (...args) => {
      const parsed = schema.safeParse(args);
      if (!parsed.success)
        throw new Error(`Kagami refused "${call}": ${z.prettifyError(parsed.error).split('\n')[0]}`);
      return run(...parsed.data);
    };
  }
  return Object.freeze(guarded) as unknown as HostApi;
};
