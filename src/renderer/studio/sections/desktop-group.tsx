import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';
import { SwitchField } from '../controls/switch-field';
import { DEFAULTS } from './defaults';

/** Kagami's manners on the desktop; nothing where the host has no place on one. */
export const DesktopGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const desktop = useStudio((state) => state.settings.desktop);
  const hasDesktop = useStudio((state) => state.capabilities.desktop);
  if (!hasDesktop) return null;
  return (
    <PanelGroup title={t('desktop.title')}>
      <SwitchField
        label={t('desktop.tray')}
        help={t('desktop.trayHelp')}
        checked={desktop.tray}
        defaultValue={DEFAULTS.desktop.tray}
        onChange={(tray) => change({ desktop: { tray } })}
      />
      <SwitchField
        label={t('desktop.closeToTray')}
        help={t('desktop.closeToTrayHelp')}
        checked={desktop.tray && desktop.closeToTray}
        defaultValue={DEFAULTS.desktop.closeToTray}
        disabled={!desktop.tray}
        onChange={(closeToTray) => change({ desktop: { closeToTray } })}
      />
      <SwitchField
        label={t('desktop.startWithSystem')}
        help={t('desktop.startWithSystemHelp')}
        checked={desktop.startWithSystem}
        defaultValue={DEFAULTS.desktop.startWithSystem}
        onChange={(startWithSystem) => change({ desktop: { startWithSystem } })}
      />
      <SwitchField
        label={t('desktop.startHidden')}
        help={t('desktop.startHiddenHelp')}
        checked={desktop.tray && desktop.startWithSystem && desktop.startHidden}
        defaultValue={DEFAULTS.desktop.startHidden}
        disabled={!desktop.tray || !desktop.startWithSystem}
        onChange={(startHidden) => change({ desktop: { startHidden } })}
      />
      <SwitchField
        label={t('desktop.notifyFaults')}
        help={t('desktop.notifyFaultsHelp')}
        checked={desktop.notifyFaults}
        defaultValue={DEFAULTS.desktop.notifyFaults}
        onChange={(notifyFaults) => change({ desktop: { notifyFaults } })}
      />
      <SwitchField
        label={t('desktop.links')}
        help={t('desktop.linksHelp')}
        checked={desktop.links}
        defaultValue={DEFAULTS.desktop.links}
        onChange={(links) => change({ desktop: { links } })}
      />
    </PanelGroup>
  );
};
