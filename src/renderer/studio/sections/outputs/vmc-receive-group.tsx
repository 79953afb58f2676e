import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { PanelGroup } from '../../controls/panel';
import { SwitchField } from '../../controls/switch-field';
import { PartChoice, PortInput } from './vmc-fields';
import { ReceiveState } from './vmc-link-state';

/** Motion that comes from another program by the VMC protocol. */
export const VmcReceiveGroup = () => {
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
