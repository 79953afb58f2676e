import { Alert, SimpleGrid } from '@mantine/core';
import type { SceneFile } from '@shared/api';
import type { Settings } from '@shared/settings';
import { IconCamera } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ChoiceField } from '../../controls/choice-field';
import { ColourField } from '../../controls/colour-field';
import { PanelGroup } from '../../controls/panel';
import { DEFAULTS } from '../defaults';
import { Amount } from './fields';
import { AddFile, FileRows } from './file-rows';
import { useSceneFiles } from './use-scene-files';

type Kind = Settings['stage']['background'];

/** Key colours that OBS knows, and two that suit neither skin nor hair. */
const CHROMA = ['#00b140', '#0047bb', '#ff00ff', '#00ffff', '#000000', '#ffffff'];
const IMAGES = { 'image/png': ['.png'], 'image/jpeg': ['.jpg', '.jpeg'], 'image/webp': ['.webp'] };
const VIDEOS = { 'video/mp4': ['.mp4'], 'video/webm': ['.webm'] };
const isVideo = ({ name }: SceneFile): boolean => /\.(mp4|webm)$/i.test(name);

export const BackgroundGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { background, colour } = useStudio((state) => state.settings.stage);
  const helps: Record<Kind, string> = {
    transparent: t('stage.transparentHelp'),
    colour: t('stage.colourHelp'),
    gradient: t('scene.gradientHelp'),
    image: t('scene.imageHelp'),
    video: t('scene.videoHelp'),
    room: t('scene.roomHelp'),
  };
  return (
    <PanelGroup title={t('stage.background')}>
      <ChoiceField<Kind>
        label={t('stage.backgroundKind')}
        help={helps[background]}
        value={background}
        defaultValue={DEFAULTS.stage.background}
        choices={[
          { value: 'transparent', label: t('stage.transparent') },
          { value: 'colour', label: t('stage.colour') },
          { value: 'gradient', label: t('scene.gradient') },
          { value: 'image', label: t('scene.image') },
          { value: 'video', label: t('scene.video') },
          { value: 'room', label: t('scene.room') },
        ]}
        onChange={(next) => change({ stage: { background: next } })}
      />
      {background === 'colour' && (
        <ColourField
          label={t('stage.colourPick')}
          help={t('stage.colourPickHelp')}
          value={colour}
          defaultValue={DEFAULTS.stage.colour}
          swatches={CHROMA}
          onChange={(next) => change({ stage: { colour: next } }, 'gentle')}
        />
      )}
      {background === 'gradient' && <GradientFields />}
      {background === 'room' && (
        <Alert color="yellow" variant="light" icon={<IconCamera aria-hidden />}>
          {t('scene.roomWarning')}
        </Alert>
      )}
      {(background === 'image' || background === 'video') && (
        <FileFields key={background} kind={background} />
      )}
    </PanelGroup>
  );
};

const GradientFields = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { gradientTop, gradientBottom, gradientAngle } = useStudio(
    (state) => state.settings.scene.background,
  );
  return (
    <>
      <SimpleGrid cols={2}>
        <ColourField
          label={t('scene.gradientTop')}
          help={t('scene.gradientTopHelp')}
          value={gradientTop}
          defaultValue={DEFAULTS.scene.background.gradientTop}
          onChange={(next) => change({ scene: { background: { gradientTop: next } } }, 'gentle')}
        />
        <ColourField
          label={t('scene.gradientBottom')}
          help={t('scene.gradientBottomHelp')}
          value={gradientBottom}
          defaultValue={DEFAULTS.scene.background.gradientBottom}
          onChange={(next) => change({ scene: { background: { gradientBottom: next } } }, 'gentle')}
        />
      </SimpleGrid>
      <Amount
        label={t('scene.gradientAngle')}
        help={t('scene.gradientAngleHelp')}
        unit="degrees"
        value={gradientAngle}
        defaultValue={0}
        min={-180}
        max={180}
        onChange={(next, pace) => change({ scene: { background: { gradientAngle: next } } }, pace)}
      />
    </>
  );
};

const FileFields = ({ kind }: { kind: 'image' | 'video' }) => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { blur, ...chosen } = useStudio((state) => state.settings.scene.background);
  const list = useSceneFiles('backgrounds');
  const choose = ({ name }: SceneFile) => change({ scene: { background: { [kind]: name } } });
  return (
    <>
      <FileRows
        list={list}
        shown={list.files.filter((file) => isVideo(file) === (kind === 'video'))}
        chosen={chosen[kind]}
        onChoose={choose}
      />
      <AddFile
        list={list}
        label={t('scene.addBackground')}
        help={kind === 'image' ? t('scene.addImageHelp') : t('scene.addVideoHelp')}
        accept={kind === 'image' ? IMAGES : VIDEOS}
        onStored={choose}
      />
      {kind === 'image' && (
        <Amount
          label={t('scene.blur')}
          help={t('scene.blurHelp')}
          value={blur}
          defaultValue={0}
          min={0}
          max={1}
          onChange={(next, pace) => change({ scene: { background: { blur: next } } }, pace)}
        />
      )}
    </>
  );
};
