import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../controls/select-field';

interface MicrophoneFieldProps {
  label: string;
  help: string;
  deviceId: string;
  deviceLabel: string;
  /** Changes when there may be more to choose from. */
  listedAt?: string;
  onChange(choice: { deviceId: string; deviceLabel: string }): void;
}

/** Which microphone. Names are known once one was allowed; the system's own can always be chosen. */
export const MicrophoneField = ({
  label,
  help,
  deviceId,
  deviceLabel,
  listedAt,
  onChange,
}: MicrophoneFieldProps) => {
  const { t } = useTranslation();
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: listed anew whenever it changes.
  useEffect(() => {
    const list = (): void => {
      navigator.mediaDevices?.enumerateDevices().then(
        (all) =>
          setDevices(
            all.filter(({ kind, label, deviceId: id }) => kind === 'audioinput' && label !== '' && id !== ''),
          ),
        () => undefined,
      );
    };
    list();
    navigator.mediaDevices?.addEventListener('devicechange', list);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', list);
  }, [listedAt]);
  const choices = new Map([['', t('recording.deviceDefault')]]);
  if (deviceId !== '') choices.set(deviceId, deviceLabel);
  for (const device of devices) choices.set(device.deviceId, device.label);
  return (
    <SelectField
      label={label}
      help={help}
      value={deviceId}
      defaultValue=""
      choices={[...choices].map(([value, name]) => ({ value, label: name }))}
      onChange={(id) => onChange({ deviceId: id, deviceLabel: choices.get(id) ?? '' })}
    />
  );
};
