import type {
  AvatarEntry,
  AvatarWorkshop,
  Capabilities,
  ClipEntry,
  ModelsState,
  RecordingEntry,
  ShownExpression,
  TakeEntry,
  VmcState,
} from '@shared/api';
import type { Fault, SourceStatus, StageStatus } from '@shared/channel';
import { IDLE_OBS, type ObsState } from '@shared/obs';
import type { OutputState } from '@shared/outputs';
import type { Settings } from '@shared/settings';
import { SILENT, type SpeechState } from '@shared/speech';
import type { RuleFaults } from '@shared/triggers';
import type { UpdateState } from '@shared/updates';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GizmoWish } from '../avatar/scene/prop-gizmo';
import type { ConnectionState } from '../host';
import type { VoiceStatus } from '../voice/voice-run';
import { type AvatarImportState, NO_IMPORT } from './avatar-import/import-state';
import type { CalibrationState } from './calibration-run';
import type { ScreenLightState } from './screen-light';
import { NOTHING_SEEN, type SeenParts } from './seen-parts';

export type Section =
  | 'avatar'
  | 'tracking'
  | 'motion'
  | 'expressions'
  | 'voice'
  | 'triggers'
  | 'scene'
  | 'stage'
  | 'outputs'
  | 'settings';
export const SECTIONS = [
  'avatar',
  'tracking',
  'motion',
  'expressions',
  'voice',
  'scene',
  'stage',
  'outputs',
  'triggers',
  'settings',
] as const satisfies Section[];

/** The steps of the first-run wizard, in order. */
export const WIZARD_STEPS = ['language', 'camera', 'avatar', 'calibration', 'output', 'done'] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

/** What opens over Studio. */
export type Dialog = 'doctor' | 'help';

/** A camera to choose from. */
export interface CameraChoice {
  deviceId: string;
  label: string;
}

/** What went wrong with something that the user asked for; `detail` is the program's own sentence, where it has one. */
export interface Refusal {
  detail: string;
}

/** A workshop that is open over Studio: for a new avatar, or to change one. */
export interface OpenWorkshop {
  kind: AvatarWorkshop;
  avatar?: AvatarEntry;
}

/** Everything that Studio shows, in one place. Actions (`studio-actions.ts`) write it; components only read. */
export interface StudioState extends AvatarImportState {
  section: Section;
  /** The step that the first-run wizard is at; undefined while it is closed. */
  wizard: WizardStep | undefined;
  dialog: Dialog | undefined;
  /** Whether a change of settings can be taken back, or done again. */
  canUndo: boolean;
  canRedo: boolean;
  /** Name of the settings file that was taken over last. */
  imported: string | undefined;
  capabilities: Capabilities;
  settings: Settings;
  models: ModelsState;
  avatars: AvatarEntry[];
  takes: TakeEntry[];
  cameras: CameraChoice[];
  /** `lost`: the host does not answer any more. */
  connection: ConnectionState;
  /** Undefined until the page that tracks has told something. */
  source: SourceStatus | undefined;
  /** Parts of the person seen at the moment; changes with the frame that shows it. */
  seen: SeenParts;
  /** What the microphone does, where this page tracks. */
  microphone: VoiceStatus;
  /** Why capture and tracking could not start at all. */
  sourceFailure: Fault | undefined;
  /** Whether this page tracks: only then are there landmarks and a picture to show, and a take to record. */
  leading: boolean;
  /** The user shows the camera's picture although an output is live: until Studio closes. */
  previewAnyway: boolean;
  /** Motion to and from other programs. */
  vmc: VmcState;
  obs: ObsState;
  updates: UpdateState;
  /** Every output that the host has. */
  outputs: OutputState[];
  /** Animations to play on the avatar. */
  clips: readonly ClipEntry[];
  /** Recorded videos, newest first. */
  recordings: readonly RecordingEntry[];
  /** A take on its way to a file, and how far it is, 0..1; undefined while none is. */
  exporting: { name: string; share: number } | undefined;
  /** Name of the video that was made of a take last. */
  filmed: string | undefined;
  /** Names of the expressions in the avatar's file, once a Stage or Studio's own picture has told them. */
  expressionNames: readonly string[];
  /** Expressions that are shown because the user asked for them. */
  shownExpressions: readonly ShownExpression[];
  /** What is spoken, and what waits. */
  speech: SpeechState;
  ruleFaults: RuleFaults;
  /** The prop that is placed by hand. */
  gizmo: GizmoWish | undefined;
  /** Whether a screen's colour is looked at. */
  screenLight: ScreenLightState;
  /** Stages heard of in the last seconds, newest first. */
  stages: StageStatus[];
  /** `Date.now()` of the recording's begin. */
  recordingSince: number | undefined;
  workshop: OpenWorkshop | undefined;
  /** Name of the picture that an avatar is being made of. */
  portraitOf: string | undefined;
  avatarRefusal: Refusal | undefined;
  takeRefusal: Refusal | undefined;
  fileRefusal: Refusal | undefined;
  /** The neutral calibration that runs or has just run. */
  calibration: CalibrationState | undefined;
}

export type StudioStore = StoreApi<StudioState>;

export type InitialState = Pick<
  StudioState,
  'capabilities' | 'settings' | 'models' | 'avatars' | 'takes' | 'section'
>;

export const createStudioStore = (initial: InitialState): StudioStore =>
  createStore<StudioState>(() => ({
    ...initial,
    cameras: [],
    connection: 'connected',
    source: undefined,
    seen: NOTHING_SEEN,
    microphone: { state: 'off', label: '' },
    sourceFailure: undefined,
    leading: false,
    previewAnyway: false,
    wizard: undefined,
    dialog: undefined,
    canUndo: false,
    canRedo: false,
    imported: undefined,
    obs: IDLE_OBS,
    vmc: {
      phone: { state: 'off', rate: 0 },
      send: { state: 'off', rate: 0 },
      receive: { state: 'off', rate: 0 },
    },
    updates: { state: 'unavailable' },
    outputs: [],
    clips: [],
    recordings: [],
    exporting: undefined,
    filmed: undefined,
    expressionNames: [],
    shownExpressions: [],
    speech: SILENT,
    ruleFaults: {},
    gizmo: undefined,
    screenLight: 'off',
    stages: [],
    recordingSince: undefined,
    ...NO_IMPORT,
    workshop: undefined,
    portraitOf: undefined,
    avatarRefusal: undefined,
    takeRefusal: undefined,
    fileRefusal: undefined,
    calibration: undefined,
  }));

/** A Stage that has said nothing for this long is closed: it speaks once a second. Milliseconds. */
export const STAGE_SILENCE = 3_500;

/** `stages` with `status` heard, newest first, and the silent ones left out. `now` on the clock of `shared/clock.ts`. */
export const withStage = (
  stages: readonly StageStatus[],
  status: StageStatus | undefined,
  now: number,
): StageStatus[] => {
  const others = stages.filter(
    (stage) => stage.stageId !== status?.stageId && now - stage.time < STAGE_SILENCE,
  );
  return status === undefined ? others : [status, ...others];
};

export const stageIsLive = (state: StudioState): boolean => state.stages.length > 0;
