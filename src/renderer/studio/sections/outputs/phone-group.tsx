import { Alert, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ChoiceField } from '../../controls/choice-field';
import { PanelGroup } from '../../controls/panel';
import { SwitchField } from '../../controls/switch-field';
import { DEFAULTS } from '../defaults';
import { PortInput } from './vmc-fields';

/** The face as a phone sees it, which the camera's then gives way to. */
export const PhoneGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { on, app, address, port, head } = useStudio((state) => state.settings.inputs.phone);
  return (
    <PanelGroup title={t('phone.title')}>
      <SwitchField
        label={t('phone.on')}
        help={t('phone.onHelp')}
        checked={on}
        onChange={(next) => change({ inputs: { phone: { on: next } } })}
      />
      {on && <PhoneState />}
      <ChoiceField
        label={t('phone.app')}
        help={app === 'ifacialmocap' ? t('phone.ifacialmocapHelp') : t('phone.vtubeStudioHelp')}
        value={app}
        defaultValue={DEFAULTS.inputs.phone.app}
        choices={[
          { value: 'ifacialmocap', label: 'iFacialMocap' },
          { value: 'vtube-studio', label: 'VTube Studio' },
        ]}
        onChange={(next) => change({ inputs: { phone: { app: next } } })}
      />
      <AddressInput value={address} onChange={(next) => change({ inputs: { phone: { address: next } } })} />
      <PortInput
        help={t('phone.portHelp')}
        value={port}
        defaultValue={DEFAULTS.inputs.phone.port}
        onChange={(next) => change({ inputs: { phone: { port: next } } })}
      />
      <SwitchField
        label={t('phone.head')}
        help={t('phone.headHelp')}
        checked={head}
        defaultValue={DEFAULTS.inputs.phone.head}
        onChange={(next) => change({ inputs: { phone: { head: next } } })}
      />
    </PanelGroup>
  );
};

const PhoneState = () => {
  const { t } = useTranslation();
  const { state, sender, rate, refused = 0, message } = useStudio(({ vmc }) => vmc.phone);
  if (state === 'error')
    return (
      <Alert className="k-field" color="red" variant="light" title={t('outputs.error')}>
        {message}
      </Alert>
    );
  const heard = sender === undefined ? t('phone.waiting') : t('phone.receiving', { sender, rate });
  return (
    <Text className="k-field" size="sm" c={rate > 0 ? undefined : 'dimmed'} role="status">
      {refused > 0 ? `${heard} ${t('outputs.refused', { refused })}` : heard}
    </Text>
  );
};

/** Takes effect on Enter and when left; only whole addresses do. */
const AddressInput = ({ value, onChange }: { value: string; onChange(value: string): void }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const address = typed.trim();
  const isWhole = address === '' || isIpv4(address);
  const commit = () => {
    if (isWhole && address !== value) onChange(address);
  };
  return (
    <TextInput
      className="k-field"
      label={t('phone.address')}
      description={t('phone.addressHelp')}
      error={isWhole ? undefined : t('phone.addressWrong')}
      placeholder="192.168.0.20"
      spellCheck={false}
      maxLength={15}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
};

const isIpv4 = (text: string): boolean => {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
};
