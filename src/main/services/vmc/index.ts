import type { VmcInput } from '@motion/codecs/vmc';
import { mirrorMotionFrame } from '@motion/shape/mirror';
import type { VmcState } from '@shared/api';
import type { RestPose } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { mayReach, OFFLINE_SENTENCE } from '@shared/network';
import type { OutputState } from '@shared/outputs';
import type { Settings } from '@shared/settings';
import { createListeners } from '../listeners';
import type { Output } from '../outputs/output';
import type { SettingsStore } from '../settings';
import { OFF, toOutputState } from './link-state';
import { createPhoneReceiver, type PhoneReceiver } from './phone-receiver';
import { createVmcReceiver, type VmcReceiver } from './vmc-receiver';
import { createVmcSender, type VmcSender } from './vmc-sender';

/** Motion to and from other programs and phones as the settings want it. No port is open while all of it is off. */
export interface Vmc {
  readonly state: VmcState;
  /** Of the program that sends to us: position, rotation, field of view; see motion/codecs/vmc-reader.ts. */
  readonly camera: Float32Array | undefined;
  /** Sending, as one of the program's outputs: it follows `settings.outputs.vmcSend`. */
  readonly output: Output;
  onState(listener: (state: VmcState) => void): () => void;
  /** Motion from other programs and phones, told apart by its source; the frame is reused. */
  onMotion(listener: (frame: MotionFrame) => void): () => void;
  /** Keys and buttons of the program that sends to us. */
  onInput(listener: (input: VmcInput) => void): () => void;
  /** The avatar whose motion is sent. */
  setRest(rest: RestPose): void;
  /** Sends motion on: the `values` of a MotionFrame. */
  send(values: readonly number[]): void;
  /** The head that a phone sees, and who wears devices that VMC tells of, look straight ahead now. */
  recentre(): void;
  close(): void;
}

const ANY_PHONE = '0.0.0.0';

export const createVmc = (settings: SettingsStore): Vmc => {
  const states = createListeners<VmcState>();
  const outputStates = createListeners<OutputState>();
  const motions = createListeners<MotionFrame>();
  const inputs = createListeners<VmcInput>();
  const frame = createMotionFrame('mix');
  const seen = createMotionFrame('phone');
  let state: VmcState = { send: OFF, receive: OFF, phone: OFF };
  let sender: VmcSender | undefined;
  let receiver: VmcReceiver | undefined;
  let phone: PhoneReceiver | undefined;
  let rest: RestPose | undefined;
  let sending = false;
  let sendConfig = '';
  let receiveConfig = '';
  let phoneConfig = '';

  const tell = (change: Partial<VmcState>): void => {
    state = { ...state, ...change };
    states.tell(state);
    if (change.send !== undefined) outputStates.tell(toOutputState(change.send));
  };

  const followSend = (wanted: Settings['outputs']['vmcSend']): void => {
    const allowed = mayReach(settings.current, wanted.host);
    const config = sending ? JSON.stringify([wanted, allowed]) : '';
    if (config === sendConfig) return;
    sendConfig = config;
    sender?.close();
    sender =
      sending && allowed ? createVmcSender({ ...wanted, onState: (send) => tell({ send }) }) : undefined;
    if (sending && !allowed) tell({ send: { state: 'error', rate: 0, message: OFFLINE_SENTENCE } });
    if (rest !== undefined) sender?.setRest(rest);
  };

  const followReceive = (options: Settings['inputs']['vmcReceive']): void => {
    const fromNetwork = options.fromNetwork && !settings.current.network.offline;
    const wanted = { ...options, fromNetwork };
    const config = JSON.stringify(wanted);
    if (config === receiveConfig) return;
    receiveConfig = config;
    receiver?.close();
    receiver = wanted.on
      ? createVmcReceiver({
          ...wanted,
          onMotion: motions.tell,
          onInput: inputs.tell,
          onLight: ({ yaw, pitch, colour }) =>
            settings.update({ scene: { lights: { keyYaw: yaw, keyPitch: pitch, key: { colour } } } }),
          onState: (receive) => tell({ receive }),
        })
      : undefined;
  };

  const followPhone = (wanted: Settings['inputs']['phone']): void => {
    // A phone is another computer.
    const allowed = mayReach(settings.current, wanted.address || ANY_PHONE);
    const config = wanted.on ? JSON.stringify([wanted, allowed]) : '';
    if (config === phoneConfig) return;
    phoneConfig = config;
    phone?.close();
    phone =
      wanted.on && allowed
        ? createPhoneReceiver({ ...wanted, onMotion: tellSeen, onState: (now) => tell({ phone: now }) })
        : undefined;
    if (wanted.on && !allowed) tell({ phone: { state: 'error', rate: 0, message: OFFLINE_SENTENCE } });
    else if (!wanted.on) tell({ phone: OFF });
  };

  /** A phone sees the person as a camera does: mirrored where the camera's motion is. */
  const tellSeen = (frame: MotionFrame): void => {
    copyMotionFrame(frame, seen);
    if (settings.current.motion.mirror) mirrorMotionFrame(seen);
    motions.tell(seen);
  };

  const follow = ({ outputs, inputs }: Settings): void => {
    followSend(outputs.vmcSend);
    followReceive(inputs.vmcReceive);
    followPhone(inputs.phone);
  };

  const stop = settings.onChange(follow);
  follow(settings.current);

  const switchSending = (on: boolean): void => {
    sending = on;
    followSend(settings.current.outputs.vmcSend);
  };

  return {
    output: {
      id: 'vmc-send',
      get state() {
        return toOutputState(state.send);
      },
      start: () => switchSending(true),
      stop: () => switchSending(false),
      onChange: outputStates.add,
    },
    get state() {
      return state;
    },
    get camera() {
      return receiver?.camera;
    },
    onState: states.add,
    onMotion: motions.add,
    onInput: inputs.add,
    setRest: (next) => {
      rest = next;
      sender?.setRest(next);
    },
    send: (values) => {
      if (sender === undefined) return;
      frame.values.set(values);
      sender.send(frame);
    },
    recentre: () => {
      phone?.recentre();
      receiver?.recentre();
    },
    close: () => {
      stop();
      phone?.close();
      sender?.close();
      receiver?.close();
    },
  };
};
