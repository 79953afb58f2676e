import { useTranslation } from 'react-i18next';
import { Panel } from '../../controls/panel';
import { BackgroundGroup } from './background-group';
import { CameraGroup } from './camera-group';
import { EffectsGroup, PhysicsGroup } from './effects-group';
import { LightGroup } from './light-group';
import { PropsGroup } from './props-group';

/** What surrounds the avatar. Loaded when it is first opened. */
export const SceneSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('scene.title')} help={t('scene.help')}>
      <CameraGroup />
      <BackgroundGroup />
      <LightGroup />
      <EffectsGroup />
      <PhysicsGroup />
      <PropsGroup />
    </Panel>
  );
};
