import { Badge, Button, Group, Text } from '@mantine/core';
import { IconDeviceDesktop, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { stageIsLive } from '../store';

/** What a streamer reaches for most: start, stop, the Stage and whether it is live. */
export const TopBar = () => {
  const { t } = useTranslation();
  const actions = useActions();
  const running = useStudio((state) => state.settings.capture.running);
  const live = useStudio(stageIsLive);
  return (
    <header className="k-top">
      <Group gap="sm" wrap="nowrap" miw={0}>
        <Logo />
        <Text component="h1" size="lg" fw={650} lh={1}>
          Kagami
        </Text>
        <SourceLine />
      </Group>
      <Group gap="sm" wrap="nowrap">
        <Button
          size="md"
          variant={running ? 'default' : 'filled'}
          leftSection={
            running ? (
              <IconPlayerStopFilled size={18} aria-hidden />
            ) : (
              <IconPlayerPlayFilled size={18} aria-hidden />
            )
          }
          onClick={() => actions.change({ capture: { running: !running } })}
        >
          {running ? t('shell.stop') : t('shell.start')}
        </Button>
        <Button
          size="md"
          variant={live ? 'light' : 'filled'}
          leftSection={<IconDeviceDesktop size={18} aria-hidden />}
          onClick={actions.openStage}
        >
          {live ? t('shell.showStage') : t('shell.openStage')}
        </Button>
        <Badge
          className="k-live"
          size="lg"
          radius="sm"
          variant={live ? 'filled' : 'outline'}
          color={live ? 'red.8' : 'gray'}
          data-live={live}
          leftSection={live && <span className="k-live-dot" />}
          role="status"
        >
          {live ? t('shell.live') : t('shell.notLive')}
        </Badge>
      </Group>
    </header>
  );
};

const SourceLine = () => {
  const { t } = useTranslation();
  const running = useStudio((state) => state.settings.capture.running);
  const state = useStudio(({ source, sourceFailure }) => (sourceFailure ? 'fault' : source?.state));
  const label = useStudio(({ source }) => source?.sourceLabel ?? '');
  const words = !running
    ? t('shell.sourceOff')
    : state === 'fault'
      ? t('shell.sourceFault')
      : state === 'running'
        ? label
        : t('shell.sourceStarting');
  return (
    <Text
      size="sm"
      c="dimmed"
      truncate
      className="k-source"
      data-state={running ? (state ?? 'starting') : 'off'}
    >
      {words}
    </Text>
  );
};

const Logo = () => (
  <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" className="k-logo">
    <defs>
      <linearGradient id="k-glass" x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" className="k-logo-from" />
        <stop offset="1" className="k-logo-to" />
      </linearGradient>
    </defs>
    <g fill="none" stroke="url(#k-glass)" strokeWidth="2.4" strokeLinecap="round">
      <circle cx="16" cy="13.5" r="11" />
      <path d="M10.3 15.4a6.6 6.6 0 0 1 8.2-7.6M16 24.6v2.6M10.5 30h11" />
    </g>
  </svg>
);
