import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';
import { SwitchField } from '../controls/switch-field';
import { DEFAULTS } from './defaults';

/** What may leave the machine, and who may see the camera's picture. */
export const PrivacyGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const offline = useStudio((state) => state.settings.network.offline);
  const hideLive = useStudio((state) => state.settings.studio.hidePreviewWhenLive);
  return (
    <PanelGroup title={t('privacy.title')}>
      <SwitchField
        label={t('privacy.hideLive')}
        help={t('privacy.hideLiveHelp')}
        checked={hideLive}
        defaultValue={DEFAULTS.studio.hidePreviewWhenLive}
        onChange={(hidePreviewWhenLive) => change({ studio: { hidePreviewWhenLive } })}
      />
      <SwitchField
        label={t('privacy.offline')}
        help={t('privacy.offlineHelp')}
        checked={offline}
        defaultValue={DEFAULTS.network.offline}
        onChange={(next) => change({ network: { offline: next } })}
      />
    </PanelGroup>
  );
};
