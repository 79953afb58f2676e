import { Text, UnstyledButton } from '@mantine/core';
import type { AvatarWorkshop } from '@shared/api';
import { type Icon, IconMasksTheater, IconShirt } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../context';
import { PanelGroup } from '../controls/panel';
import type { StudioKey } from '../i18n';
import './makers.css';

const Workshop = lazy(async () => ({ default: (await import('./workshop')).Workshop }));

const WORKSHOPS: readonly { kind: AvatarWorkshop; icon: Icon; label: StudioKey; help: StudioKey }[] = [
  { kind: 'designer', icon: IconShirt, label: 'designer.make', help: 'designer.makeHelp' },
  { kind: 'sprites', icon: IconMasksTheater, label: 'sprites.make', help: 'sprites.makeHelp' },
];

/** Ways to make an avatar without one. */
export const MakeGroup = () => {
  const { t } = useTranslation();
  const { openWorkshop } = useActions();
  return (
    <PanelGroup title={t('designer.group')}>
      <div className="k-field k-makers">
        {WORKSHOPS.map(({ kind, icon: Sign, label, help }) => (
          <UnstyledButton key={kind} onClick={() => openWorkshop(kind)}>
            <Sign size={24} stroke={1.6} aria-hidden />
            <span>
              <Text size="sm" fw={550}>
                {t(label)}
              </Text>
              <Text size="xs" c="dimmed">
                {t(help)}
              </Text>
            </span>
          </UnstyledButton>
        ))}
      </div>
      <Suspense>
        <Workshop />
      </Suspense>
    </PanelGroup>
  );
};
