import { IDLE_TRIGGER_INPUTS, type TriggerInputsState } from '@shared/trigger-inputs';
import { useEffect, useState } from 'react';
import { useActions, useStudio } from '../context';

const EVERY_MS = 1000;

/** Calls and chat as they are now, asked for again and again while one of them is on. @returns also what makes a new address */
export const useTriggerInputs = () => {
  const actions = useActions();
  const on = useStudio(({ settings }) => settings.inputs.triggerCalls.on || settings.inputs.twitch.on);
  const [state, setState] = useState<TriggerInputsState>(IDLE_TRIGGER_INPUTS);
  useEffect(() => {
    if (!on) return setState(IDLE_TRIGGER_INPUTS);
    let ended = false;
    const ask = () =>
      void actions.triggerInputs().then((next) => !ended && next !== undefined && setState(next));
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => {
      ended = true;
      clearInterval(timer);
    };
  }, [on, actions]);
  const renew = () => void actions.renewTriggerAddress().then((next) => next !== undefined && setState(next));
  return [state, renew] as const;
};
