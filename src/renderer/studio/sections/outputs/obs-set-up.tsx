import { Button, Group, Text } from '@mantine/core';
import type { ObsAnswer } from '@shared/obs';
import { IconCamera, IconEye, IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { SelectField } from '../../controls/select-field';
import { TextField } from '../../controls/text-field';
import { DEFAULTS } from '../defaults';
import { ObsFaultAlert } from './obs-fault-alert';

const WAYS = ['auto', 'browser', 'stream', 'window'] as const;
/** OBS on Linux captures no window with transparency. */
const LINUX_WAYS = ['auto', 'browser', 'stream'] as const;

/** The one click that brings the avatar into OBS, and what goes with it. */
export const ObsSetUpGroup = () => {
  const { t } = useTranslation();
  const { setUpObs, showObsScene, setObsVirtualCamera } = useActions();
  const { virtualCamera, scene: shown } = useStudio(({ obs }) => obs);
  const scene = useStudio((state) => state.settings.obs.scene);
  const [answer, setAnswer] = useState<ObsAnswer>();
  const [busy, setBusy] = useState(false);

  const ask = async (question: () => Promise<ObsAnswer | undefined>) => {
    setBusy(true);
    setAnswer(await question());
    setBusy(false);
  };

  return (
    <>
      <SceneName />
      <WayChoice />
      <Group gap="xs" className="k-field">
        <Button
          size="xs"
          loading={busy}
          leftSection={<IconWand size={14} aria-hidden />}
          onClick={() => void ask(setUpObs)}
        >
          {t('obs.setUp')}
        </Button>
        {shown !== scene && answer?.done !== undefined && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconEye size={14} aria-hidden />}
            onClick={() => void ask(showObsScene)}
          >
            {t('obs.showScene')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCamera size={14} aria-hidden />}
          onClick={() => void ask(() => setObsVirtualCamera(virtualCamera !== true))}
        >
          {virtualCamera === true ? t('obs.stopCamera') : t('obs.startCamera')}
        </Button>
      </Group>
      {answer?.fault !== undefined && <ObsFaultAlert fault={answer.fault} />}
      {answer?.done !== undefined && (
        <Text size="sm" role="status">
          {answer.done.changed ? t('obs.setUpDone', { scene: answer.done.scene }) : t('obs.setUpSame')}
        </Text>
      )}
    </>
  );
};

const SceneName = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const scene = useStudio((state) => state.settings.obs.scene);
  return (
    <TextField
      label={t('obs.scene')}
      help={t('obs.sceneHelp')}
      maxLength={128}
      value={scene}
      defaultValue={DEFAULTS.obs.scene}
      onChange={(name) => change({ obs: { scene: name } })}
    />
  );
};

const WayChoice = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const input = useStudio((state) => state.settings.obs.input);
  const platform = useStudio((state) => state.capabilities.platform);
  const names = {
    auto: t('obs.wayAuto'),
    browser: t('obs.wayBrowser'),
    stream: t('obs.wayStream'),
    window: t('obs.wayWindow'),
  } as const;
  const helps = {
    auto: t('obs.wayAutoHelp'),
    browser: t('obs.wayBrowserHelp'),
    stream: t('obs.wayStreamHelp'),
    window: t('obs.wayWindowHelp'),
  } as const;
  const ways = platform === 'linux' ? LINUX_WAYS : WAYS;
  return (
    <SelectField
      label={t('obs.way')}
      help={helps[input]}
      value={input}
      defaultValue={DEFAULTS.obs.input}
      choices={ways.map((value) => ({ value, label: names[value] }))}
      onChange={(next) => {
        const way = ways.find((candidate) => candidate === next);
        if (way !== undefined) change({ obs: { input: way } });
      }}
    />
  );
};
