import { Text, TextInput } from '@mantine/core';
import type { TriggerCallsState, TwitchState } from '@shared/trigger-inputs';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { ConfirmButton } from '../controls/confirm-button';
import { CopyField } from '../controls/copy-field';
import { PanelGroup } from '../controls/panel';
import { SwitchField } from '../controls/switch-field';
import type { StudioKey } from '../i18n';
import { useTriggerInputs } from './use-trigger-inputs';

/** What sets rules off from outside: other programs and the chat. */
export const InputsGroup = () => {
  const [{ calls, twitch }, renew] = useTriggerInputs();
  return (
    <>
      <CallsGroup calls={calls} onRenew={renew} />
      <TwitchGroup twitch={twitch} />
    </>
  );
};

const CallsGroup = ({ calls, onRenew }: { calls: TriggerCallsState; onRenew(): void }) => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { on } = useStudio((state) => state.settings.inputs.triggerCalls);
  return (
    <PanelGroup title={t('triggerInputs.callsTitle')}>
      <SwitchField
        label={t('triggerInputs.calls')}
        help={t('triggerInputs.callsHelp')}
        checked={on}
        onChange={(next) => change({ inputs: { triggerCalls: { on: next } } })}
      />
      {on && (calls.state === 'moved' || calls.state === 'error') && (
        <Text size="xs" c="yellow" role="status">
          {calls.state === 'moved' ? t('triggerInputs.moved') : t('triggerInputs.callsFailed')}
        </Text>
      )}
      {on && calls.address !== undefined && (
        <CopyField
          label={t('triggerInputs.address')}
          help={t('triggerInputs.addressHow')}
          value={calls.address}
        >
          <ConfirmButton
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            title={t('browserSource.renewTitle')}
            question={t('triggerInputs.renewQuestion')}
            confirm={t('browserSource.renew')}
            onConfirm={onRenew}
          >
            {t('browserSource.renew')}
          </ConfirmButton>
        </CopyField>
      )}
      {on && calls.lastName !== undefined && (
        <Text size="xs" c="dimmed" role="status">
          {t('triggerInputs.lastCall', { name: calls.lastName })}
        </Text>
      )}
    </PanelGroup>
  );
};

const STATE_WORDS: Readonly<Partial<Record<TwitchState['state'], StudioKey>>> = {
  connecting: 'triggerInputs.state_connecting',
  connected: 'triggerInputs.state_connected',
  offline: 'triggerInputs.state_offline',
  'no-channel': 'triggerInputs.state_noChannel',
  lost: 'triggerInputs.state_lost',
};

const TwitchGroup = ({ twitch }: { twitch: TwitchState }) => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { on, channel } = useStudio((state) => state.settings.inputs.twitch);
  const words = STATE_WORDS[twitch.state];
  const quiet = twitch.state === 'connecting' || twitch.state === 'connected';
  return (
    <PanelGroup title={t('triggerInputs.twitchTitle')}>
      <SwitchField
        label={t('triggerInputs.twitch')}
        help={t('triggerInputs.twitchHelp')}
        checked={on}
        onChange={(next) => change({ inputs: { twitch: { on: next } } })}
      />
      <ChannelInput value={channel} onChange={(next) => change({ inputs: { twitch: { channel: next } } })} />
      {on && words !== undefined && (
        <Text size="xs" c={quiet ? 'dimmed' : 'yellow'} role="status">
          {t(words, { channel })}
        </Text>
      )}
    </PanelGroup>
  );
};

/** Takes effect on Enter and when left. A whole address pasted in gives its name. */
const ChannelInput = ({ value, onChange }: { value: string; onChange(channel: string): void }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const channel = typed
      .trim()
      .replace(/^.*\/|^@/, '')
      .toLowerCase();
    if (channel === value || !/^\w{0,25}$/.test(channel)) setTyped(value);
    else onChange(channel);
  };
  return (
    <TextInput
      className="k-field"
      label={t('triggerInputs.channel')}
      description={t('triggerInputs.channelHelp')}
      maxLength={100}
      spellCheck={false}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
};
