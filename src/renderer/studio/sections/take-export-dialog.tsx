import { Alert, Button, Checkbox, Group, Modal, Select, Stack } from '@mantine/core';
import type { TakeEntry } from '@shared/api';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AvatarLicence } from '../../avatar/avatar-licence';
import { useActions, useStudio } from '../context';
import { ChoiceField } from '../controls/choice-field';
import { RangeField } from '../controls/range-field';
import { EXPORT_FORMATS, type ExportFormat, isVideo } from '../export/export-wish';
import type { StudioKey } from '../i18n';
import { useTakeLength } from './use-take-length';

const RATES = [24, 30, 60] as const;
/** Sizes of videos besides the Stage's own, pixels. */
const SIZES = ['1280x720', '1920x1080', '1080x1920'] as const;

const FORMATS: Readonly<Record<ExportFormat, { label: StudioKey; help: StudioKey }>> = {
  vrma: { label: 'takeExport.vrma', help: 'takeExport.vrmaHelp' },
  bvh: { label: 'takeExport.bvh', help: 'takeExport.bvhHelp' },
  glb: { label: 'takeExport.glb', help: 'takeExport.glbHelp' },
  webm: { label: 'takeExport.webm', help: 'takeExport.webmHelp' },
  mp4: { label: 'takeExport.mp4', help: 'takeExport.mp4Help' },
  ktake: { label: 'takeExport.ktake', help: 'takeExport.ktakeHelp' },
};

interface TakeExportProps {
  take: TakeEntry;
  /** As Studio calls it. */
  name: string;
  opened: boolean;
  onClose(): void;
}

/** Asks what a take, or a part of it, is to become, and for which avatar. */
export const TakeExportDialog = (props: TakeExportProps) => {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('takeExport.title', { name: props.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ExportForm {...props} />
    </Modal>
  );
};

const ExportForm = ({ take, onClose }: TakeExportProps) => {
  const { t } = useTranslation();
  const { exportTake } = useActions();
  const { avatar: shown, capture, stage } = useStudio((state) => state.settings);
  const avatars = useStudio((state) => state.avatars);
  const busy = useStudio((state) => state.exporting !== undefined);
  const length = useTakeLength(take.id);
  const plays = capture.source === 'take' && capture.take === take.id;
  const [format, setFormat] = useState<ExportFormat>('vrma');
  const [avatar, setAvatar] = useState(shown.current);
  const [rate, setRate] = useState(60);
  const [size, setSize] = useState(`${stage.width}x${stage.height}`);
  const [part, setPart] = useState<readonly [number, number] | undefined>();
  const [allowed, setAllowed] = useState(true);

  const seconds = (length ?? 0) / 1000;
  const [from, to] =
    part ?? (plays ? [capture.takeFrom / 1000, capture.takeTo / 1000 || seconds] : [0, seconds]);
  const [width = stage.width, height = stage.height] = size.split('x').map(Number);
  const save = () => {
    onClose();
    const wanted = { from: from * 1000, to: to * 1000 };
    void exportTake(
      take.id,
      format === 'ktake'
        ? { ...wanted, format }
        : { ...wanted, format, avatar, frameRate: rate, size: { width, height } },
    );
  };

  return (
    <Stack gap="md">
      <Select
        className="k-field"
        label={t('takeExport.format')}
        description={t(FORMATS[format].help)}
        data={EXPORT_FORMATS.map((value) => ({ value, label: t(FORMATS[value].label) }))}
        value={format}
        allowDeselect={false}
        onChange={(next) => next !== null && setFormat(next as ExportFormat)}
      />
      {format !== 'ktake' && (
        <Select
          className="k-field"
          label={t('takeExport.avatar')}
          description={t('takeExport.avatarHelp')}
          data={avatars.map(({ id, name }) => ({ value: id, label: name }))}
          value={avatar}
          allowDeselect={false}
          onChange={(next) => next !== null && setAvatar(next)}
        />
      )}
      {length !== undefined && (
        <RangeField
          label={t('takeExport.part')}
          help={t('takeExport.partHelp')}
          value={[from, to]}
          length={seconds}
          words={(begin, end) => t('takes.partWords', { from: begin.toFixed(1), to: end.toFixed(1) })}
          ends={[t('takes.partBegin'), t('takes.partEnd')]}
          onChange={(begin, end) => setPart([begin, end])}
        />
      )}
      {format !== 'ktake' && (
        <ChoiceField
          label={t('takeExport.rate')}
          help={t('takeExport.rateHelp')}
          value={String(rate)}
          choices={RATES.map((value) => ({ value: String(value), label: t('units.fps', { value }) }))}
          onChange={(next) => setRate(Number(next))}
        />
      )}
      {isVideo(format) && (
        <Select
          className="k-field"
          label={t('takeExport.size')}
          description={t('takeExport.sizeHelp')}
          data={[...new Set([`${stage.width}x${stage.height}`, ...SIZES])].map((value) => {
            const [w = 0, h = 0] = value.split('x').map(Number);
            return { value, label: t('units.size', { width: w, height: h }) };
          })}
          value={size}
          allowDeselect={false}
          onChange={(next) => next !== null && setSize(next)}
        />
      )}
      {format === 'glb' && <LicenceNote avatar={avatar} onAllowed={setAllowed} />}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={busy || length === undefined || (format === 'glb' && !allowed)} onClick={save}>
          {t('takeExport.save')}
        </Button>
      </Group>
    </Stack>
  );
};

/** The file will hold the avatar itself: says where its author has not left that free. */
const LicenceNote = ({ avatar, onAllowed }: { avatar: string; onAllowed(allowed: boolean): void }) => {
  const { t } = useTranslation();
  const { licenceOf } = useActions();
  const [licence, setLicence] = useState<AvatarLicence | undefined>();
  const [agreed, setAgreed] = useState(false);
  const free = licence?.mayRedistribute === true && licence.mayModify === true;
  useEffect(() => {
    let current = true;
    setLicence(undefined);
    setAgreed(false);
    void licenceOf(avatar).then((read) => current && setLicence(read));
    return () => {
      current = false;
    };
  }, [avatar, licenceOf]);
  useEffect(() => onAllowed(free || agreed), [free, agreed, onAllowed]);
  if (licence === undefined || free) return null;
  const { name, mayRedistribute, mayModify } = licence;
  const words =
    mayRedistribute === false
      ? t('takeExport.licenceKeep', { avatar: name })
      : mayModify === false
        ? t('takeExport.licenceUnchanged', { avatar: name })
        : t('takeExport.licenceUnknown', { avatar: name, licence: licence.licence });
  return (
    <Alert className="k-field" color="yellow" variant="light">
      {words}
      <Checkbox
        mt="sm"
        size="sm"
        label={t('takeExport.licenceAgree')}
        checked={agreed}
        onChange={(event) => setAgreed(event.currentTarget.checked)}
      />
    </Alert>
  );
};
