/** Ways for rules to be set off from outside: other programs and the chat. Both off until asked for. */
export interface TriggerInputsState {
  calls: TriggerCallsState;
  twitch: TwitchState;
}

export interface TriggerCallsState {
  /** `moved`: another program has the usual port, so that the address is another one for now. */
  state: 'off' | 'on' | 'moved' | 'error';
  /** What another program calls, `NAME` standing for the rule's: `http://127.0.0.1:PORT/trigger/NAME?token=…`. */
  address?: string | undefined;
  /** The name that was called last, whether or not a rule had it. */
  lastName?: string | undefined;
}

export interface TwitchState {
  /** `no-channel`: Twitch has no such channel, or it is closed. */
  state: 'off' | 'connecting' | 'connected' | 'offline' | 'no-channel' | 'lost';
  /** The reward that was redeemed last, for a rule to take over. */
  lastReward?: { id: string; words: string } | undefined;
}

/** Before the host has told anything. */
export const IDLE_TRIGGER_INPUTS: TriggerInputsState = {
  calls: { state: 'off' },
  twitch: { state: 'off' },
};
