import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ChoiceField } from '../../controls/choice-field';
import { SliderField } from '../../controls/slider-field';
import { DEFAULTS } from '../defaults';
import { OutputCard } from './output-card';
import { HostInput, PartChoice, PortInput } from './vmc-fields';

/** Motion to another program by the VMC protocol. */
export const VmcSendCard = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { host, port, rate, names, face, parts } = useStudio((state) => state.settings.outputs.vmcSend);
  const { state, rate: sent } = useStudio(({ vmc }) => vmc.send);
  const words = state === 'live' ? t('outputs.sending', { rate: sent }) : t('outputs.sendWaiting');
  const defaults = DEFAULTS.outputs.vmcSend;
  return (
    <OutputCard id="vmc-send" title={t('outputs.send')} help={t('outputs.sendOnHelp')} words={words}>
      <HostInput
        value={host}
        defaultValue={defaults.host}
        onChange={(next) => change({ outputs: { vmcSend: { host: next } } })}
      />
      <PortInput
        help={t('outputs.sendPortHelp')}
        value={port}
        defaultValue={defaults.port}
        onChange={(next) => change({ outputs: { vmcSend: { port: next } } })}
      />
      <SliderField
        label={t('outputs.rate')}
        help={t('outputs.rateHelp')}
        value={rate}
        defaultValue={defaults.rate}
        min={10}
        max={120}
        step={5}
        words={(value) => t('units.fps', { value })}
        onChange={(next, moment) => {
          if (moment === 'done') change({ outputs: { vmcSend: { rate: next } } });
        }}
      />
      <ChoiceField
        label={t('outputs.face')}
        help={t('outputs.faceHelp')}
        value={face}
        defaultValue={defaults.face}
        choices={[
          { value: 'presets', label: t('outputs.facePresets') },
          { value: 'arkit', label: t('outputs.faceArkit') },
        ]}
        onChange={(next) => change({ outputs: { vmcSend: { face: next } } })}
      />
      <ChoiceField
        label={t('outputs.names')}
        help={t('outputs.namesHelp')}
        value={names}
        defaultValue={defaults.names}
        choices={[
          { value: 'vrm0', label: t('outputs.namesVrm0') },
          { value: 'vrm1', label: t('outputs.namesVrm1') },
        ]}
        onChange={(next) => change({ outputs: { vmcSend: { names: next } } })}
      />
      <PartChoice
        label={t('outputs.sendParts')}
        help={t('outputs.sendPartsHelp')}
        value={parts}
        defaultValue={defaults.parts}
        onChange={(next) => change({ outputs: { vmcSend: { parts: next } } })}
      />
    </OutputCard>
  );
};
