import '@mantine/core/styles.css';
import '@mantine/dropzone/styles.css';
import '@mantine/notifications/styles.css';
import './studio.css';
import { notifications } from '@mantine/notifications';
import { chooseLanguage } from '@shared/language';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import type { ShowFault, StudioDeps } from './deps';
import { createI18n } from './i18n';
import { createStudioStore } from './store';
import { createStudioActions, type StudioActions } from './studio-actions';

/** Asks the host for everything that Studio shows, then shows it in `root`. @throws where the host does not answer. */
export const mountStudio = async (root: HTMLElement, deps: StudioDeps): Promise<StudioActions> => {
  const { api } = deps.host;
  const [capabilities, settings, models, avatars, takes, obs, vmc, outputs, notice] = await Promise.all([
    api.getCapabilities(),
    api.getSettings(),
    api.getModels(),
    api.listAvatars(),
    api.listTakes(),
    api.getObsState(),
    api.getVmcState(),
    api.getOutputs(),
    api.getSettingsNotice(),
  ]);
  const texts = await createI18n(chooseLanguage(settings.studio.language, navigator.languages));

  const showFault: ShowFault = (message, detail) =>
    notifications.show({
      color: 'red',
      title: texts.t(message),
      message: detail ?? '',
      autoClose: 10_000,
      withBorder: true,
      role: 'alert',
      closeButtonProps: { 'aria-label': texts.t('common.close') },
    });

  const store = createStudioStore({ capabilities, settings, models, avatars, takes, section: 'tracking' });
  const greet = !settings.studio.welcomed && !capabilities.demo;
  store.setState({ obs, vmc, outputs, wizard: greet ? 'language' : undefined });
  const actions = createStudioActions(store, deps, showFault);
  createRoot(root).render(<App store={store} actions={actions} texts={texts} />);
  if (notice !== undefined) showFault('faults.settingsNotice', notice);
  return actions;
};
