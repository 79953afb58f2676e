import { presetOf, withPreset } from '@shared/presets';
import type { SettingsPatch } from '@shared/settings';
import type { ExpressionStyle } from '@shared/settings/expressions';
import type { PresetPart } from '@shared/settings/presets';
import type { Rule, Taught } from '@shared/triggers';
import type { SourcePipeline } from '../pipeline';
import { type LessonState, startLesson } from './lesson-run';
import type { StudioStore } from './store';

/** What a user can do with expressions, triggers and presets. */
export interface TriggerActions {
  styleExpression(style: ExpressionStyle): void;
  /** Adds the rule, or puts it in the place of the one with its id. */
  putRule(rule: Rule): void;
  removeRule(id: string): void;
  /** Counts down, watches a face or hand sign for three seconds, and keeps it under this name. @returns cancels */
  teach(of: Taught['of'], name: string, onState: (state: LessonState) => void): () => void;
  /** Forgets what was taught, and the rules that wait for it. */
  forgetTaught(id: string): void;
  /** Keeps these parts of the settings as they are now; a preset of the same name is replaced. */
  savePreset(name: string, parts: readonly PresetPart[]): void;
  renamePreset(name: string, next: string): void;
  removePreset(name: string): void;
}

export interface TriggerActionsOptions {
  store: StudioStore;
  change(patch: SettingsPatch): void;
  pipeline(): SourcePipeline | undefined;
}

export const createTriggerActions = (options: TriggerActionsOptions): TriggerActions => {
  const { store, change } = options;
  const current = () => store.getState().settings;

  const setRules = (rules: Rule[]): void => change({ triggers: { rules } });

  return {
    styleExpression: (style) => {
      const others = current().expressions.styles.filter(({ name }) => name !== style.name);
      change({ expressions: { styles: [...others, style] } });
    },

    putRule: (rule) => {
      const { rules } = current().triggers;
      const known = rules.some(({ id }) => id === rule.id);
      setRules(known ? rules.map((other) => (other.id === rule.id ? rule : other)) : [...rules, rule]);
    },
    removeRule: (id) => setRules(current().triggers.rules.filter((rule) => rule.id !== id)),

    teach: (of, name, onState) =>
      startLesson({
        of,
        onMotion: (listener) => options.pipeline()?.onMotion(listener) ?? (() => undefined),
        onState,
        onTaught: (numbers) => {
          const { taught } = current().triggers;
          const lesson = { ...numbers, id: crypto.randomUUID(), name };
          change({ triggers: { taught: [...taught, lesson] } });
        },
      }),

    forgetTaught: (id) => {
      const { taught, rules } = current().triggers;
      change({
        triggers: {
          taught: taught.filter((one) => one.id !== id),
          rules: rules.filter(({ when }) => when.kind !== 'taught' || when.id !== id),
        },
      });
    },

    savePreset: (name, parts) => {
      const preset = presetOf(current(), name, parts);
      change({ presets: { list: withPreset(current().presets.list, preset) } });
    },
    renamePreset: (name, next) => {
      const wanted = next.trim();
      const { list } = current().presets;
      if (wanted === '' || list.some((preset) => preset.name === wanted)) return;
      const renamed = list.map((preset) => (preset.name === name ? { ...preset, name: wanted } : preset));
      // Rules go on meaning the same preset.
      const rules = current().triggers.rules.map((rule) => ({
        ...rule,
        do: rule.do.map((command) =>
          command.type === 'preset' && command.name === name ? { ...command, name: wanted } : command,
        ),
      }));
      change({ presets: { list: renamed }, triggers: { rules } });
    },
    removePreset: (name) =>
      change({ presets: { list: current().presets.list.filter((preset) => preset.name !== name) } }),
  };
};
