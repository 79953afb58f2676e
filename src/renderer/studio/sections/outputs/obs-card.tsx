import { Badge, Group, Switch, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { DEFAULTS } from '../defaults';
import { ObsFaultAlert } from './obs-fault-alert';
import { ObsPassword } from './obs-password';
import { ObsRules } from './obs-rules';
import { ObsSetUpGroup } from './obs-set-up';
import { HostInput, PortInput } from './vmc-fields';

/** OBS: whether it is there and what it does, the set-up, and what its scenes bring about. */
export const ObsCard = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { on, host, port } = useStudio((state) => state.settings.obs);
  const obs = useStudio((state) => state.obs);
  const labelId = useId();
  return (
    <section className="k-group" data-obs={obs.state}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <div>
          <Group gap="xs">
            <Title order={3} size="sm" id={labelId}>
              {t('obs.title')}
            </Title>
            {obs.streaming && (
              <Badge size="sm" color="red" variant="filled">
                {t('obs.streaming')}
              </Badge>
            )}
            {obs.recording && (
              <Badge size="sm" color="red" variant="light">
                {t('obs.recording')}
              </Badge>
            )}
            {obs.virtualCamera === true && (
              <Badge size="sm" color="teal" variant="light">
                {t('obs.camera')}
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed" mt={4}>
            {t('obs.help')}
          </Text>
        </div>
        <Switch
          aria-labelledby={labelId}
          withThumbIndicator={false}
          checked={on}
          onChange={(event) => change({ obs: { on: event.currentTarget.checked } })}
        />
      </Group>
      <Connection />
      {on && obs.state !== 'connected' && (
        <>
          <HostInput
            value={host}
            defaultValue={DEFAULTS.obs.host}
            onChange={(next) => change({ obs: { host: next } })}
          />
          <PortInput
            help={t('obs.portHelp')}
            value={port}
            defaultValue={DEFAULTS.obs.port}
            onChange={(next) => change({ obs: { port: next } })}
          />
          <ObsPassword />
        </>
      )}
      {on && obs.state === 'connected' && (
        <>
          <ObsSetUpGroup />
          <ObsRules />
        </>
      )}
    </section>
  );
};

const Connection = () => {
  const { t } = useTranslation();
  const { state, fault, version, scene } = useStudio(({ obs }) => obs);
  if (state === 'off') return null;
  if (state === 'error' && fault !== undefined) return <ObsFaultAlert fault={fault} />;
  return (
    <Text size="sm" role="status" c={state === 'connected' ? undefined : 'dimmed'}>
      {state === 'connected' ? t('obs.connected', { version }) : t('obs.connecting')}
      {scene !== undefined && ` ${t('obs.shows', { scene })}`}
    </Text>
  );
};
