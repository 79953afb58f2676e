import { Progress, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { DropZone } from '../controls/drop-zone';
import { Panel, PanelGroup } from '../controls/panel';
import { MakeGroup } from '../makers/make-group';
import { RefusalAlert } from '../shell/fault-alert';
import { AvatarLibrary } from './avatar-library';
import { PortraitGroup } from './portrait-group';

/** Extensions only: no system knows a MIME type for .vrm. */
const VRM_FILES = { 'model/vrm': ['.vrm'] };

export const AvatarSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('avatar.title')} help={t('avatar.help')}>
      <AvatarGroups />
    </Panel>
  );
};

/** The avatars to choose from, and where another is added. */
export const AvatarGroups = () => {
  const { t } = useTranslation();
  return (
    <>
      <Refusal />
      <PanelGroup title={t('avatar.choose')}>
        <AvatarLibrary />
      </PanelGroup>
      <AddGroup />
      <MakeGroup />
      <PortraitGroup />
    </>
  );
};

const Refusal = () => {
  const { t } = useTranslation();
  const { dismissAvatarRefusal } = useActions();
  const refusal = useStudio((state) => state.avatarRefusal);
  if (refusal === undefined) return null;
  return (
    <RefusalAlert title={t('faults.avatarNotShown')} detail={refusal.detail} onClose={dismissAvatarRefusal} />
  );
};

const AddGroup = () => {
  const { t } = useTranslation();
  const { addAvatar } = useActions();
  const upload = useStudio((state) => state.avatarUpload);
  const [wrongFile, setWrongFile] = useState(false);
  return (
    <PanelGroup title={t('avatar.add')}>
      <div className="k-field">
        <DropZone
          label={t('avatar.drop')}
          help={t('avatar.dropHelp')}
          accept={VRM_FILES}
          disabled={upload !== undefined}
          onFile={(file) => {
            setWrongFile(false);
            void addAvatar(file);
          }}
          onWrongFile={() => setWrongFile(true)}
        />
        {wrongFile && <RefusalAlert title={t('avatar.wrongFile')} detail={t('avatar.dropHelp')} />}
        {upload !== undefined && (
          <div role="status">
            <Text size="sm" mt="sm" mb={6} truncate>
              {t('avatar.adding', { name: upload.name })}
            </Text>
            <Progress
              value={upload.share * 100}
              animated={upload.share >= 1}
              aria-label={t('avatar.adding', { name: upload.name })}
            />
          </div>
        )}
      </div>
    </PanelGroup>
  );
};
