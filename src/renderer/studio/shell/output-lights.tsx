import { Tooltip, UnstyledButton } from '@mantine/core';
import { isOutputOn, type OutputId, type OutputState } from '@shared/outputs';
import {
  type Icon,
  IconAppWindow,
  IconBroadcast,
  IconCamera,
  IconPlayerRecord,
  IconTransferOut,
  IconWorldWww,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import type { StudioKey } from '../i18n';
import { OUTPUT_NAMES } from '../output-names';

const ICONS: Readonly<Record<OutputId, Icon>> = {
  window: IconAppWindow,
  window2: IconAppWindow,
  'browser-source': IconWorldWww,
  'obs-stream': IconBroadcast,
  'virtual-camera': IconCamera,
  'vmc-send': IconTransferOut,
  recording: IconPlayerRecord,
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
        const OutputIcon = ICONS[id];
        const words = `${t(OUTPUT_NAMES[id])}: ${t(STATES[state])}`;
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
