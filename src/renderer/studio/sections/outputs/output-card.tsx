import { Alert, Badge, Group, Switch, Text, Title } from '@mantine/core';
import { isOutputOn, type OutputId, type OutputState } from '@shared/outputs';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';

interface OutputCardProps {
  id: OutputId;
  title: string;
  /** What it is good for, in a sentence. */
  help: string;
  /** What it does at the moment, in words of its own; the rate where not given. */
  words?: string | undefined;
  /** The fault in Studio's words; the host's own sentence where not given. */
  fault?: { message: string; action?: string } | undefined;
  /** Something to know while it runs. */
  notice?: { message: string; action?: string } | undefined;
  /** Its settings. */
  children?: ReactNode;
}

const COLOURS = { starting: 'yellow', live: 'red', error: 'orange' } as const;

/** One way out: its name, whether it is live and how fast, its switch, what went wrong and what to do. Nothing where the host lacks it. */
export const OutputCard = ({ id, title, help, words, fault, notice, children }: OutputCardProps) => {
  const { setOutputOn } = useActions();
  const labelId = useId();
  const output = useStudio((state) => state.outputs.find((candidate) => candidate.id === id));
  if (output === undefined) return null;
  return (
    <section className="k-group" data-output={id} data-state={output.state}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <div>
          <Group gap="xs">
            <Title order={3} size="sm" id={labelId}>
              {title}
            </Title>
            {output.state !== 'off' && <StateBadge state={output.state} />}
          </Group>
          <Text size="xs" c="dimmed" mt={4}>
            {help}
          </Text>
        </div>
        <Switch
          aria-labelledby={labelId}
          withThumbIndicator={false}
          checked={isOutputOn(output)}
          onChange={(event) => setOutputOn(id, event.currentTarget.checked)}
        />
      </Group>
      <OutputWords output={output} words={words} fault={fault} />
      {notice !== undefined && output.state !== 'error' && isOutputOn(output) && (
        <Alert color="yellow" variant="light" title={notice.message}>
          {notice.action}
        </Alert>
      )}
      {children}
    </section>
  );
};

const StateBadge = ({ state }: { state: Exclude<OutputState['state'], 'off'> }) => {
  const { t } = useTranslation();
  const names = {
    starting: t('outputs.stateStarting'),
    live: t('outputs.stateLive'),
    error: t('outputs.stateError'),
  } as const;
  return (
    <Badge size="sm" variant={state === 'live' ? 'filled' : 'light'} color={COLOURS[state]} role="status">
      {names[state]}
    </Badge>
  );
};

const OutputWords = ({
  output,
  words,
  fault,
}: { output: OutputState } & Pick<OutputCardProps, 'words' | 'fault'>) => {
  const { t } = useTranslation();
  if (output.state === 'error') {
    const { message, action } = fault ?? output;
    return (
      <Alert color="orange" variant="light" title={message ?? t('outputs.stateError')}>
        {action}
      </Alert>
    );
  }
  if (output.state === 'off' && !output.finishing) return null;
  const shown =
    words ?? (output.state === 'live' ? t('units.fps', { value: Math.round(output.rate) }) : undefined);
  return shown === undefined ? null : (
    <Text size="sm" c={output.rate > 0 ? undefined : 'dimmed'}>
      {shown}
    </Text>
  );
};
