import type { BrowserSourceState } from '@shared/browser-source';
import { withCalibration } from '@shared/calibration';
import type { Command, CommandPhase } from '@shared/commands';
import type { SupportFile } from '@shared/doctor';
import type { Load } from '@shared/load';
import type { OutputId } from '@shared/outputs';
import type { TriggerInputsState } from '@shared/trigger-inputs';
import type { SourcePipeline } from '../pipeline';
import { sentenceOf } from './answers';
import { type AvatarActions, createAvatarActions } from './avatar-actions';
import { avatarToReturnTo } from './avatar-fallback';
import type { AvatarLookEvents } from './avatar-look';
import { startCalibration } from './calibration-run';
import { followCameras } from './cameras';
import type { ShowFault, StudioDeps } from './deps';
import type { DoctorReading } from './doctor/read-doctor';
import { createObsActions, type ObsActions } from './obs-actions';
import { createRecordingActions, type RecordingActions } from './recording-actions';
import { createSceneActions, type SceneActions } from './scene-actions';
import { watchSeenParts } from './seen-parts';
import { createSettingsActions, type SettingsActions } from './settings-actions';
import { createSettingsEditor } from './settings-editor';
import { type Dialog, type Section, type StudioStore, type WizardStep, withStage } from './store';
import { createTakeActions, type TakeActions } from './take-actions';
import { createTriggerActions, type TriggerActions } from './trigger-actions';
import { createUpdateActions, type UpdateActions } from './update-actions';
import { createVoiceActions, type VoiceActions } from './voice-actions';

/** Everything that a user can do in Studio. */
export interface StudioActions
  extends AvatarActions,
    RecordingActions,
    ObsActions,
    SceneActions,
    TakeActions,
    SettingsActions,
    TriggerActions,
    UpdateActions,
    VoiceActions {
  showSection(section: Section): void;
  /** Opens the wizard at a step; undefined closes it, and it does not come by itself again. */
  showWizard(step: WizardStep | undefined): void;
  /** Shows or hides the camera's picture, also while an output is live. */
  showPreview(on: boolean): void;
  /** Shows the avatar inside of `place`. @returns takes it away again */
  openAvatarLook(
    place: HTMLElement,
    events: Omit<AvatarLookEvents, 'onAvatarError' | 'onAvatarProgress' | 'onExpressions'>,
  ): () => void;
  /** Opens or closes a dialog over Studio. */
  showDialog(dialog: Dialog | undefined): void;
  /** Looks at the machine, the picture and the permissions. @throws where the host does not answer */
  examine(): Promise<DoctorReading>;
  supportFiles(): Promise<SupportFile[]>;
  /** What Kagami costs the processor. @throws where the host does not answer */
  load(): Promise<Load>;
  /** Does what a key or a button is set to do, wherever it is done. */
  run(command: Command, phase?: CommandPhase): void;
  openStage(): void;
  setOutputOn(id: OutputId, on: boolean): void;
  /** The address of the browser source and who shows it; undefined where the host does not answer. */
  browserSource(): Promise<BrowserSourceState | undefined>;
  renewBrowserSource(): Promise<BrowserSourceState | undefined>;
  /** Calls and chat that set rules off; undefined where the host does not answer. */
  triggerInputs(): Promise<TriggerInputsState | undefined>;
  renewTriggerAddress(): Promise<TriggerInputsState | undefined>;
  openFile(file: File): Promise<void>;
  /** Says that a dropped file is of no use here. */
  refuseFile(): void;
  downloadFaceModel(): Promise<void>;
  cancelFaceModelDownload(): void;
  /** Tries a faulty source again. */
  retry(): void;
  /** Keeps the key for the server that speaks; an empty one is forgotten. */
  setSpeechKey(key: string): void;
  /** Counts down, then takes the pose of three seconds as neutral, for this camera and avatar. */
  calibrate(): void;
  /** Forgets the neutral poses of this camera. */
  forgetCalibration(): void;
  quit(): void;
  /** The running pipeline, for the preview; undefined until it is loaded. */
  pipeline(): SourcePipeline | undefined;
  /** Stops listening and timers; the pipeline is closed. */
  close(): void;
}

export const createStudioActions = (
  store: StudioStore,
  deps: StudioDeps,
  showFault: ShowFault,
): StudioActions => {
  const { host, channel } = deps;
  const { api } = host;
  const { getState, setState } = store;
  const chosenBefore: string[] = [];
  const ends: (() => void)[] = [];
  let pipeline: SourcePipeline | undefined;
  let cancelCalibration = (): void => undefined;
  let closed = false;

  const editor = createSettingsEditor({
    initial: getState().settings,
    send: (patch) => api.updateSettings(patch),
    onSettings: (settings) => {
      const before = getState().settings.avatar.current;
      if (settings.avatar.current !== before) chosenBefore.unshift(before);
      chosenBefore.length = Math.min(chosenBefore.length, 20);
      setState({ settings });
      askForOffered();
    },
    onRefused: (error) => showFault('faults.settingsRefused', sentenceOf(error)),
  });

  /** An avatar whose terms have to be accepted before a rule, a preset or a double click may show it. */
  const askForOffered = () => {
    const { offered } = getState().settings.avatarFiles;
    if (offered !== '') void actions.offeredAvatar(offered);
  };

  ends.push(
    host.onSettings((settings) => editor.settingsFromHost(settings)),
    host.onModels((models) => setState({ models })),
    host.onAvatars((avatars) => setState({ avatars })),
    host.onTakes((takes) => setState({ takes })),
    host.onObs((obs) => setState({ obs })),
    host.onVmc((vmc) => setState({ vmc })),
    host.onUpdates((updates) => setState({ updates })),
    host.onOutputs((outputs) => setState({ outputs })),
    host.onShownExpressions((shownExpressions) => setState({ shownExpressions })),
    host.onSpeech((speech) => setState({ speech })),
    host.onRuleFaults((ruleFaults) => setState({ ruleFaults })),
    host.onClips((clips) => setState({ clips })),
    host.onCommand(({ command }) => {
      if (command.type === 'calibrate') actions.calibrate();
    }),
    host.onConnection((connection) => setState({ connection })),
    followCameras(store, deps.cameras),
  );

  ends.push(
    channel.on('stage-status', ({ status }) =>
      setState({ stages: withStage(getState().stages, status, clock()) }),
    ),
    channel.on('avatar-expressions', ({ names }) => setState({ expressionNames: names })),
    channel.on('scene-error', ({ message }) => showFault('scene.notShown', message)),
    channel.on('avatar-error', ({ id, message }) => returnFromAvatar(id, message)),
    channel.on('avatar-progress', ({ id, share }) => actions.avatarProgress(id, share)),
  );
  const silence = setInterval(() => {
    const { stages } = getState();
    const heard = withStage(stages, undefined, clock());
    if (heard.length !== stages.length) setState({ stages: heard });
  }, 1_000);
  ends.push(
    () => clearInterval(silence),
    () => cancelCalibration(),
  );
  channel.post({ type: 'hello' });
  api.getShownExpressions().then(
    (shownExpressions) => setState({ shownExpressions }),
    () => undefined,
  );
  api.listClips().then(
    (clips) => setState({ clips }),
    () => undefined,
  );
  api.getUpdates().then(
    (updates) => setState({ updates }),
    () => undefined,
  );
  api.getSpeech().then(
    (speech) => setState({ speech }),
    () => undefined,
  );
  api.getRuleFaults().then(
    (ruleFaults) => setState({ ruleFaults }),
    () => undefined,
  );

  const returnFromAvatar = (id: string, message: string) => {
    const { settings, stages, avatars } = getState();
    setState({ avatarRefusal: { detail: message } });
    showFault('faults.avatarNotShown', message);
    if (settings.avatar.current !== id) return;
    const shown = stages.flatMap((stage) => (stage.avatarId === undefined ? [] : [stage.avatarId]));
    const available = avatars.map((avatar) => avatar.id);
    const former = avatarToReturnTo(id, shown, chosenBefore, available);
    if (former !== undefined) editor.change({ avatar: { current: former } });
  };

  deps.loadPipeline().then(
    (loaded) => {
      if (closed) return loaded.close();
      pipeline = loaded;
      const follow = () => setState({ source: loaded.status, leading: loaded.role === 'leading' });
      follow();
      ends.push(loaded.onStatus(follow));
      setState({ microphone: loaded.voice.status });
      ends.push(loaded.voice.onStatus((microphone) => setState({ microphone })));
      ends.push(watchSeenParts(loaded, (seen) => setState({ seen })));
      ends.push(() => loaded.close());
    },
    (error: unknown) => {
      setState({ sourceFailure: { code: 'tracking-not-started', message: sentenceOf(error), action: '' } });
      void api.log('error', `Studio could not start tracking: ${sentenceOf(error)}`).catch(() => undefined);
    },
  );

  const attempt = async (work: () => Promise<void>, fault: Parameters<ShowFault>[0]): Promise<void> => {
    try {
      await work();
    } catch (error) {
      showFault(fault, sentenceOf(error));
    }
  };

  const settingsActions = createSettingsActions(store, editor, showFault);

  const { close: closeRecordingActions, ...recordingActions } = createRecordingActions({
    store,
    deps,
    showFault,
  });
  ends.push(closeRecordingActions);

  const actions: StudioActions = {
    ...settingsActions,
    ...createObsActions(api),
    ...createSceneActions({ store, deps, change: settingsActions.change }),
    ...createUpdateActions(deps.host),
    ...createTriggerActions({ store, change: editor.change, pipeline: () => pipeline }),
    ...createVoiceActions({
      settings: () => getState().settings,
      change: editor.change,
      pipeline: () => pipeline,
    }),
    ...createAvatarActions({ store, deps, showFault, change: editor.change, chosenBefore }),
    ...recordingActions,
    ...createTakeActions({ store, deps, showFault, change: editor.change, pipeline: () => pipeline }),
    showSection: (section) => setState({ section }),
    browserSource: () => api.getBrowserSource().catch(() => undefined),
    renewBrowserSource: () => api.renewBrowserSource().catch(() => undefined),
    triggerInputs: () => api.getTriggerInputs().catch(() => undefined),
    renewTriggerAddress: () => api.renewTriggerAddress().catch(() => undefined),
    setOutputOn: (id, on) =>
      void attempt(
        async () => setState({ outputs: await api.setOutputOn(id, on) }),
        'faults.outputNotSwitched',
      ),
    showWizard(wizard) {
      setState({ wizard });
      if (wizard === undefined && !getState().settings.studio.welcomed)
        editor.change({ studio: { welcomed: true } });
    },
    showPreview(on) {
      setState({ previewAnyway: on });
      if (getState().settings.studio.preview !== on) editor.change({ studio: { preview: on } });
    },
    openAvatarLook: (place, events) =>
      deps.avatarLook.open(place, {
        ...events,
        onAvatarError: returnFromAvatar,
        onAvatarProgress: (id, share) => actions.avatarProgress(id, share),
        onExpressions: (expressionNames) => setState({ expressionNames }),
      }),
    showDialog: (dialog) => setState({ dialog }),
    examine: async () => {
      const { readPage } = await import('./doctor/read-doctor');
      const [found, page] = await Promise.all([api.runDoctor(), readPage(pipeline)]);
      return { host: found, page };
    },
    supportFiles: api.getSupportFiles,
    load: api.getLoad,
    run: (command, phase) => void attempt(() => api.runCommand(command, phase), 'faults.commandNotRun'),
    openStage: () => void attempt(() => api.openStage(), 'faults.stageNotOpened'),

    async openFile(file) {
      setState({ fileRefusal: undefined });
      try {
        if (pipeline === undefined) throw new Error('');
        await pipeline.openFile(file);
      } catch (error) {
        setState({ fileRefusal: { detail: sentenceOf(error) } });
      }
    },

    refuseFile: () => showFault('faults.fileUseless'),

    downloadFaceModel: () =>
      attempt(async () => setState({ models: await api.downloadFaceModel() }), 'faults.modelNotDownloaded'),
    cancelFaceModelDownload: () =>
      void attempt(() => api.cancelFaceModelDownload(), 'faults.modelNotDownloaded'),
    retry: () => pipeline?.retry(),

    calibrate() {
      const tracking = pipeline;
      if (tracking === undefined) return;
      const { settings, source } = getState();
      const camera = source?.sourceLabel ?? '';
      cancelCalibration();
      cancelCalibration = startCalibration({
        loadWatch: async () => (await import('./calibration-watch')).watchNeutralPose(settings),
        onTrackingFrame: tracking.onTrackingFrame,
        onState: (calibration) => setState({ calibration }),
        onCalibration(calibration) {
          const { motion, avatar } = getState().settings;
          const entry = { camera, avatar: avatar.current, calibration };
          editor.change({ motion: { calibrations: withCalibration(motion.calibrations, entry) } });
        },
      });
    },

    forgetCalibration() {
      const { settings, source } = getState();
      const camera = source?.sourceLabel ?? '';
      const calibrations = settings.motion.calibrations.filter((entry) => entry.camera !== camera);
      setState({ calibration: undefined });
      editor.change({ motion: { calibrations } });
    },

    setSpeechKey: (key) => void attempt(() => api.setSpeechKey(key), 'faults.commandNotRun'),
    quit: () => void attempt(() => api.quit(), 'faults.notQuit'),
    pipeline: () => pipeline,
    close() {
      closed = true;
      editor.flush();
      for (const end of ends) end();
    },
  };
  askForOffered();
  return actions;
};

const clock = (): number => performance.timeOrigin + performance.now();
