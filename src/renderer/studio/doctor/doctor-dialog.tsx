import { Alert, Button, Divider, Group, Loader, Modal, Text } from '@mantine/core';
import type { CheckState } from '@shared/doctor';
import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
  IconRefresh,
} from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import type { StudioKey } from '../i18n';
import { frameFaultWords } from '../sections/outputs/frame-fault-words';
import { type Finding, type Fix, findings } from './findings';
import type { DoctorReading } from './read-doctor';
import { SupportBundle } from './support-panel';

const LOOKS: Readonly<Record<CheckState, { icon: Icon; label: StudioKey }>> = {
  good: { icon: IconCircleCheck, label: 'doctor.stateGood' },
  info: { icon: IconInfoCircle, label: 'doctor.stateInfo' },
  warn: { icon: IconAlertTriangle, label: 'doctor.stateWarn' },
  bad: { icon: IconCircleX, label: 'doctor.stateBad' },
};

const FIX_LABELS: Readonly<Record<Fix, StudioKey>> = {
  start: 'shell.start',
  retry: 'common.tryAgain',
  lite: 'doctor.fixLite',
  outputs: 'doctor.fixOutputs',
  tracking: 'doctor.fixTracking',
  'other-port': 'doctor.fixPort',
  'go-online': 'doctor.fixOnline',
};

/** Looks at everything that can go wrong, and says what to do. */
export const DoctorDialog = () => {
  const { t } = useTranslation();
  const { showDialog, examine } = useActions();
  const [reading, setReading] = useState<DoctorReading>();
  const [failed, setFailed] = useState(false);
  const run = useRef(0);
  const look = useCallback(() => {
    run.current++;
    const mine = run.current;
    setReading(undefined);
    setFailed(false);
    examine().then(
      (next) => mine === run.current && setReading(next),
      () => mine === run.current && setFailed(true),
    );
  }, [examine]);
  useEffect(look, [look]);

  return (
    <Modal
      opened
      size="lg"
      title={t('doctor.title')}
      onClose={() => showDialog(undefined)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Text size="sm" c="dimmed">
          {t('doctor.help')}
        </Text>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          disabled={reading === undefined && !failed}
          onClick={look}
        >
          {t('doctor.again')}
        </Button>
      </Group>
      {failed && <Alert color="red">{t('doctor.failed')}</Alert>}
      {reading === undefined && !failed && (
        <Group gap="sm" my="lg" role="status">
          <Loader size="sm" />
          <Text size="sm">{t('doctor.looking')}</Text>
        </Group>
      )}
      {reading !== undefined && <Findings reading={reading} again={look} />}
      <Divider my="lg" />
      <SupportBundle reading={reading} />
    </Modal>
  );
};

const Findings = ({ reading, again }: { reading: DoctorReading; again(): void }) => {
  const { t } = useTranslation();
  const settings = useStudio((state) => state.settings);
  const source = useStudio((state) => state.source);
  const sourceFailure = useStudio((state) => state.sourceFailure);
  const outputs = useStudio((state) => state.outputs);
  const stages = useStudio((state) => state.stages);
  const found = findings(reading, { settings, source, sourceFailure, outputs, stages });
  return (
    <ul className="k-findings" aria-label={t('doctor.title')}>
      {found.map((finding) => (
        <FindingRow key={finding.id} finding={finding} again={again} />
      ))}
    </ul>
  );
};

const FindingRow = ({ finding, again }: { finding: Finding; again(): void }) => {
  const { t } = useTranslation();
  const fix = useFix(again);
  const { icon: StateIcon, label } = LOOKS[finding.state];
  const port = useStudio(({ settings }) => settings.outputs.obsStream.port);
  const fault = finding.fault && (frameFaultWords(t, finding.fault.code, port) ?? finding.fault);
  const faultWords =
    fault === undefined ? '' : `${fault.message ?? t('outputs.stateError')} ${fault.action ?? ''}`;
  return (
    <li className="k-finding" data-check={finding.id} data-state={finding.state}>
      <StateIcon size={20} stroke={1.8} role="img" aria-label={t(label)} />
      <div className="k-row-words">
        <Text size="sm" fw={600}>
          {t(finding.title)}
        </Text>
        <Text size="sm" c="dimmed">
          {finding.words === undefined ? faultWords : t(finding.words, { ...finding.values })}
        </Text>
      </div>
      {finding.fix !== undefined && (
        <Button size="xs" variant="light" onClick={() => finding.fix !== undefined && fix(finding.fix)}>
          {t(FIX_LABELS[finding.fix])}
        </Button>
      )}
    </li>
  );
};

/** Does what can be done at once; where the user must choose, leads there. */
const useFix = (again: () => void): ((fix: Fix) => void) => {
  const { change, retry, showSection, showDialog, showWizard } = useActions();
  const port = useStudio((state) => state.settings.inputs.vmcReceive.port);
  const goTo = (section: 'outputs' | 'tracking') => {
    showDialog(undefined);
    showWizard(undefined);
    showSection(section);
  };
  return (fix) => {
    if (fix === 'outputs' || fix === 'tracking') return goTo(fix);
    if (fix === 'start') change({ capture: { running: true } });
    if (fix === 'retry') retry();
    if (fix === 'lite') change({ tracking: { quality: 'lite' } });
    if (fix === 'other-port') change({ inputs: { vmcReceive: { port: port < 65_535 ? port + 1 : 39_540 } } });
    if (fix === 'go-online') change({ network: { offline: false } });
    again();
  };
};
