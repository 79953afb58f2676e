import { Tooltip, UnstyledButton } from '@mantine/core';
import { isOutputOn, type OutputId, type OutputState } from '@shared/outputs';
import {
  type Icon,
  IconAppWindow,
  IconBroadcast,
  IconCamera,
  IconPlayerRecord,
  IconTransferOut,
  IconVideo,
  IconWorldWww,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import type { StudioKey } from '../i18n';

const LOOKS: Readonly<Record<OutputId, { label: StudioKey; icon: Icon }>> = {
  window: { label: 'windows.first', icon: IconAppWindow },
  window2: { label: 'windows.second', icon: IconAppWindow },
  'browser-source': { label: 'browserSource.title', icon: IconWorldWww },
  'obs-stream': { label: 'obsStream.title', icon: IconBroadcast },
  'virtual-camera': { label: 'virtualCamera.title', icon: IconCamera },
  'vmc-send': { label: 'outputs.send', icon: IconTransferOut },
  recording: { label: 'recording.title', icon: IconPlayerRecord },
};

const STATES = {
  starting: 'outputs.stateStarting',
  live: 'outputs.stateLive',
  error: 'outputs.stateError',
} as const satisfies Record<Exclude<OutputState['state'], 'off'>, StudioKey>;

/** Every output that is on, with its state; a press leads to it. */
export const OutputLights = () => {
  const { t } = useTranslation();
  const { showSection } = useActions();
  const outputs = useStudio((state) => state.outputs);
  const on = outputs.filter(isOutputOn);
  if (on.length === 0) return null;
  return (
    <ul className="k-lights" aria-label={t('status.outputs')}>
      {on.map(({ id, state }) => {
        if (state === 'off') return null;
        const { label, icon: OutputIcon } = LOOKS[id] ?? { label: 'outputs.title', icon: IconVideo };
        const words = `${t(label)}: ${t(STATES[state])}`;
        return (
          <li key={id}>
            <Tooltip label={words} position="top-end">
              <UnstyledButton
                className="k-light"
                data-state={state}
                aria-label={words}
                onClick={() => showSection('outputs')}
              >
                <OutputIcon size={15} stroke={1.8} aria-hidden />
                <span className="k-light-dot" />
              </UnstyledButton>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
};
