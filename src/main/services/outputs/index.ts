import { isOutputOn, type OutputId, type OutputState } from '@shared/outputs';
import type { Settings, SettingsPatch } from '@shared/settings';
import { createListeners } from '../listeners';
import type { SettingsStore } from '../settings';
import type { Output } from './output';
import { createReportedOutput, type ReportedOutput } from './reported-output';

/** Sections of `settings.outputs` that begin with a switch. */
export type OutputSetting = {
  [Key in keyof Settings['outputs']]: Settings['outputs'][Key] extends { on: boolean } ? Key : never;
}[keyof Settings['outputs']];

/** Every output of the program behind one face: what Studio, hotkeys and the API switch and see. */
export interface Outputs {
  /** In the order of registration. */
  readonly states: OutputState[];
  /**
   * @param setting the section of `settings.outputs` whose `on` keeps whether it runs, over restarts too. Without one the output is off
   *   at start and is switched by {@link setOn} alone.
   */
  register(output: Output, setting?: OutputSetting): void;
  /**
   * An output that a page runs: it is told by {@link onSwitch} to begin and to end, and tells its state by {@link report}.
   * @param page opens and closes the page, where the page is the output
   */
  registerInPage(id: OutputId, setting?: OutputSetting, page?: OutputPage): void;
  /** @throws Error with a sentence where there is no such output here */
  setOn(id: OutputId, on: boolean): void;
  /** What a page says about an output that it runs. */
  report(state: OutputState): void;
  /** At most ten times a second. */
  onChange(listener: (states: OutputState[]) => void): () => void;
  onSwitch(listener: (change: OutputSwitch) => void): () => void;
  /** Stops everything. */
  close(): void;
}

/** A window that is an output. */
export interface OutputPage {
  open(): Promise<void>;
  /** Does nothing where it is not open. */
  close(): void;
}

export interface OutputSwitch {
  id: OutputId;
  on: boolean;
}

interface Entry {
  output: Output | ReportedOutput;
  setting: OutputSetting | undefined;
  running: boolean;
}

/** States that come together are told together. */
const TELL_AFTER_MS = 100;

export const createOutputs = (settings: SettingsStore): Outputs => {
  const entries = new Map<OutputId, Entry>();
  const changes = createListeners<OutputState[]>();
  const switches = createListeners<OutputSwitch>();
  const ends: (() => void)[] = [];
  let telling: NodeJS.Timeout | undefined;

  const states = (): OutputState[] => [...entries.values()].map(({ output }) => output.state);

  const tellSoon = (): void => {
    telling ??= setTimeout(() => {
      telling = undefined;
      changes.tell(states());
    }, TELL_AFTER_MS);
    telling.unref();
  };

  const run = (entry: Entry, on: boolean): void => {
    if (entry.running === on) return;
    entry.running = on;
    if (on) entry.output.start();
    else entry.output.stop();
  };

  const follow = ({ outputs }: Settings): void => {
    for (const entry of entries.values())
      if (entry.setting !== undefined) run(entry, outputs[entry.setting].on);
  };

  const register = (output: Output | ReportedOutput, setting?: OutputSetting): void => {
    entries.set(output.id, { output, setting, running: false });
    ends.push(output.onChange(tellSoon));
    follow(settings.current);
  };

  const entryOf = (id: OutputId): Entry => {
    const entry = entries.get(id);
    if (entry === undefined) throw new Error('This computer’s Kagami does not have this output.');
    return entry;
  };

  ends.push(settings.onChange(follow));

  return {
    get states() {
      return states();
    },
    register,
    registerInPage: (id, setting, page) => {
      const output = createReportedOutput({
        id,
        onSwitch: (on) => {
          switches.tell({ id, on });
          if (!on) page?.close();
          else page?.open().catch((error: Error) => output.fail(error.message));
        },
      });
      register(output, setting);
    },
    setOn(id, on) {
      const entry = entryOf(id);
      if (entry.setting === undefined) {
        // A page may have begun or ended on its own.
        entry.running = isOutputOn(entry.output.state);
        run(entry, on);
      } else settings.update({ outputs: { [entry.setting]: { on } } } as SettingsPatch);
    },
    report(state) {
      const entry = entryOf(state.id);
      if (!('report' in entry.output)) throw new Error('This output does not run in a page.');
      entry.output.report(state);
    },
    onChange: changes.add,
    onSwitch: switches.add,
    close() {
      for (const end of ends) end();
      clearTimeout(telling);
      for (const entry of entries.values()) run(entry, false);
    },
  };
};
