import type { VmcState } from '@shared/api';
import type { RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { mayReach, OFFLINE_SENTENCE } from '@shared/network';
import type { OutputState } from '@shared/outputs';
import type { Settings } from '@shared/settings';
import { createListeners } from '../listeners';
import type { Output } from '../outputs/output';
import type { SettingsStore } from '../settings';
import { OFF, toOutputState } from './link-state';
import { createVmcReceiver, type VmcReceiver } from './vmc-receiver';
import { createVmcSender, type VmcSender } from './vmc-sender';

/** VMC as the settings want it. No port is open while both directions are off. */
export interface Vmc {
  readonly state: VmcState;
  /** Sending, as one of the program's outputs: it follows `settings.outputs.vmcSend`. */
  readonly output: Output;
  onState(listener: (state: VmcState) => void): () => void;
  /** Motion from other programs; the frame is reused. */
  onMotion(listener: (frame: MotionFrame) => void): () => void;
  /** The avatar whose motion is sent. */
  setRest(rest: RestPose): void;
  /** Sends motion on: the `values` of a MotionFrame. */
  send(values: readonly number[]): void;
  close(): void;
}

export const createVmc = (settings: SettingsStore): Vmc => {
  const states = createListeners<VmcState>();
  const outputStates = createListeners<OutputState>();
  const motions = createListeners<MotionFrame>();
  const frame = createMotionFrame('mix');
  let state: VmcState = { send: OFF, receive: OFF };
  let sender: VmcSender | undefined;
  let receiver: VmcReceiver | undefined;
  let rest: RestPose | undefined;
  let sending = false;
  let sendConfig = '';
  let receiveConfig = '';

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
      ? createVmcReceiver({ ...wanted, onMotion: motions.tell, onState: (receive) => tell({ receive }) })
      : undefined;
  };

  const follow = ({ outputs, inputs }: Settings): void => {
    followSend(outputs.vmcSend);
    followReceive(inputs.vmcReceive);
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
    onState: states.add,
    onMotion: motions.add,
    setRest: (next) => {
      rest = next;
      sender?.setRest(next);
    },
    send: (values) => {
      if (sender === undefined) return;
      frame.values.set(values);
      sender.send(frame);
    },
    close: () => {
      stop();
      sender?.close();
      receiver?.close();
    },
  };
};
