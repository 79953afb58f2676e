import type { CommandPhase } from '@shared/commands';
import type { Rule } from '@shared/triggers';

/** Buttons of every gamepad. Browsers tell of them only while the window is to be seen. */
export interface GamepadWatch {
  setRules(rules: readonly Rule[]): void;
  close(): void;
}

export interface GamepadWatchOptions {
  fire(ruleId: string, phase: CommandPhase): void;
  /** Whatever button was pressed, for a rule that learns. */
  onInput?(button: number): void;
  /** Default: the browser's. */
  getGamepads?: () => readonly (Pick<Gamepad, 'buttons'> | null)[];
}

/** Gamepads have no events for buttons: they are looked at this often, ms. */
const LOOK_EVERY = 16;

export const watchGamepads = ({
  fire,
  onInput,
  getGamepads = () => navigator.getGamepads(),
}: GamepadWatchOptions): GamepadWatch => {
  let rules: { id: string; button: number }[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;
  let down = new Set<number>();

  const look = (): void => {
    const now = new Set<number>();
    for (const gamepad of getGamepads())
      gamepad?.buttons.forEach((button, index) => {
        if (button.pressed) now.add(index);
      });
    for (const button of now)
      if (!down.has(button)) {
        onInput?.(button);
        tell(button, 'press');
      }
    for (const button of down) if (!now.has(button)) tell(button, 'release');
    down = now;
  };

  const tell = (button: number, phase: CommandPhase): void => {
    for (const rule of rules) if (rule.button === button) fire(rule.id, phase);
  };

  const close = (): void => {
    clearInterval(timer);
    timer = undefined;
  };

  return {
    setRules: (next) => {
      rules = next.flatMap(({ id, on, when }) =>
        on && when.kind === 'gamepad' ? [{ id, button: when.button }] : [],
      );
      const wanted = rules.length > 0 || onInput !== undefined;
      if (wanted) timer ??= setInterval(look, LOOK_EVERY);
      else close();
    },
    close,
  };
};
