import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CurrentAvatarGroup } from '../avatar-import/current-avatar-group';
import { useActions, useStudio } from '../context';
import { DropZone } from '../controls/drop-zone';
import { Panel, PanelGroup } from '../controls/panel';
import { MakeGroup } from '../makers/make-group';
import { RefusalAlert } from '../shell/fault-alert';
import { AvatarLibrary } from './avatar-library';
import { PortraitGroup } from './portrait-group';

/** Extensions only: no system knows a MIME type for .vrm. */
const AVATAR_FILES = { 'model/vrm': ['.vrm', '.glb', '.gltf', '.fbx'] };

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
      <CurrentAvatarGroup />
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
  const busy = useStudio((state) => state.avatarJob !== undefined && state.avatarJob.step !== 'opening');
  const [wrongFile, setWrongFile] = useState(false);
  return (
    <PanelGroup title={t('avatar.add')}>
      <div className="k-field">
        <DropZone
          label={t('avatar.drop')}
          help={t('avatar.dropHelp')}
          accept={AVATAR_FILES}
          disabled={busy}
          onFile={(file) => {
            setWrongFile(false);
            void addAvatar(file);
          }}
          onWrongFile={() => setWrongFile(true)}
        />
        {wrongFile && <RefusalAlert title={t('avatar.wrongFile')} detail={t('avatar.dropHelp')} />}
      </div>
    </PanelGroup>
  );
};
