import { commandSchema } from '@shared/commands';
import type { ExpressionStyle } from '@shared/settings/expressions';
import { type Rule, ruleSchema } from '@shared/triggers';

/** The rule by which a hotkey shows this expression and nothing else: what the panel assigns. */
export const hotkeyRuleOf = (rules: readonly Rule[], name: string): Rule | undefined =>
  rules.find(
    ({ when, do: [command, ...others] }) =>
      when.kind === 'hotkey' &&
      others.length === 0 &&
      command?.type === 'expression' &&
      command.name === name,
  );

/** That rule with these keys and the expression's manner; a new one where there is none. */
export const expressionHotkey = (rule: Rule | undefined, style: ExpressionStyle, keys: string): Rule => {
  const { name, mode, seconds } = style;
  const command = commandSchema.parse({ type: 'expression', name, mode, seconds });
  const base = rule ?? ruleSchema.parse({ id: crypto.randomUUID(), when: { kind: 'hotkey', keys } });
  const everywhere = base.when.kind === 'hotkey' ? base.when.everywhere : true;
  return { ...base, when: { kind: 'hotkey', keys, everywhere }, do: [command] };
};
