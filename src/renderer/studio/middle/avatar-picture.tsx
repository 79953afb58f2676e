import { Text } from '@mantine/core';
import { IconMoodOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../context';
import { Notice } from './notice';

/** The avatar as the Stage shows it, large. */
export const AvatarPicture = () => {
  const { t } = useTranslation();
  const { openAvatarLook } = useActions();
  const place = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(false);
  const [notice, setNotice] = useState<string>();

  useEffect(() => {
    if (place.current === null) return;
    return openAvatarLook(place.current, { onShown: () => setShown(true), onNotice: setNotice });
  }, [openAvatarLook]);

  return (
    <>
      <div
        ref={place}
        className="k-avatar-place"
        role="img"
        aria-label={t('preview.avatar')}
        data-shown={shown}
      />
      {notice !== undefined && <Notice icon={IconMoodOff} title={t('preview.avatarNot')} help={notice} />}
      {!shown && notice === undefined && (
        <Text className="k-avatar-loading" size="sm" role="status">
          {t('preview.avatarLoading')}
        </Text>
      )}
    </>
  );
};
