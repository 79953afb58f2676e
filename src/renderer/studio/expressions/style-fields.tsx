import { type ExpressionStyle, expressionStyle, styleOf } from '@shared/settings/expressions';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { ChoiceField } from '../controls/choice-field';
import { Field } from '../controls/field';
import { SliderField } from '../controls/slider-field';
import { SwitchField } from '../controls/switch-field';
import { KeyField } from '../triggers/key-field';
import { expressionHotkey, hotkeyRuleOf } from './expression-hotkey';

const DEFAULTS = expressionStyle.parse({ name: 'any' });

/** How one expression comes and goes, and its hotkey. */
export const StyleFields = ({ name }: { name: string }) => {
  const { t } = useTranslation();
  const { styleExpression, putRule, removeRule } = useActions();
  const styles = useStudio((state) => state.settings.expressions.styles);
  const rules = useStudio((state) => state.settings.triggers.rules);
  const style = styleOf(styles, name);
  const rule = hotkeyRuleOf(rules, name);

  const change = (part: Partial<ExpressionStyle>): void => {
    const next = { ...style, ...part };
    styleExpression(next);
    if (rule?.when.kind === 'hotkey') putRule(expressionHotkey(rule, next, rule.when.keys));
  };
  const setKeys = (keys: string): void => {
    if (keys !== '') putRule(expressionHotkey(rule, style, keys));
    else if (rule !== undefined) removeRule(rule.id);
  };
  const seconds = (value: number): string => t('triggers.secondsNamed', { value });

  return (
    <fieldset className="k-rule-editor" aria-label={t('expressions.adjust', { name })}>
      <Field label={`${name}: ${t('expressions.hotkey')}`} help={t('expressions.hotkeyHelp')}>
        {() => (
          <KeyField
            keys={rule?.when.kind === 'hotkey' ? rule.when.keys : ''}
            label={t('expressions.hotkey')}
            onChange={setKeys}
          />
        )}
      </Field>
      <ChoiceField
        label={t('expressions.mode')}
        help={t('expressions.modeHelp')}
        value={style.mode}
        defaultValue={DEFAULTS.mode}
        choices={[
          { value: 'toggle', label: t('expressions.toggle') },
          { value: 'hold', label: t('expressions.hold') },
          { value: 'timed', label: t('expressions.timed') },
        ]}
        onChange={(mode) => change({ mode })}
      />
      {style.mode === 'timed' && (
        <SliderField
          label={t('expressions.seconds')}
          help={t('expressions.secondsHelp')}
          value={style.seconds}
          defaultValue={DEFAULTS.seconds}
          min={0.5}
          max={30}
          step={0.5}
          words={seconds}
          onChange={(value, moment) => moment === 'done' && change({ seconds: value })}
        />
      )}
      <SliderField
        label={t('expressions.intensity')}
        help={t('expressions.intensityHelp')}
        value={style.intensity}
        defaultValue={DEFAULTS.intensity}
        min={0}
        max={1}
        step={0.05}
        words={(value) => `${Math.round(value * 100)} %`}
        onChange={(intensity, moment) => moment === 'done' && change({ intensity })}
      />
      <SliderField
        label={t('expressions.fadeIn')}
        help={t('expressions.fadeInHelp')}
        value={style.fadeIn}
        defaultValue={DEFAULTS.fadeIn}
        min={0}
        max={2}
        step={0.05}
        words={seconds}
        onChange={(fadeIn, moment) => moment === 'done' && change({ fadeIn })}
      />
      <SliderField
        label={t('expressions.fadeOut')}
        help={t('expressions.fadeOutHelp')}
        value={style.fadeOut}
        defaultValue={DEFAULTS.fadeOut}
        min={0}
        max={2}
        step={0.05}
        words={seconds}
        onChange={(fadeOut, moment) => moment === 'done' && change({ fadeOut })}
      />
      <SwitchField
        label={t('expressions.holdMouth')}
        help={t('expressions.holdMouthHelp')}
        checked={style.holdMouth}
        defaultValue={DEFAULTS.holdMouth}
        onChange={(holdMouth) => change({ holdMouth })}
      />
      <SwitchField
        label={t('expressions.holdEyes')}
        help={t('expressions.holdEyesHelp')}
        checked={style.holdEyes}
        defaultValue={DEFAULTS.holdEyes}
        onChange={(holdEyes) => change({ holdEyes })}
      />
    </fieldset>
  );
};
