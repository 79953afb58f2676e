import { Alert } from '@mantine/core';
import { isOutputOn } from '@shared/outputs';
import type { CameraDriverState } from '@shared/virtual-camera';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ColourField } from '../../controls/colour-field';
import { SelectField } from '../../controls/select-field';
import { DEFAULTS } from '../defaults';
import { frameFaultWords } from './frame-fault-words';
import { FrameFields } from './frame-fields';
import { OutputCard } from './output-card';

/** A camera that calls and browsers can choose. */
export const VirtualCameraCard = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const camera = useStudio((state) => state.settings.outputs.virtualCamera);
  const output = useStudio(({ outputs }) => outputs.find(({ id }) => id === 'virtual-camera'));
  const drivers = useDrivers(`${output?.state} ${output?.code}`);
  const chosen =
    camera.driver === 'auto'
      ? drivers.find(({ available }) => available)
      : drivers.find(({ id }) => id === camera.driver);
  const ownFrames = chosen?.id !== 'obs';
  return (
    <OutputCard
      id="virtual-camera"
      title={t('virtualCamera.title')}
      help={t('virtualCamera.help')}
      words={ownFrames && output?.state === 'live' ? t('virtualCamera.running', { rate: output.rate }) : ''}
      fault={frameFaultWords(t, output?.code)}
    >
      <DriverChoice drivers={drivers} chosen={chosen} />
      {output !== undefined && isOutputOn(output) && ownFrames && (
        <>
          <FrameFields
            value={camera}
            defaults={DEFAULTS.outputs.virtualCamera}
            onChange={(next) => change({ outputs: { virtualCamera: next } })}
          />
          <ColourField
            label={t('virtualCamera.colour')}
            help={t('virtualCamera.colourHelp')}
            value={camera.colour}
            defaultValue={DEFAULTS.outputs.virtualCamera.colour}
            onChange={(colour) => change({ outputs: { virtualCamera: { colour } } }, 'gentle')}
          />
        </>
      )}
    </OutputCard>
  );
};

const NO_DRIVERS: CameraDriverState[] = [];

/** What this system has, asked for anew when the output changes: something may have been installed. */
const useDrivers = (moment: string): CameraDriverState[] => {
  const { cameraDrivers } = useActions();
  const [drivers, setDrivers] = useState(NO_DRIVERS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moment` says when to look again
  useEffect(() => {
    let ended = false;
    void cameraDrivers().then((found) => {
      if (!ended && found !== undefined) setDrivers(found);
    });
    return () => {
      ended = true;
    };
  }, [moment, cameraDrivers]);
  return drivers;
};

interface DriverChoiceProps {
  drivers: CameraDriverState[];
  chosen: CameraDriverState | undefined;
}

const DriverChoice = ({ drivers, chosen }: DriverChoiceProps) => {
  const { t } = useTranslation();
  const { change } = useActions();
  const driver = useStudio((state) => state.settings.outputs.virtualCamera.driver);
  const names = {
    pipewire: t('virtualCamera.driverPipewire'),
    v4l2loopback: t('virtualCamera.driverV4l2'),
    'obs-queue': t('virtualCamera.driverQueue'),
    obs: t('virtualCamera.driverObs'),
  } as const;
  const helps = {
    pipewire: t('virtualCamera.pipewireHelp'),
    v4l2loopback: t('virtualCamera.v4l2Help'),
    'obs-queue': t('virtualCamera.queueHelp'),
    obs: t('virtualCamera.obsHelp'),
  } as const;
  const help =
    chosen &&
    (driver === 'auto'
      ? t('virtualCamera.driverChosen', { driver: names[chosen.id], help: helps[chosen.id] })
      : helps[chosen.id]);
  /** What to get where nothing is there, or the chosen way is not. */
  const missing = chosen === undefined ? drivers[0] : chosen.available ? undefined : chosen;
  const words = missing && (frameFaultWords(t, missing.code) ?? missing);
  const isFault = useStudio(({ outputs }) =>
    outputs.some(({ id, state }) => id === 'virtual-camera' && state === 'error'),
  );
  return (
    <>
      <SelectField
        label={t('virtualCamera.driver')}
        help={help ?? ''}
        value={driver}
        defaultValue={DEFAULTS.outputs.virtualCamera.driver}
        choices={[
          { value: 'auto', label: t('common.automatic') },
          ...drivers.map(({ id }) => ({ value: id, label: names[id] })),
        ]}
        onChange={(next) => {
          const found = drivers.find(({ id }) => id === next);
          change({ outputs: { virtualCamera: { driver: found?.id ?? 'auto' } } });
        }}
      />
      {words !== undefined && !isFault && (
        <Alert className="k-field" color="gray" variant="light" title={words.message}>
          {words.action}
        </Alert>
      )}
    </>
  );
};
