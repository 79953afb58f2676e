import { Button, Group, Modal, ScrollArea, Text } from '@mantine/core';
import { LANGUAGES } from '@shared/language';
import { IconLicense, IconPower, IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { ChoiceField } from '../controls/choice-field';
import { ConfirmButton } from '../controls/confirm-button';
import { Panel, PanelGroup } from '../controls/panel';
import { SelectField } from '../controls/select-field';
import { SwitchField } from '../controls/switch-field';
import { CareGroup } from './care-group';
import { DEFAULTS } from './defaults';
import { DesktopGroup } from './desktop-group';
import { loadNotices } from './notices';
import { PrivacyGroup } from './privacy-group';
import { TransferGroup } from './transfer-group';
import { UpdateGroup } from './update-group';

export const SettingsSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('settings.title')} help={t('settings.help')}>
      <LookGroup />
      <PrivacyGroup />
      <CareGroup />
      <DesktopGroup />
      <UpdateGroup />
      <TransferGroup />
      <ResetGroup />
      <AboutGroup />
    </Panel>
  );
};

/** Studio's own language. */
export const LanguageField = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const language = useStudio((state) => state.settings.studio.language);
  return (
    <SelectField
      label={t('settings.language')}
      help={t('settings.languageHelp')}
      value={language}
      defaultValue={DEFAULTS.studio.language}
      choices={[
        { value: '', label: t('settings.systemLanguage') },
        ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
      ]}
      onChange={(next) => change({ studio: { language: next } })}
    />
  );
};

const LookGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { theme, avatarView } = useStudio((state) => state.settings.studio);
  return (
    <PanelGroup title={t('settings.look')}>
      <LanguageField />
      <ChoiceField
        label={t('settings.theme')}
        help={t('settings.themeHelp')}
        value={theme}
        defaultValue={DEFAULTS.studio.theme}
        choices={[
          { value: 'dark', label: t('settings.themeDark') },
          { value: 'light', label: t('settings.themeLight') },
          { value: 'auto', label: t('settings.themeAuto') },
        ]}
        onChange={(next) => change({ studio: { theme: next } })}
      />
      <SwitchField
        label={t('settings.avatarView')}
        help={t('settings.avatarViewHelp')}
        checked={avatarView}
        defaultValue={DEFAULTS.studio.avatarView}
        onChange={(next) => change({ studio: { avatarView: next } })}
      />
    </PanelGroup>
  );
};

const ResetGroup = () => {
  const { t } = useTranslation();
  const { resetSettings, quit } = useActions();
  return (
    <PanelGroup title={t('settings.program')}>
      <div className="k-field">
        <ConfirmButton
          variant="default"
          leftSection={<IconRestore size={17} aria-hidden />}
          title={t('settings.reset')}
          question={t('settings.resetQuestion')}
          confirm={t('settings.resetConfirm')}
          onConfirm={resetSettings}
        >
          {t('settings.reset')}
        </ConfirmButton>
        <Text size="xs" c="dimmed" mt={6}>
          {t('settings.resetHelp')}
        </Text>
      </div>
      <div className="k-field">
        <ConfirmButton
          variant="light"
          color="red"
          leftSection={<IconPower size={17} aria-hidden />}
          title={t('settings.quit')}
          question={t('settings.quitQuestion')}
          confirm={t('settings.quitConfirm')}
          onConfirm={quit}
        >
          {t('settings.quit')}
        </ConfirmButton>
        <Text size="xs" c="dimmed" mt={6}>
          {t('settings.quitHelp')}
        </Text>
      </div>
    </PanelGroup>
  );
};

const AboutGroup = () => {
  const { t } = useTranslation();
  const { version } = useStudio((state) => state.capabilities);
  const [notices, setNotices] = useState<string>();
  return (
    <PanelGroup title={t('settings.about')}>
      <div className="k-field">
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t('settings.version', { version })}</Text>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLicense size={15} aria-hidden />}
            onClick={() => void loadNotices().then(setNotices)}
          >
            {t('settings.licences')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed" mt={6}>
          {t('settings.aboutHelp')}
        </Text>
      </div>
      <Modal
        size="xl"
        opened={notices !== undefined}
        onClose={() => setNotices(undefined)}
        title={t('settings.licences')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text size="sm" mb="sm">
          {t('settings.licencesHelp')}
        </Text>
        <ScrollArea.Autosize mah="55vh" type="auto" viewportProps={{ tabIndex: 0 }}>
          <pre className="k-notices">{notices}</pre>
        </ScrollArea.Autosize>
      </Modal>
    </PanelGroup>
  );
};
