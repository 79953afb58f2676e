import type { ShownExpression } from '@shared/api';
import type { CommandOf, CommandPhase } from '@shared/commands';
import { createListeners } from './listeners';

/** Which expressions the user has asked for: one list for all Stages, so that those opened later show them too. */
export interface ShownExpressions {
  readonly list: ShownExpression[];
  run(command: CommandOf<'expression'>, phase: CommandPhase): void;
  clear(): void;
  onChange(listener: (list: ShownExpression[]) => void): () => void;
  close(): void;
}

/** More at once are no face any more. */
const MOST = 16;

export const createShownExpressions = (): ShownExpressions => {
  const changes = createListeners<ShownExpression[]>();
  const timers = new Map<string, NodeJS.Timeout>();
  let list: ShownExpression[] = [];

  const tell = (next: ShownExpression[]): void => {
    list = next.slice(-MOST);
    changes.tell(list);
  };

  const hide = (name: string): void => {
    clearTimeout(timers.get(name));
    timers.delete(name);
    if (list.some((shown) => shown.name === name)) tell(list.filter((shown) => shown.name !== name));
  };

  const show = ({ name, mode, seconds }: CommandOf<'expression'>): void => {
    clearTimeout(timers.get(name));
    timers.delete(name);
    if (mode === 'timed') {
      const timer = setTimeout(() => hide(name), seconds * 1000);
      timer.unref();
      timers.set(name, timer);
    }
    tell([...list.filter((shown) => shown.name !== name), { name, mode }]);
  };

  const clear = (): void => {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    if (list.length > 0) tell([]);
  };

  return {
    get list() {
      return list;
    },
    run(command, phase) {
      const shown = list.find(({ name }) => name === command.name);
      if (phase === 'release') {
        // What a toggle has taken over meanwhile stays.
        if (shown?.mode === 'hold') hide(command.name);
      } else if (command.mode === 'toggle' && shown !== undefined) hide(command.name);
      else show(command);
    },
    clear,
    onChange: changes.add,
    close: clear,
  };
};
