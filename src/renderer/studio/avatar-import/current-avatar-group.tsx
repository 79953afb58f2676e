import { Button, Group } from '@mantine/core';
import { IconBone, IconLicense } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';

/** What can be looked up and changed about the avatar in use: its terms, and the bones of one that Kagami has made of a model. */
export const CurrentAvatarGroup = () => {
  const { t } = useTranslation();
  const { showTerms, editBones, isMadeOfModel } = useActions();
  const avatar = useStudio(({ avatars, settings }) =>
    avatars.find(({ id }) => id === settings.avatar.current),
  );
  const [hasBones, setHasBones] = useState(false);
  useEffect(() => {
    let gone = false;
    setHasBones(false);
    if (avatar)
      void isMadeOfModel(avatar).then((made) => {
        if (!gone) setHasBones(made);
      });
    return () => {
      gone = true;
    };
  }, [avatar, isMadeOfModel]);
  if (!avatar) return null;
  return (
    <PanelGroup title={t('avatarImport.inUse')}>
      <Group className="k-field" gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconLicense size={16} aria-hidden />}
          onClick={() => void showTerms(avatar)}
        >
          {t('avatarImport.terms')}
        </Button>
        {hasBones && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconBone size={16} aria-hidden />}
            onClick={() => void editBones(avatar)}
          >
            {t('avatarImport.bones')}
          </Button>
        )}
      </Group>
    </PanelGroup>
  );
};
