import { ActionIcon, Group, NumberInput, Select, TextInput, Tooltip } from '@mantine/core';
import { type Command, type CommandType, commandSchema } from '@shared/commands';
import { LONGEST_SPOKEN } from '@shared/speech';
import { IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../context';
import type { StudioState } from '../store';
import { COMMAND_LABELS, nameOfFile, OUTPUT_LABELS } from './labels';

interface CommandFieldsProps {
  command: Command;
  onChange(command: Command): void;
  onRemove(): void;
}

/** What the command is about, where it is about one of several things. */
interface Subject {
  value: string;
  label: string;
}

/** One thing that a rule does. */
export const CommandFields = ({ command, onChange, onRemove }: CommandFieldsProps) => {
  const { t } = useTranslation();
  const state = useStudio((all) => all);
  const types = Object.entries(COMMAND_LABELS).map(([value, label]) => ({ value, label: t(label) }));
  const subjects = subjectsOf(t, state, command.type);
  const subject = subjectOf(command);
  return (
    <div className="k-command">
      <Group gap={6} wrap="nowrap" align="flex-end">
        <Select
          flex={1}
          aria-label={t('triggers.do')}
          value={command.type}
          allowDeselect={false}
          searchable
          data={types}
          onChange={(type) => {
            const next = type === null ? undefined : createCommand(state, type as CommandType);
            if (next !== undefined) onChange(next);
          }}
        />
        <Tooltip label={t('triggers.removeAction')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('triggers.removeAction')}
            onClick={onRemove}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      {subject !== undefined && (
        <Select
          mt={6}
          aria-label={t('triggers.which')}
          value={subject}
          allowDeselect={false}
          searchable={subjects.length > 7}
          data={withCurrent(subjects, subject)}
          onChange={(value) => value !== null && onChange(withSubject(command, value))}
        />
      )}
      {command.type === 'say' && (
        <TextInput
          mt={6}
          aria-label={t('triggers.sayText')}
          description={t('triggers.sayWords')}
          inputWrapperOrder={['label', 'error', 'input', 'description']}
          placeholder="{user}: {text}"
          maxLength={LONGEST_SPOKEN}
          defaultValue={command.text}
          onBlur={(event) => {
            const text = event.currentTarget.value.trim();
            if (text !== command.text) onChange({ ...command, text });
          }}
        />
      )}
      {command.type === 'expression' && (
        <Group gap={6} mt={6} wrap="nowrap">
          <Select
            flex={1}
            aria-label={t('expressions.mode')}
            value={command.mode}
            allowDeselect={false}
            data={[
              { value: 'toggle', label: t('expressions.toggle') },
              { value: 'hold', label: t('expressions.hold') },
              { value: 'timed', label: t('expressions.timed') },
            ]}
            onChange={(mode) => mode !== null && onChange({ ...command, mode: mode as typeof command.mode })}
          />
          {command.mode === 'timed' && (
            <NumberInput
              w={110}
              aria-label={t('expressions.seconds')}
              min={0.1}
              max={600}
              step={0.5}
              decimalScale={1}
              suffix=" s"
              value={command.seconds}
              onChange={(seconds) =>
                typeof seconds === 'number' && seconds >= 0.1 && onChange({ ...command, seconds })
              }
            />
          )}
        </Group>
      )}
    </div>
  );
};

const subjectsOf = (t: TFunction, state: StudioState, type: CommandType): Subject[] => {
  const { settings } = state;
  switch (type) {
    case 'expression':
      return state.expressionNames.map((name) => ({ value: name, label: name }));
    case 'play-clip':
      return state.clips.map(({ id, name }) => ({ value: id, label: name }));
    case 'avatar':
      return state.avatars.map(({ id, name }) => ({ value: id, label: name }));
    case 'preset':
      return settings.presets.list.map(({ name }) => ({ value: name, label: name }));
    case 'toggle-output':
      return state.outputs.map(({ id }) => ({ value: id, label: t(OUTPUT_LABELS[id]) }));
    case 'toggle-prop':
      return settings.scene.props.map(({ id, name }) => ({ value: id, label: name }));
    case 'shot':
      return [
        { value: 'face', label: t('stage.shotFace') },
        { value: 'bust', label: t('stage.shotBust') },
        { value: 'half', label: t('stage.shotHalf') },
        { value: 'full', label: t('stage.shotFull') },
        ...settings.scene.camera.framings.map(({ name }) => ({ value: name, label: name })),
      ];
    default:
      return [];
  }
};

/** A command of the type as it begins; undefined where there is nothing that it could be about yet. */
export const createCommand = (state: StudioState, type: CommandType): Command | undefined => {
  const first = subjectsOf(((key: string) => key) as TFunction, state, type)[0]?.value;
  const key = SUBJECT_KEY[type];
  if (key !== undefined && first === undefined) return undefined;
  const parsed = commandSchema.safeParse({ type, ...(key === undefined ? {} : { [key]: first }) });
  return parsed.success ? parsed.data : undefined;
};

/** Under which name each command keeps what it is about. */
const SUBJECT_KEY: Readonly<Partial<Record<CommandType, string>>> = {
  expression: 'name',
  'play-clip': 'clip',
  shot: 'shot',
  avatar: 'id',
  preset: 'name',
  'toggle-output': 'output',
  'toggle-prop': 'prop',
};

const subjectOf = (command: Command): string | undefined => {
  const key = SUBJECT_KEY[command.type];
  return key === undefined ? undefined : (command as unknown as Record<string, string>)[key];
};

const withSubject = (command: Command, subject: string): Command => {
  const key = SUBJECT_KEY[command.type];
  return key === undefined ? command : ({ ...command, [key]: subject } as Command);
};

/** What a rule is about stays to be seen when it is gone: another avatar has other expressions. */
const withCurrent = (subjects: readonly Subject[], current: string): Subject[] =>
  subjects.some(({ value }) => value === current)
    ? [...subjects]
    : [...subjects, { value: current, label: nameOfFile(current) }];
