import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconCameraOff,
  IconEye,
  IconEyeOff,
  IconFlipVertical,
  IconLock,
  IconPlugConnected,
  IconTopologyStar3,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { FaultAlert } from '../shell/fault-alert';
import { RecordingTime } from '../shell/recording-time';
import { type PreviewLoop, startPreview } from './preview-loop';

/** The picture that is tracked, for the user's eyes alone. */
export const PreviewPanel = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { preview, mirrorPreview, showLandmarks } = useStudio((state) => state.settings.studio);
  return (
    <section className="k-preview" aria-label={t('preview.title')}>
      <div className="k-preview-bar">
        <Group gap={6} wrap="nowrap" miw={0}>
          <IconLock size={15} aria-hidden className="k-lock" />
          <Text size="sm" c="dimmed" truncate>
            {t('preview.onlyYou')}
          </Text>
          <RecordingTime />
        </Group>
        <Group gap={4} wrap="nowrap">
          <Toggle
            icon={IconFlipVertical}
            label={t('preview.mirror')}
            pressed={mirrorPreview}
            disabled={!preview}
            onToggle={() => change({ studio: { mirrorPreview: !mirrorPreview } })}
          />
          <Toggle
            icon={IconTopologyStar3}
            label={t('preview.landmarks')}
            pressed={showLandmarks}
            disabled={!preview}
            onToggle={() => change({ studio: { showLandmarks: !showLandmarks } })}
          />
          <Toggle
            icon={preview ? IconEye : IconEyeOff}
            label={t('preview.show')}
            pressed={preview}
            onToggle={() => change({ studio: { preview: !preview } })}
          />
        </Group>
      </div>
      <div className="k-picture">
        <Picture />
      </div>
    </section>
  );
};

const Picture = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { preview } = useStudio((state) => state.settings.studio);
  const running = useStudio((state) => state.settings.capture.running);
  const fault = useStudio((state) => state.sourceFailure ?? state.source?.fault);
  const state = useStudio((studio) => studio.source?.state);
  const leading = useStudio((studio) => studio.leading);
  const isTake = useStudio((studio) => studio.settings.capture.source === 'take');

  if (!running)
    return (
      <Notice icon={IconCameraOff} title={t('preview.off')} help={t('preview.offHelp')}>
        <Button onClick={() => change({ capture: { running: true } })}>{t('shell.start')}</Button>
      </Notice>
    );
  if (fault !== undefined && state !== 'running')
    return (
      <div className="k-notice">
        <FaultAlert fault={fault} />
      </div>
    );
  if (!preview)
    return (
      <Notice icon={IconEyeOff} title={t('preview.hidden')} help={t('preview.hiddenHelp')}>
        <Button variant="default" onClick={() => change({ studio: { preview: true } })}>
          {t('preview.show')}
        </Button>
      </Notice>
    );
  return (
    <>
      <PreviewCanvas />
      {fault !== undefined && (
        <div className="k-picture-fault">
          <FaultAlert fault={fault} />
        </div>
      )}
      {state === 'running' && !leading && (
        <Notice icon={IconPlugConnected} title={t('preview.elsewhere')} help={t('preview.elsewhereHelp')} />
      )}
      {state !== 'running' && (
        <Text className="k-picture-note" size="sm" role="status">
          {t('preview.starting')}
        </Text>
      )}
      {state === 'running' && leading && isTake && (
        <Text className="k-picture-note" size="sm">
          {t('preview.take')}
        </Text>
      )}
    </>
  );
};

const PreviewCanvas = () => {
  const { t } = useTranslation();
  const actions = useActions();
  const { mirrorPreview, showLandmarks } = useStudio((state) => state.settings.studio);
  const canvas = useRef<HTMLCanvasElement>(null);
  const loop = useRef<PreviewLoop>(undefined);
  const look = useRef({ mirrored: mirrorPreview, landmarks: showLandmarks });
  look.current = { mirrored: mirrorPreview, landmarks: showLandmarks };

  useEffect(() => {
    if (canvas.current === null) return;
    loop.current = startPreview(canvas.current, actions.pipeline, look.current);
    return () => loop.current?.stop();
  }, [actions]);
  useEffect(() => {
    loop.current?.setLook({ mirrored: mirrorPreview, landmarks: showLandmarks });
  }, [mirrorPreview, showLandmarks]);

  return <canvas ref={canvas} className="k-canvas" role="img" aria-label={t('preview.picture')} />;
};

const Notice = (props: { icon: Icon; title: string; help: string; children?: ReactNode }) => (
  <div className="k-notice">
    <props.icon size={40} stroke={1.3} aria-hidden className="k-notice-icon" />
    <Text fw={600}>{props.title}</Text>
    <Text size="sm" c="dimmed" maw={420}>
      {props.help}
    </Text>
    {props.children}
  </div>
);

interface ToggleProps {
  icon: Icon;
  label: string;
  pressed: boolean;
  disabled?: boolean;
  onToggle(): void;
}

const Toggle = ({ icon: ToggleIcon, label, pressed, disabled, onToggle }: ToggleProps) => (
  <Tooltip label={label}>
    <ActionIcon
      variant={pressed ? 'light' : 'subtle'}
      color={pressed ? 'iris' : 'gray'}
      size="md"
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled ?? false}
      onClick={onToggle}
    >
      <ToggleIcon size={18} stroke={1.7} aria-hidden />
    </ActionIcon>
  </Tooltip>
);
