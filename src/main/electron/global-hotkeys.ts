import { acceleratorOf } from '@shared/key-chord';
import type { RuleFault } from '@shared/triggers';
import { globalShortcut } from 'electron';
import type { Services } from '../services';

/**
 * Registers the rules' hotkeys with the system, so that they work while another program has the focus. The system tells of no
 * key that is let go: what lasts while a key is held is shown until the key is pressed again. Keys that another program holds are
 * told as faults of their rules and go on working in Kagami's own windows.
 *
 * @returns a function that gives every key back
 */
export const registerGlobalHotkeys = ({ settings, triggers }: Services): (() => void) => {
  /** What is registered now. */
  let key = '';
  const held = new Set<string>();

  const fire = (id: string): void => {
    const down = held.delete(id);
    if (!down) held.add(id);
    triggers.fire(id, down && holds(id) ? 'release' : 'press');
  };

  const holds = (id: string): boolean =>
    settings.current.triggers.rules
      .find((rule) => rule.id === id)
      ?.do.some((command) => command.type === 'expression' && command.mode === 'hold') === true;

  const follow = (): void => {
    const rules = settings.current.triggers.rules.filter(
      ({ on, when }) => on && when.kind === 'hotkey' && when.everywhere && when.keys !== '',
    );
    const next = JSON.stringify(rules.map(({ id, when }) => [id, when]));
    if (next === key) return;
    key = next;
    globalShortcut.unregisterAll();
    held.clear();
    const byKeys = new Map<string, string[]>();
    for (const { id, when } of rules)
      if (when.kind === 'hotkey') byKeys.set(when.keys, [...(byKeys.get(when.keys) ?? []), id]);
    const faults: Record<string, RuleFault> = {};
    for (const [keys, ids] of byKeys) {
      const fault = register(keys, () => ids.forEach(fire));
      if (fault !== undefined) for (const id of ids) faults[id] = fault;
    }
    triggers.setFaults(faults);
  };

  const stop = settings.onChange(follow);
  follow();
  return () => {
    stop();
    globalShortcut.unregisterAll();
  };
};

const register = (keys: string, act: () => void): RuleFault | undefined => {
  const accelerator = acceleratorOf(keys);
  if (accelerator === undefined) return 'unknown-keys';
  try {
    return globalShortcut.register(accelerator, act) ? undefined : 'taken';
  } catch {
    return 'unknown-keys';
  }
};
