import { Button, NumberInput, Select, Text, TextInput } from '@mantine/core';
import {
  CALL_NAME,
  TWITCH_EVENTS,
  TWITCH_RANKS,
  VMC_INPUT_LENGTH,
  type When,
  type WhenOf,
} from '@shared/triggers';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../context';
import { CopyField } from '../controls/copy-field';
import { RANK_LABELS, TWITCH_LABELS } from './labels';
import { useTriggerInputs } from './use-trigger-inputs';

interface FieldsProps<Kind extends When['kind']> {
  when: WhenOf<Kind>;
  onChange(when: When): void;
}

/** A rule that another program calls: its name, and the address that does it. */
export const CallFields = ({ when, onChange }: FieldsProps<'call'>) => {
  const { t } = useTranslation();
  const on = useStudio(({ settings }) => settings.inputs.triggerCalls.on);
  const [{ calls }] = useTriggerInputs();
  return (
    <>
      <CommittedText
        label={t('triggerInputs.callName')}
        help={t('triggerInputs.callNameHow')}
        value={when.name}
        longest={64}
        tidy={(typed) => typed.trim().toLowerCase().replace(/\s+/g, '-')}
        fits={(name) => CALL_NAME.test(name)}
        onChange={(name) => onChange({ ...when, name })}
      />
      {!on && <Off words={t('triggerInputs.callsOff')} />}
      {on && calls.address !== undefined && (
        <CopyField
          label={t('triggerInputs.ruleAddress')}
          help={t('triggerInputs.ruleAddressHow')}
          value={calls.address.replace('/NAME?', `/${when.name}?`)}
        />
      )}
    </>
  );
};

/** A key or button in a program that sends by VMC; the one that was pressed last is offered. */
export const VmcFields = ({ when, onChange }: FieldsProps<'vmc'>) => {
  const { t } = useTranslation();
  const on = useStudio(({ settings }) => settings.inputs.vmcReceive.on);
  const last = useStudio(({ vmc }) => vmc.receive.input);
  return (
    <div>
      <CommittedText
        label={t('triggerInputs.vmcInput')}
        help={t('triggerInputs.vmcInputHow')}
        value={when.input}
        longest={VMC_INPUT_LENGTH}
        tidy={(typed) => typed.trim()}
        fits={(input) => input !== ''}
        onChange={(input) => onChange({ kind: 'vmc', input })}
      />
      {last !== undefined && last !== when.input && (
        <TakeLast
          words={t('triggerInputs.vmcTake', { input: last })}
          onTake={() => onChange({ kind: 'vmc', input: last })}
        />
      )}
      {!on && <Off words={t('triggerInputs.vmcOff')} />}
    </div>
  );
};

/** A rule that something in the chat sets off. */
export const TwitchFields = ({ when, onChange }: FieldsProps<'twitch'>) => {
  const { t } = useTranslation();
  const on = useStudio(({ settings }) => settings.inputs.twitch.on);
  const counted = when.event === 'bits' || when.event === 'raid';
  return (
    <>
      <OneOf
        label={t('triggerInputs.event')}
        value={when.event}
        choices={TWITCH_EVENTS.map((event) => ({ value: event, label: t(TWITCH_LABELS[event]) }))}
        onChange={(event) => onChange({ ...when, event })}
      />
      {when.event === 'command' && (
        <CommittedText
          label={t('triggerInputs.words')}
          value={when.words}
          longest={64}
          tidy={(typed) => typed.trim()}
          fits={(words) => words !== ''}
          onChange={(words) => onChange({ ...when, words })}
        />
      )}
      {when.event === 'redeem' && <RewardField when={when} onChange={onChange} />}
      {counted && (
        <NumberInput
          label={t('triggerInputs.least')}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          value={when.least}
          onChange={(least) =>
            typeof least === 'number' && least >= 1 && onChange({ ...when, least: Math.round(least) })
          }
        />
      )}
      {(when.event === 'command' || when.event === 'redeem') && (
        <OneOf
          label={t('triggerInputs.from')}
          value={when.from}
          choices={TWITCH_RANKS.map((rank) => ({ value: rank, label: t(RANK_LABELS[rank]) }))}
          onChange={(from) => onChange({ ...when, from })}
        />
      )}
      {on ? (
        when.event === 'command' &&
        when.from === 'everyone' && (
          <Text size="xs" c="dimmed">
            {t('triggerInputs.strangers')}
          </Text>
        )
      ) : (
        <Off words={t('triggerInputs.twitchOff')} />
      )}
    </>
  );
};

const RewardField = ({ when, onChange }: FieldsProps<'twitch'>) => {
  const { t } = useTranslation();
  const [{ twitch }] = useTriggerInputs();
  const last = twitch.lastReward;
  const any = { value: '', label: t('triggerInputs.rewardAny') };
  const this_ = { value: when.reward, label: t('triggerInputs.rewardThis', { id: when.reward.slice(0, 8) }) };
  return (
    <div>
      <OneOf
        label={t('triggerInputs.reward')}
        help={t('triggerInputs.rewardHow')}
        value={when.reward}
        choices={when.reward === '' ? [any] : [any, this_]}
        onChange={(reward) => onChange({ ...when, reward })}
      />
      {last !== undefined && last.id !== when.reward && (
        <TakeLast
          words={t('triggerInputs.rewardTake', { words: last.words.slice(0, 40) })}
          onTake={() => onChange({ ...when, reward: last.id })}
        />
      )}
    </div>
  );
};

interface OneOfProps<Value extends string> {
  label: string;
  help?: string;
  value: Value;
  choices: { value: Value; label: string }[];
  onChange(value: Value): void;
}

const OneOf = <Value extends string>({ label, help, value, choices, onChange }: OneOfProps<Value>) => (
  <Select
    label={label}
    description={help}
    value={value}
    allowDeselect={false}
    data={choices}
    onChange={(next) => next !== null && onChange(next as Value)}
  />
);

/** Offers what came last. */
const TakeLast = ({ words, onTake }: { words: string; onTake(): void }) => (
  <Button mt={8} size="xs" variant="default" onClick={onTake}>
    {words}
  </Button>
);

const Off = ({ words }: { words: string }) => (
  <Text size="xs" c="yellow" role="status">
    {words}
  </Text>
);

interface CommittedTextProps {
  label: string;
  help?: string;
  value: string;
  longest: number;
  tidy(typed: string): string;
  fits(value: string): boolean;
  onChange(value: string): void;
}

/** Takes effect on Enter and when left, if it fits; else what was before comes back. */
const CommittedText = ({ label, help, value, longest, tidy, fits, onChange }: CommittedTextProps) => {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const next = tidy(typed);
    setTyped(fits(next) ? next : value);
    if (next !== value && fits(next)) onChange(next);
  };
  return (
    <TextInput
      label={label}
      description={help}
      maxLength={longest}
      spellCheck={false}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
};
