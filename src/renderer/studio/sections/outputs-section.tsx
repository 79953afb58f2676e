import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { ChoiceField } from '../controls/choice-field';
import { Panel, PanelGroup } from '../controls/panel';
import { SliderField } from '../controls/slider-field';
import { SwitchField } from '../controls/switch-field';
import { DEFAULTS } from './defaults';
import { HostInput, PartChoice, PortInput } from './vmc-fields';
import { ReceiveState, SendState } from './vmc-link-state';

export const OutputsSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('outputs.title')} help={t('outputs.help')}>
      <SendGroup />
      <ReceiveGroup />
    </Panel>
  );
};

const SendGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { on, host, port, rate, names, face, parts } = useStudio((state) => state.settings.outputs.vmcSend);
  const defaults = DEFAULTS.outputs.vmcSend;
  return (
    <PanelGroup title={t('outputs.send')}>
      <SwitchField
        label={t('outputs.sendOn')}
        help={t('outputs.sendOnHelp')}
        checked={on}
        onChange={(next) => change({ outputs: { vmcSend: { on: next } } })}
      />
      {on && <SendState />}
      <HostInput value={host} onChange={(next) => change({ outputs: { vmcSend: { host: next } } })} />
      <PortInput
        help={t('outputs.sendPortHelp')}
        value={port}
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
        onChange={(next) => change({ outputs: { vmcSend: { parts: next } } })}
      />
    </PanelGroup>
  );
};

const ReceiveGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { on, port, fromNetwork, parts } = useStudio((state) => state.settings.inputs.vmcReceive);
  return (
    <PanelGroup title={t('outputs.receive')}>
      <SwitchField
        label={t('outputs.receiveOn')}
        help={t('outputs.receiveOnHelp')}
        checked={on}
        onChange={(next) => change({ inputs: { vmcReceive: { on: next } } })}
      />
      {on && <ReceiveState />}
      <PortInput
        help={t('outputs.receivePortHelp')}
        value={port}
        onChange={(next) => change({ inputs: { vmcReceive: { port: next } } })}
      />
      <SwitchField
        label={t('outputs.network')}
        help={t('outputs.networkHelp')}
        checked={fromNetwork}
        onChange={(next) => change({ inputs: { vmcReceive: { fromNetwork: next } } })}
      />
      <PartChoice
        label={t('outputs.receiveParts')}
        help={t('outputs.receivePartsHelp')}
        value={parts}
        onChange={(next) => change({ inputs: { vmcReceive: { parts: next } } })}
      />
    </PanelGroup>
  );
};
