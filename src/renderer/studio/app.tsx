import { MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { chooseLanguage } from '@shared/language';
import type { i18n } from 'i18next';
import { lazy, Suspense, useEffect } from 'react';
import { I18nextProvider } from 'react-i18next';
import { AvatarProgress } from './avatar-import/avatar-progress';
import { StudioProvider, useActions, useStudio } from './context';
import { showLanguage } from './i18n';
import { MiddlePanel } from './middle/middle-panel';
import { AvatarSection } from './sections/avatar-section';
import { MotionSection } from './sections/motion-section';
import { OutputsSection } from './sections/outputs-section';
import { SettingsSection } from './sections/settings-section';
import { StageSection } from './sections/stage-section';
import { TrackingSection } from './sections/tracking-section';
import { PartChips } from './shell/part-chips';
import { Rail } from './shell/rail';
import { StatusBar } from './shell/status-bar';
import { TopBar } from './shell/top-bar';
import { useStudioKeys } from './shell/use-studio-keys';
import { useWindowDrop } from './shell/window-drop';
import type { Section, StudioStore } from './store';
import type { StudioActions } from './studio-actions';
import { cssVariables, theme } from './theme';
import { Wizard } from './wizard/wizard';

interface AppProps {
  store: StudioStore;
  actions: StudioActions;
  texts: i18n;
}

export const App = ({ store, actions, texts }: AppProps) => (
  <StudioProvider store={store} actions={actions}>
    <I18nextProvider i18n={texts}>
      <Themed texts={texts} />
    </I18nextProvider>
  </StudioProvider>
);

const Themed = ({ texts }: { texts: i18n }) => {
  const { theme: wanted, language } = useStudio((state) => state.settings.studio);
  const system = useColorScheme('dark');
  useEffect(() => {
    void showLanguage(texts, chooseLanguage(language, navigator.languages));
  }, [texts, language]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={wanted === 'auto' ? system : wanted}
    >
      <Shell />
      <Notifications position="bottom-right" containerWidth={400} limit={4} />
    </MantineProvider>
  );
};

const ExpressionsSection = lazy(async () => ({
  default: (await import('./sections/expressions-section')).ExpressionsSection,
}));
const TriggersSection = lazy(async () => ({
  default: (await import('./sections/triggers-section')).TriggersSection,
}));

const VoiceSection = lazy(async () => ({
  default: (await import('./sections/voice/voice-section')).VoiceSection,
}));

const SceneSection = lazy(async () => ({
  default: (await import('./sections/scene/scene-section')).SceneSection,
}));

const PANELS: Readonly<Record<Section, () => React.ReactNode>> = {
  avatar: AvatarSection,
  tracking: TrackingSection,
  motion: MotionSection,
  expressions: () => (
    <Suspense>
      <ExpressionsSection />
    </Suspense>
  ),
  voice: () => (
    <Suspense>
      <VoiceSection />
    </Suspense>
  ),
  triggers: () => (
    <Suspense>
      <TriggersSection />
    </Suspense>
  ),
  scene: () => (
    <Suspense>
      <SceneSection />
    </Suspense>
  ),
  stage: StageSection,
  outputs: OutputsSection,
  settings: SettingsSection,
};

const Palette = lazy(async () => ({ default: (await import('./palette/palette')).Palette }));
const TermsDialog = lazy(async () => ({
  default: (await import('./avatar-import/terms-dialog')).TermsDialog,
}));
const BoneEditor = lazy(async () => ({
  default: (await import('./avatar-import/bone-editor')).BoneEditor,
}));
const HelpDialog = lazy(async () => ({ default: (await import('./shell/help-dialog')).HelpDialog }));
const DoctorDialog = lazy(async () => ({ default: (await import('./doctor/doctor-dialog')).DoctorDialog }));

const Shell = () => {
  const section = useStudio((state) => state.section);
  const wizard = useStudio((state) => state.wizard);
  const dialog = useStudio((state) => state.dialog);
  const termsShown = useStudio((state) => state.termsShown !== undefined);
  const boneQuestion = useStudio((state) => state.boneQuestion !== undefined);
  const actions = useActions();
  useWindowDrop(actions);
  useStudioKeys(actions);
  const Panel = PANELS[section];
  return (
    <div className="k-shell" data-wizard={wizard}>
      <TopBar />
      {wizard === undefined && <Rail />}
      <main className="k-main">
        <MiddlePanel />
        <PartChips />
      </main>
      {wizard === undefined ? (
        <aside className="k-panel" aria-labelledby="k-panel-title" key={section} data-section={section}>
          <Panel />
        </aside>
      ) : (
        <Wizard step={wizard} />
      )}
      <StatusBar />
      <AvatarProgress />
      <Suspense>
        <Palette />
        {termsShown && <TermsDialog />}
        {boneQuestion && <BoneEditor />}
        {dialog === 'doctor' && <DoctorDialog />}
        {dialog === 'help' && <HelpDialog />}
      </Suspense>
    </div>
  );
};
