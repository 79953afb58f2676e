import { ActionIcon, Badge, Button, Group, Text, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceDesktop,
  IconHelpCircle,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconSearch,
  IconShieldOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { stageIsLive } from '../store';

/** The palette comes after the first paint. */
const openPalette = (): void => void import('../palette/palette').then((palette) => palette.openPalette());

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
        <Tools />
        <PanicButton />
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

/** What is wanted now and then, by icon. */
const Tools = () => {
  const { t } = useTranslation();
  const { undo, redo, showDialog } = useActions();
  const canUndo = useStudio((state) => state.canUndo);
  const canRedo = useStudio((state) => state.canRedo);
  return (
    <Group gap={2} wrap="nowrap" mr={4}>
      <Tool icon={IconSearch} label={t('shell.search')} onClick={openPalette} />
      <Tool icon={IconArrowBackUp} label={t('shell.undo')} disabled={!canUndo} onClick={undo} />
      <Tool icon={IconArrowForwardUp} label={t('shell.redo')} disabled={!canRedo} onClick={redo} />
      <Tool icon={IconHelpCircle} label={t('shell.help')} onClick={() => showDialog('help')} />
    </Group>
  );
};

interface ToolProps {
  icon: Icon;
  label: string;
  disabled?: boolean;
  onClick(): void;
}

const Tool = ({ icon: ToolIcon, label, disabled = false, onClick }: ToolProps) => (
  <Tooltip label={label}>
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      <ToolIcon size={20} stroke={1.7} aria-hidden />
    </ActionIcon>
  </Tooltip>
);

/** Closes the camera at once; the same button goes on. */
const PanicButton = () => {
  const { t } = useTranslation();
  const { run } = useActions();
  const panicked = useStudio(({ settings }) => settings.capture.panicked && !settings.capture.running);
  const label = panicked ? t('privacy.panicked') : t('privacy.panic');
  return (
    <Tooltip label={t('privacy.panicTip')}>
      <ActionIcon
        variant={panicked ? 'filled' : 'light'}
        color="red"
        size={42}
        aria-label={label}
        aria-pressed={panicked}
        onClick={() => run({ type: 'panic' })}
      >
        <IconShieldOff size={22} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
};

const SourceLine = () => {
  const { t } = useTranslation();
  const running = useStudio((state) => state.settings.capture.running);
  const state = useStudio(({ source, sourceFailure }) => (sourceFailure ? 'fault' : source?.state));
  const label = useStudio(({ source }) => source?.sourceLabel ?? '');
  // Not what is wanted but what is: the page that captures says that its camera is closed.
  const closed = useStudio(({ source }) => source?.state === 'off');
  const words = !running
    ? closed
      ? t('privacy.cameraClosed')
      : t('shell.sourceOff')
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
