import '@mantine/spotlight/styles.css';
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
  spotlight,
} from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { SECTION_LOOKS } from '../shell/rail';
import { settingEntries, type Texts } from './catalogue';
import { findWords } from './find-words';
import { revealControl } from './reveal-control';
import { usePaletteCommands } from './use-palette-commands';

/** Finds any setting and anything that can be done by its name; Ctrl+K opens it. */
export const Palette = () => {
  const { t, i18n } = useTranslation();
  const { showSection, showWizard } = useActions();
  const wizard = useStudio((state) => state.wizard);
  const commands = usePaletteCommands();
  const texts = (i18n.getResourceBundle(i18n.language, 'translation') ?? {}) as Texts;

  const settings = settingEntries(texts).map((entry): SpotlightActionData => {
    const { label, icon: SectionIcon } = SECTION_LOOKS[entry.section];
    return {
      id: entry.key,
      label: entry.label,
      description: entry.help,
      keywords: t(label),
      leftSection: <SectionIcon size={20} stroke={1.6} aria-hidden />,
      onClick: () => {
        if (wizard !== undefined) showWizard(undefined);
        showSection(entry.section);
        revealControl(entry.label, entry.help);
      },
    };
  });

  const groups: SpotlightActionGroupData[] = [
    { group: t('palette.commands'), actions: commands },
    { group: t('palette.settings'), actions: settings },
  ];

  return (
    <Spotlight
      actions={groups}
      filter={findWords}
      shortcut="mod + K"
      highlightQuery
      scrollable
      maxHeight="min(26rem, 60vh)"
      limit={60}
      nothingFound={t('palette.nothing')}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('palette.searchFor'),
        'aria-label': t('palette.searchFor'),
      }}
    />
  );
};

export const openPalette = (): void => spotlight.open();
