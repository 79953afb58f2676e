import type { TriggerInputsState } from '@shared/trigger-inputs';
import { createTriggerCalls, type TriggerCallsOptions } from './trigger-calls';
import { createTwitchChat, type TwitchServer } from './twitch-chat';

/** Ways for rules to be set off from outside of Kagami's windows. */
export interface TriggerInputs {
  readonly state: TriggerInputsState;
  /** A new address for other programs: the old one stops working. */
  renewAddress(): Promise<TriggerInputsState>;
  /** Resolves when what the settings asked for last is done (tests). */
  settled(): Promise<void>;
  close(): void;
}

export interface TriggerInputsOptions extends TriggerCallsOptions {
  twitchServer?: TwitchServer;
}

export const createTriggerInputs = ({ twitchServer, ...options }: TriggerInputsOptions): TriggerInputs => {
  const calls = createTriggerCalls(options);
  const twitch = createTwitchChat({ ...options, ...(twitchServer && { server: twitchServer }) });
  const state = (): TriggerInputsState => ({ calls: calls.state, twitch: twitch.state });
  return {
    get state() {
      return state();
    },
    async renewAddress() {
      await calls.renewAddress();
      return state();
    },
    settled: calls.settled,
    close() {
      calls.close();
      twitch.close();
    },
  };
};
