import { Loader, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { DropZone } from '../controls/drop-zone';
import { PanelGroup } from '../controls/panel';
import { RefusalAlert } from '../shell/fault-alert';

const PICTURES = { 'image/png': ['.png'], 'image/jpeg': ['.jpg', '.jpeg'], 'image/webp': ['.webp'] };

/** One picture in, an avatar out. */
export const PortraitGroup = () => {
  const { t } = useTranslation();
  const { makePortrait } = useActions();
  const making = useStudio((state) => state.portraitOf);
  const [wrongFile, setWrongFile] = useState(false);
  return (
    <PanelGroup title={t('portrait.title')}>
      <div className="k-field">
        <DropZone
          label={t('portrait.drop')}
          help={t('portrait.help')}
          accept={PICTURES}
          disabled={making !== undefined}
          onFile={(file) => {
            setWrongFile(false);
            void makePortrait(file);
          }}
          onWrongFile={() => setWrongFile(true)}
        />
        {wrongFile && <RefusalAlert title={t('portrait.wrongFile')} detail={t('portrait.help')} />}
        {making !== undefined && (
          <div role="status" className="k-portrait-making">
            <Loader size="xs" aria-hidden />
            <Text size="sm" truncate>
              {t('portrait.making', { name: making })}
            </Text>
          </div>
        )}
      </div>
    </PanelGroup>
  );
};
