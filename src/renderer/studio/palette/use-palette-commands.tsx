import type { SpotlightActionData } from '@mantine/spotlight';
import { isOutputOn } from '@shared/outputs';
import {
  type Icon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBook,
  IconBookmark,
  IconBroadcast,
  IconBroadcastOff,
  IconCamera,
  IconDeviceDesktop,
  IconDownload,
  IconEye,
  IconEyeOff,
  IconFlipVertical,
  IconMasksTheater,
  IconMicrophoneOff,
  IconPlayerPlay,
  IconPlayerStop,
  IconShieldOff,
  IconStethoscope,
  IconTopologyStar3,
  IconUserCheck,
  IconVolumeOff,
  IconWand,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { previewState } from '../middle/preview-shown';
import { OUTPUT_NAMES } from '../output-names';
import { SECTION_LOOKS } from '../shell/rail';
import { SECTIONS } from '../store';

/** What can be done at once, by name. */
export const usePaletteCommands = (): SpotlightActionData[] => {
  const { t } = useTranslation();
  const actions = useActions();
  const running = useStudio((state) => state.settings.capture.running);
  const avatars = useStudio((state) => state.avatars);
  const { mirrorPreview, showLandmarks } = useStudio((state) => state.settings.studio);
  const preview = useStudio(previewState) === 'shown';
  const outputs = useStudio((state) => state.outputs);
  const presets = useStudio((state) => state.settings.presets.list);
  const speaks = useStudio(({ speech }) => speech.spoken !== null || speech.preparing);
  const canUndo = useStudio((state) => state.canUndo);
  const canRedo = useStudio((state) => state.canRedo);

  const command = (
    id: string,
    CommandIcon: Icon,
    label: string,
    onClick: () => void,
  ): SpotlightActionData => ({
    id: `do.${id}`,
    label,
    leftSection: <CommandIcon size={20} stroke={1.6} aria-hidden />,
    onClick,
  });

  const sections = SECTIONS.map((section) => {
    const { label, icon } = SECTION_LOOKS[section];
    return command(`section.${section}`, icon, t('palette.goTo', { name: t(label) }), () => {
      actions.showWizard(undefined);
      actions.showSection(section);
    });
  });

  return [
    running
      ? command('stop', IconPlayerStop, t('shell.stop'), () =>
          actions.change({ capture: { running: false } }),
        )
      : command('start', IconPlayerPlay, t('shell.start'), () =>
          actions.change({ capture: { running: true } }),
        ),
    command('stage', IconDeviceDesktop, t('shell.openStage'), actions.openStage),
    command('panic', IconShieldOff, t('privacy.panic'), () => actions.run({ type: 'panic' })),
    command('calibrate', IconUserCheck, t('calibration.start'), () => {
      actions.showSection('motion');
      actions.calibrate();
    }),
    command('preview', preview ? IconEyeOff : IconEye, t('preview.show'), () =>
      actions.showPreview(!preview),
    ),
    command('mirror-preview', IconFlipVertical, t('preview.mirror'), () =>
      actions.change({ studio: { mirrorPreview: !mirrorPreview } }),
    ),
    command('landmarks', IconTopologyStar3, t('preview.landmarks'), () =>
      actions.change({ studio: { showLandmarks: !showLandmarks } }),
    ),
    ...(speaks
      ? [command('stop-speech', IconVolumeOff, t('speech.stop'), () => actions.run({ type: 'stop-speech' }))]
      : []),
    command('mute-microphone', IconMicrophoneOff, t('voice.muteCommand'), () =>
      actions.run({ type: 'mute-microphone' }),
    ),
    command('doctor', IconStethoscope, t('doctor.title'), () => actions.showDialog('doctor')),
    command('wizard', IconWand, t('wizard.again'), () => actions.showWizard('language')),
    command('help', IconBook, t('shell.help'), () => actions.showDialog('help')),
    ...(canUndo ? [command('undo', IconArrowBackUp, t('palette.undo'), actions.undo)] : []),
    ...(canRedo ? [command('redo', IconArrowForwardUp, t('palette.redo'), actions.redo)] : []),
    ...outputs.map((output) => {
      const on = isOutputOn(output);
      const name = t(OUTPUT_NAMES[output.id]);
      const label = on ? t('palette.turnOff', { name }) : t('palette.turnOn', { name });
      return command(`output.${output.id}`, on ? IconBroadcastOff : IconBroadcast, label, () =>
        actions.setOutputOn(output.id, !on),
      );
    }),
    ...presets.map(({ name }) =>
      command(`preset.${name}`, IconBookmark, t('presets.apply', { name }), () =>
        actions.run({ type: 'preset', name }),
      ),
    ),
    command('snapshot', IconCamera, t('triggers.cmd_snapshot'), () => actions.run({ type: 'snapshot' })),
    command(
      'export',
      IconDownload,
      `${t('settings.transfer')}: ${t('settings.export')}`,
      actions.exportSettings,
    ),
    ...sections,
    ...avatars.map(({ id, name }) =>
      command(`avatar.${id}`, IconMasksTheater, t('palette.useAvatar', { name }), () =>
        actions.chooseAvatar(id),
      ),
    ),
  ];
};
