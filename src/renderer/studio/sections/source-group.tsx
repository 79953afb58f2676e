import { Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { ChoiceField } from '../controls/choice-field';
import { DropZone } from '../controls/drop-zone';
import { PanelGroup } from '../controls/panel';
import { SelectField } from '../controls/select-field';
import { RefusalAlert } from '../shell/fault-alert';
import { DEFAULTS } from './defaults';

const SIZES = [
  [640, 480],
  [1280, 720],
  [1920, 1080],
] as const;
const RATES = [15, 24, 30, 60] as const;

const PICTURES_AND_VIDEOS = {
  'video/mp4': ['.mp4', '.m4v'],
  'video/webm': ['.webm'],
  'video/quicktime': ['.mov'],
  'video/x-matroska': ['.mkv'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/webp': ['.webp'],
  'image/avif': ['.avif'],
};

/** Where the pictures come from. */
export const SourceGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const source = useStudio((state) => state.settings.capture.source);
  // A file becomes the source once there is one: until then the former source goes on.
  const [choosingFile, setChoosingFile] = useState(false);
  useEffect(() => {
    if (source === 'file') setChoosingFile(false);
  }, [source]);
  const shown = choosingFile ? 'file' : source;
  const help = {
    camera: t('source.cameraHelp'),
    file: t('source.fileHelp'),
    take: t('source.takeHelp'),
  };
  return (
    <PanelGroup title={t('source.title')}>
      <ChoiceField
        label={t('source.from')}
        help={help[shown]}
        value={shown}
        defaultValue={DEFAULTS.capture.source}
        choices={[
          { value: 'camera', label: t('source.camera') },
          { value: 'file', label: t('source.file') },
          { value: 'take', label: t('source.take') },
        ]}
        onChange={(next) => {
          setChoosingFile(next === 'file');
          if (next !== 'file') change({ capture: { source: next } });
        }}
      />
      {shown === 'camera' && <CameraFields />}
      {shown === 'file' && <FileFields />}
    </PanelGroup>
  );
};

/** Which camera. */
export const CameraField = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const capture = useStudio((state) => state.settings.capture);
  const cameras = useStudio((state) => state.cameras);

  const devices = [
    { value: '', label: t('source.firstCamera') },
    ...cameras
      .filter((camera) => camera.deviceId !== '')
      .map((camera, i) => ({
        value: camera.deviceId,
        label: camera.label === '' ? t('source.unnamedCamera', { number: i + 1 }) : camera.label,
      })),
  ];
  if (!devices.some((device) => device.value === capture.deviceId))
    devices.push({
      value: capture.deviceId,
      label: t('source.absentCamera', { name: capture.deviceLabel || t('source.camera') }),
    });

  return (
    <SelectField
      label={t('source.device')}
      help={t('source.deviceHelp')}
      choices={devices}
      value={capture.deviceId}
      defaultValue={DEFAULTS.capture.deviceId}
      onChange={(deviceId) => {
        const deviceLabel = cameras.find((camera) => camera.deviceId === deviceId)?.label ?? '';
        change({ capture: { deviceId, deviceLabel } });
      }}
    />
  );
};

const CameraFields = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const capture = useStudio((state) => state.settings.capture);

  const size = `${capture.width}x${capture.height}`;
  const sizes = SIZES.map(([width, height]) => ({
    value: `${width}x${height}`,
    label: t('units.size', { width, height }),
  }));
  if (!sizes.some((preset) => preset.value === size))
    sizes.push({ value: size, label: t('units.size', { width: capture.width, height: capture.height }) });

  const rates = [...new Set<number>([...RATES, capture.frameRate])].sort((a, b) => a - b);

  return (
    <>
      <CameraField />
      <Group grow align="flex-start" gap="sm">
        <SelectField
          label={t('source.size')}
          help={t('source.sizeHelp')}
          choices={sizes}
          value={size}
          defaultValue={`${DEFAULTS.capture.width}x${DEFAULTS.capture.height}`}
          onChange={(next) => {
            const [width, height] = next.split('x').map(Number);
            if (width && height) change({ capture: { width, height } });
          }}
        />
        <SelectField
          label={t('source.rate')}
          help={t('source.rateHelp')}
          choices={rates.map((value) => ({ value: String(value), label: t('units.fps', { value }) }))}
          value={String(capture.frameRate)}
          defaultValue={String(DEFAULTS.capture.frameRate)}
          onChange={(next) => change({ capture: { frameRate: Number(next) } })}
        />
      </Group>
    </>
  );
};

const FileFields = () => {
  const { t } = useTranslation();
  const { openFile } = useActions();
  const [wrongFile, setWrongFile] = useState(false);
  const refusal = useStudio((state) => state.fileRefusal);
  const playing = useStudio(({ settings, source }) =>
    settings.capture.source === 'file' ? source?.sourceLabel : undefined,
  );
  return (
    <div className="k-field">
      {playing !== undefined && playing !== '' && (
        <Text size="sm" mb="xs">
          {t('source.filePlaying', { name: playing })}
        </Text>
      )}
      <DropZone
        label={t('source.drop')}
        help={t('source.dropHelp')}
        accept={PICTURES_AND_VIDEOS}
        onFile={(file) => {
          setWrongFile(false);
          void openFile(file);
        }}
        onWrongFile={() => setWrongFile(true)}
      />
      {wrongFile && <RefusalAlert title={t('source.wrongFile')} detail={t('source.dropHelp')} />}
      {!wrongFile && refusal !== undefined && (
        <RefusalAlert title={t('faults.fileNotOpened')} detail={refusal.detail} />
      )}
    </div>
  );
};
