import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ChoiceField } from '../../controls/choice-field';
import { PanelGroup } from '../../controls/panel';
import { SwitchField } from '../../controls/switch-field';
import { DEFAULTS } from '../defaults';
import { PartChoice, PortInput } from './vmc-fields';
import { ReceiveState } from './vmc-link-state';

/** Motion that comes from another program by the VMC protocol. */
export const VmcReceiveGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { on, port, fromNetwork, axes, parts, camera, light } = useStudio(
    (state) => state.settings.inputs.vmcReceive,
  );
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
        defaultValue={DEFAULTS.inputs.vmcReceive.port}
        onChange={(next) => change({ inputs: { vmcReceive: { port: next } } })}
      />
      <SwitchField
        label={t('outputs.network')}
        help={t('outputs.networkHelp')}
        checked={fromNetwork}
        defaultValue={DEFAULTS.inputs.vmcReceive.fromNetwork}
        onChange={(next) => change({ inputs: { vmcReceive: { fromNetwork: next } } })}
      />
      <ChoiceField
        label={t('outputs.axes')}
        help={t('outputs.axesHelp')}
        value={axes}
        defaultValue={DEFAULTS.inputs.vmcReceive.axes}
        choices={[
          { value: 'standard', label: t('outputs.axesStandard') },
          { value: 'turned', label: t('outputs.axesTurnedChoice') },
          { value: 'mirrored', label: t('outputs.axesMirroredChoice') },
        ]}
        onChange={(next) => change({ inputs: { vmcReceive: { axes: next } } })}
      />
      <SwitchField
        label={t('outputs.receiveCamera')}
        help={t('outputs.receiveCameraHelp')}
        checked={camera}
        defaultValue={DEFAULTS.inputs.vmcReceive.camera}
        onChange={(next) => change({ inputs: { vmcReceive: { camera: next } } })}
      />
      <SwitchField
        label={t('outputs.receiveLight')}
        help={t('outputs.receiveLightHelp')}
        checked={light}
        defaultValue={DEFAULTS.inputs.vmcReceive.light}
        onChange={(next) => change({ inputs: { vmcReceive: { light: next } } })}
      />
      <PartChoice
        label={t('outputs.receiveParts')}
        help={t('outputs.receivePartsHelp')}
        value={parts}
        defaultValue={DEFAULTS.inputs.vmcReceive.parts}
        onChange={(next) => change({ inputs: { vmcReceive: { parts: next } } })}
      />
    </PanelGroup>
  );
};
