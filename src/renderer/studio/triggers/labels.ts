import type { Command, CommandType } from '@shared/commands';
import { describeChord } from '@shared/key-chord';
import type { OutputId } from '@shared/outputs';
import type {
  FaceSign,
  HandSign,
  Rule,
  Taught,
  TwitchEventKind,
  TwitchRank,
  When,
  WhenKind,
} from '@shared/triggers';
import type { TFunction } from 'i18next';
import type { StudioKey } from '../i18n';

export const KIND_LABELS: Readonly<Record<WhenKind, StudioKey>> = {
  hotkey: 'triggers.kind_hotkey',
  midi: 'triggers.kind_midi',
  gamepad: 'triggers.kind_gamepad',
  gesture: 'triggers.kind_gesture',
  face: 'triggers.kind_face',
  taught: 'triggers.kind_taught',
  voice: 'voice.kind_voice',
  'obs-scene': 'triggers.kind_obs',
  call: 'triggerInputs.kind_call',
  vmc: 'triggerInputs.kind_vmc',
  twitch: 'triggerInputs.kind_twitch',
};

export const TWITCH_LABELS: Readonly<Record<TwitchEventKind, StudioKey>> = {
  command: 'triggerInputs.event_command',
  redeem: 'triggerInputs.event_redeem',
  bits: 'triggerInputs.event_bits',
  subscription: 'triggerInputs.event_subscription',
  raid: 'triggerInputs.event_raid',
};

export const RANK_LABELS: Readonly<Record<TwitchRank, StudioKey>> = {
  everyone: 'triggerInputs.rank_everyone',
  subscriber: 'triggerInputs.rank_subscriber',
  vip: 'triggerInputs.rank_vip',
  moderator: 'triggerInputs.rank_moderator',
  broadcaster: 'triggerInputs.rank_broadcaster',
};

export const SIGN_LABELS: Readonly<Record<HandSign, StudioKey>> = {
  peace: 'triggers.sign_peace',
  'thumbs-up': 'triggers.sign_thumbsUp',
  fist: 'triggers.sign_fist',
  'open-palm': 'triggers.sign_openPalm',
  point: 'triggers.sign_point',
  heart: 'triggers.sign_heart',
};

export const FACE_LABELS: Readonly<Record<FaceSign, StudioKey>> = {
  smile: 'triggers.face_smile',
  'wide-eyes': 'triggers.face_wideEyes',
  'open-mouth': 'triggers.face_openMouth',
  pucker: 'triggers.face_pucker',
  frown: 'triggers.face_frown',
  'brows-up': 'triggers.face_browsUp',
  'wink-left': 'triggers.face_winkLeft',
  'wink-right': 'triggers.face_winkRight',
};

/** Commands that rules can run, in the order of the menu. */
export const COMMAND_LABELS: Readonly<Partial<Record<CommandType, StudioKey>>> = {
  expression: 'triggers.cmd_expression',
  'clear-expressions': 'triggers.cmd_clear',
  'play-clip': 'triggers.cmd_playClip',
  'stop-clip': 'triggers.cmd_stopClip',
  shot: 'triggers.cmd_shot',
  avatar: 'triggers.cmd_avatar',
  preset: 'triggers.cmd_preset',
  'toggle-prop': 'triggers.cmd_prop',
  say: 'triggers.cmd_say',
  'stop-speech': 'triggers.cmd_stopSpeech',
  'mute-microphone': 'voice.muteCommand',
  'reset-physics': 'triggers.cmd_physics',
  'toggle-output': 'triggers.cmd_output',
  'save-replay': 'triggers.cmd_replay',
  snapshot: 'triggers.cmd_snapshot',
  calibrate: 'triggers.cmd_calibrate',
  panic: 'triggers.cmd_panic',
};

export const OUTPUT_LABELS: Readonly<Record<OutputId, StudioKey>> = {
  window: 'triggers.out_window',
  window2: 'triggers.out_window2',
  'browser-source': 'triggers.out_browser',
  'obs-stream': 'triggers.out_obs',
  'virtual-camera': 'triggers.out_camera',
  'vmc-send': 'triggers.out_vmc',
  recording: 'triggers.out_recording',
};

/** What the user has taught by a name: faces, hand signs and words. */
export type NamedLesson = Pick<Taught, 'id' | 'name'>;

/** What sets a rule off, in a few words. */
export const describeWhen = (
  t: TFunction,
  when: When,
  taught: readonly NamedLesson[],
  mac: boolean,
): string => {
  switch (when.kind) {
    case 'hotkey':
      return when.keys === '' ? t('triggers.noKeys') : describeChord(when.keys, mac);
    case 'midi':
      return t(when.message === 'note' ? 'triggers.midiNote' : 'triggers.midiControl', {
        number: when.number,
        channel: when.channel,
      });
    case 'gamepad':
      return t('triggers.button', { number: when.button + 1 });
    case 'gesture':
      return t(SIGN_LABELS[when.sign]);
    case 'face':
      return t(FACE_LABELS[when.face]);
    case 'taught':
    case 'voice':
      return taught.find(({ id }) => id === when.id)?.name ?? t(KIND_LABELS[when.kind]);
    case 'obs-scene':
      return `OBS: ${when.scene}`;
    case 'call':
      return when.name;
    case 'vmc':
      return when.input === '' ? t('triggers.noKeys') : when.input;
    case 'twitch':
      return when.event === 'command' ? when.words : t(TWITCH_LABELS[when.event]);
  }
};

/** What a command does, in a few words. */
export const describeCommand = (t: TFunction, command: Command): string => {
  const label = COMMAND_LABELS[command.type];
  const doing = label === undefined ? command.type : t(label);
  switch (command.type) {
    case 'expression':
      return command.name;
    case 'play-clip':
      return nameOfFile(command.clip);
    case 'avatar':
      return nameOfFile(command.id);
    case 'preset':
      return command.name;
    case 'say':
      return command.text === '' ? doing : `${doing}: ${command.text}`;
    case 'toggle-output':
      return t(OUTPUT_LABELS[command.output]);
    default:
      return doing;
  }
};

/** `builtin/wave` → `wave`. */
export const nameOfFile = (id: string): string => id.replace(/^\w+\//, '').replace(/\.(vrma|bvh)$/i, '');

export const describeDo = (t: TFunction, commands: readonly Command[]): string =>
  commands.length === 0
    ? t('triggers.nothing')
    : commands.map((command) => describeCommand(t, command)).join(', ');

export const nameOfRule = (t: TFunction, rule: Rule): string => rule.name || describeDo(t, rule.do);
