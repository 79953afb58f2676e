import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { SelectField } from '../../controls/select-field';

/** Where the voice is heard. Browsers name sound devices once a microphone was allowed; the system's own can always be chosen. */
export const SoundDeviceField = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { deviceId, deviceLabel } = useStudio((state) => state.settings.speech);
  const microphone = useStudio((state) => state.microphone.state);
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names come with the microphone.
  useEffect(() => {
    const list = (): void => {
      navigator.mediaDevices?.enumerateDevices().then(
        (all) => setDevices(all.filter(isNamedOutput)),
        () => undefined,
      );
    };
    list();
    navigator.mediaDevices?.addEventListener('devicechange', list);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', list);
  }, [microphone]);
  const choices = new Map([['', t('speech.deviceDefault')]]);
  if (deviceId !== '') choices.set(deviceId, deviceLabel);
  for (const device of devices) choices.set(device.deviceId, device.label);
  return (
    <SelectField
      label={t('speech.device')}
      help={t('speech.deviceHelp')}
      value={deviceId}
      defaultValue=""
      choices={[...choices].map(([value, label]) => ({ value, label }))}
      onChange={(id) => change({ speech: { deviceId: id, deviceLabel: choices.get(id) ?? '' } })}
    />
  );
};

/** `default` is what an empty id is already. */
const isNamedOutput = ({ kind, label, deviceId }: MediaDeviceInfo): boolean =>
  kind === 'audiooutput' && label !== '' && deviceId !== '' && deviceId !== 'default';
