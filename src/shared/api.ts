import type { BrowserSourceState } from './browser-source-state';
import type { Command, CommandPhase } from './commands';
import type { HostCheck, SupportFile } from './doctor';
import type { Load } from './load';
import type { ObsAnswer, ObsState } from './obs';
import type { OutputId, OutputState } from './outputs';
import type { Settings, SettingsPatch } from './settings';
import type { SpeechReport, SpeechState } from './speech';
import type { TriggerInputsState } from './trigger-inputs';
import type { RuleFaults } from './triggers';
import type { UpdateState } from './updates';
import type { CameraDriverState } from './virtual-camera';

/** A two-way pipe of JSON messages: Electron IPC or a WebSocket. birpc runs over it. */
export interface Wire {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What this host can do. Pages ask this and never sniff for Electron. */
export interface Capabilities {
  host: 'electron' | 'browser';
  platform: string;
  version: string;
  /** Started with `--demo`: play the demo take instead of opening the camera. */
  demo: boolean;
  /** The Stage window's background can be truly transparent on the desktop. */
  transparentWindow: boolean;
  alwaysOnTop: boolean;
  /** The host sizes the Stage window itself when the feed's size changes. */
  sizesStageWindow: boolean;
  /** Has a place on the desktop: tray, start with the system, notes, links, updates. See `settings.desktop`. */
  desktop: boolean;
}

/** A file of `resources/models/`. */
export interface ModelFile {
  name: string;
  present: boolean;
  bytes: number;
}

export type FaceModelState =
  | { state: 'present'; from: 'resources' | 'folder' | 'downloaded' }
  | { state: 'absent' }
  | { state: 'downloading'; receivedBytes: number; totalBytes: number }
  | { state: 'failed'; message: string };

/** Tracking models: which are there, and the official face model's download. */
export interface ModelsState {
  files: ModelFile[];
  face: FaceModelState;
}

/** Where in Studio an avatar was made: of pictures by state, or in the designer. */
export type AvatarWorkshop = 'sprites' | 'designer';

export interface AvatarEntry {
  /** `builtin/NAME` or `user/NAME`. */
  id: string;
  name: string;
  /** Path below the host's origin, fetched as bytes. */
  url: string;
  bytes: number;
  /** When the file was last written: milliseconds since the epoch. */
  modifiedMs?: number;
  /** Undefined where it comes from elsewhere. */
  madeIn?: AvatarWorkshop;
}

/** Where the user's own files of the scene lie: `PUT /user/KIND/NAME` stores one. */
export type SceneFileKind = 'backgrounds' | 'props';

export interface SceneFile {
  /** With its extension. */
  name: string;
  url: string;
  bytes: number;
}

export type SceneFiles = Record<SceneFileKind, SceneFile[]>;

export interface TakeEntry {
  /** `demo` and other shipped names, or `user/NAME`. */
  id: string;
  name: string;
  url: string;
  bytes: number;
  builtin: boolean;
}

/** An animation file: VRM animation or BVH. */
export interface ClipEntry {
  /** `builtin/NAME`, or `user/NAME.vrma` and `user/NAME.bvh`. */
  id: string;
  name: string;
  url: string;
  bytes: number;
  builtin: boolean;
}

/** A recorded video. */
export interface RecordingEntry {
  /** `user/NAME.webm` … */
  id: string;
  /** With its ending. */
  name: string;
  url: string;
  bytes: number;
  /** When it was last written: milliseconds since the epoch. */
  time: number;
}

/** VMC to or from another program. */
export interface VmcLinkState {
  state: 'off' | 'starting' | 'live' | 'error';
  /** Frames in the last second. */
  rate: number;
  /** What went wrong and what to do, where the state is `error`. */
  message?: string;
  /** Address and port of who sends to us. */
  sender?: string;
  /** Packets refused so far. */
  refused?: number;
  /** The key or button that the sender told of last: see `motion/codecs/vmc-input.ts`. */
  input?: string;
  /** How what is received lies, as it is read now: anything but `standard` looks wrong. Undefined where that cannot be told yet. */
  axes?: 'standard' | 'turned' | 'mirrored' | undefined;
  /** A free port near the wanted one, where that is taken. */
  freePort?: number;
}

export interface VmcState {
  send: VmcLinkState;
  receive: VmcLinkState;
  /** From a phone that tracks the face. */
  phone: VmcLinkState;
}

/** An expression that the user has asked for and that is shown until it ends. */
export interface ShownExpression {
  /** As in the avatar's file. */
  name: string;
  mode: 'hold' | 'toggle' | 'timed';
}

/** The animation that was asked for last. */
export interface PlayedClip {
  /** A ClipEntry's id. */
  clip: string;
  loop: boolean;
  /** When it was asked for: milliseconds on the one clock. */
  since: number;
}

/** Motion that came from another program or a phone, as plain numbers: `values` and `drives.flags` of a MotionFrame. */
export interface ReceivedMotion {
  /** Where the sender's camera is: position, rotation (x, y, z, w), vertical field of view in degrees. */
  camera?: number[];
  source: 'vmc' | 'phone';
  time: number;
  values: number[];
  flags: number[];
}

/**
 * Calls from a page to the host. Every argument is parsed by a zod schema on the host's side (`main/services/api-schema.ts`);
 * a refused call rejects with a sentence for the user. Big bytes go over the origin instead: `PUT /user/avatars/NAME.vrm` and
 * `PUT /user/takes/NAME.ktake` store a file (the answer is its entry as JSON, or 4xx with a sentence); GET reads it. Animations go to
 * `/user/clips/NAME.vrma`; a recording is written piece by piece: `PUT /user/recordings/NAME.webm/OFFSET`.
 */
export interface HostApi {
  getCapabilities(): Promise<Capabilities>;
  getSettings(): Promise<Settings>;
  updateSettings(patch: SettingsPatch): Promise<Settings>;
  /** What went wrong with the stored settings at start, for the user; undefined when all was well. */
  getSettingsNotice(): Promise<string | undefined>;
  getModels(): Promise<ModelsState>;
  /** Fetches Google's face model; progress comes by `modelsChanged`. Resolves when it is there, failed or cancelled. */
  downloadFaceModel(): Promise<ModelsState>;
  cancelFaceModelDownload(): Promise<void>;
  listAvatars(): Promise<AvatarEntry[]>;
  removeAvatar(id: string): Promise<AvatarEntry[]>;
  listSceneFiles(): Promise<SceneFiles>;
  removeSceneFile(kind: SceneFileKind, name: string): Promise<SceneFiles>;
  listTakes(): Promise<TakeEntry[]>;
  removeTake(id: string): Promise<TakeEntry[]>;
  listClips(): Promise<ClipEntry[]>;
  removeClip(id: string): Promise<ClipEntry[]>;
  listRecordings(): Promise<RecordingEntry[]>;
  removeRecording(id: string): Promise<RecordingEntry[]>;
  /** Shows the folder of recordings in the system's file manager. */
  openRecordingsFolder(): Promise<void>;
  getVmcState(): Promise<VmcState>;
  /** Motion that the Stage shows, to be sent by VMC: MOTION_VALUES numbers. Does nothing while sending is off. */
  sendMotion(values: number[]): Promise<void>;
  /** The avatar that {@link sendMotion} moves: a RestPose's `offsets` and `has`. */
  setMotionRest(offsets: number[], has: number[]): Promise<void>;
  getBrowserSource(): Promise<BrowserSourceState>;
  /** Makes a new address: sources that have the old one go dark. */
  renewBrowserSource(): Promise<BrowserSourceState>;
  /**
   * Solved motion for browser sources, of the page that tracks: a motion packet in base64, and the label of what is captured from. Does
   * nothing while that output is off.
   */
  publishMotion(packet: string, label: string): Promise<void>;
  /** Every output that this host has. */
  getOutputs(): Promise<OutputState[]>;
  /** Switches an output; whether it runs is kept in `settings.outputs` where it should outlive the program. */
  setOutputOn(id: OutputId, on: boolean): Promise<OutputState[]>;
  /** What a page that runs an output itself (recording, a camera's frames) says about it: once a second and on each change. */
  reportOutput(state: OutputState): Promise<void>;
  /** Does what the user asks for at one press; `release` follows when the key is let go. */
  runCommand(command: Command, phase?: CommandPhase): Promise<void>;
  /** A key, a hand sign … set off a rule of `settings.triggers`; does nothing while the rule is off or rests. */
  fireTrigger(id: string, phase?: CommandPhase): Promise<void>;
  getRuleFaults(): Promise<RuleFaults>;
  /** Calls and chat that set rules off. Asked for again and again while it is looked at. */
  getTriggerInputs(): Promise<TriggerInputsState>;
  /** Makes a new address for calls: the one given out before stops working. */
  renewTriggerAddress(): Promise<TriggerInputsState>;
  getShownExpressions(): Promise<ShownExpression[]>;
  /** Null where none plays. */
  getPlayedClip(): Promise<PlayedClip | null>;
  getSpeech(): Promise<SpeechState>;
  /** What the page that plays says of the utterance: began, ended, failed. */
  reportSpeech(report: SpeechReport): Promise<void>;
  /** Keeps the key for the server that speaks; an empty one is forgotten. It is never told again. */
  setSpeechKey(key: string): Promise<void>;
  getObsState(): Promise<ObsState>;
  /** Keeps OBS's password; an empty one is forgotten. It is never told again. */
  setObsPassword(password: string): Promise<void>;
  /** Makes or updates the scene with the avatar in OBS. */
  setUpObs(): Promise<ObsAnswer>;
  /** Switches OBS to the scene of the set-up. */
  showObsScene(): Promise<ObsAnswer>;
  /** Starts or stops OBS's own virtual camera. */
  setObsVirtualCamera(on: boolean): Promise<ObsAnswer>;
  /** Looks at the machine: files, ports, OBS, room. */
  runDoctor(): Promise<HostCheck[]>;
  /** What a support bundle holds, without names, secrets or pictures. */
  getSupportFiles(): Promise<SupportFile[]>;
  /** Processor use since the last question: ask every other second or so. */
  getLoad(): Promise<Load>;
  /** What this system could be a camera with, best first. Asked for anew each time. */
  getCameraDrivers(): Promise<CameraDriverState[]>;
  getUpdates(): Promise<UpdateState>;
  /** Asks for a newer version. */
  checkForUpdates(): Promise<UpdateState>;
  /** Fetches the newer version that was found; its share comes by `updatesChanged`. */
  downloadUpdate(): Promise<UpdateState>;
  /** Installs what was fetched: Kagami ends and starts anew. */
  installUpdate(): Promise<void>;
  /** Opens the Stage window or brings it to the front. */
  openStage(): Promise<void>;
  /** Opens Studio or brings it to the front. */
  openStudio(): Promise<void>;
  /** Ends the program: every window and the services. */
  quit(): Promise<void>;
  /** A line for the log file; errors of the pages end there. */
  log(level: 'info' | 'warn' | 'error', message: string): Promise<void>;
}

/** Pushes from the host to every page. */
export interface RendererApi {
  settingsChanged(settings: Settings): void;
  modelsChanged(models: ModelsState): void;
  avatarsChanged(avatars: AvatarEntry[]): void;
  takesChanged(takes: TakeEntry[]): void;
  obsChanged(state: ObsState): void;
  clipsChanged(clips: ClipEntry[]): void;
  recordingsChanged(recordings: RecordingEntry[]): void;
  vmcChanged(state: VmcState): void;
  vmcMotion(motion: ReceivedMotion): void;
  /** A command was run: each page does its own part. */
  commandIssued(command: Command, phase: CommandPhase): void;
  shownExpressionsChanged(shown: ShownExpression[]): void;
  playedClipChanged(played: PlayedClip | null): void;
  speechChanged(state: SpeechState): void;
  ruleFaultsChanged(faults: RuleFaults): void;
  updatesChanged(updates: UpdateState): void;
  outputsChanged(outputs: OutputState[]): void;
  /** An output that runs in a page was switched. */
  outputSwitched(id: OutputId, on: boolean): void;
}
