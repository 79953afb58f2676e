import {
  ActionIcon,
  Button,
  Group,
  Switch,
  Text,
  TextInput,
  Tooltip,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import { type Rule, ruleSchema, type When } from '@shared/triggers';
import {
  IconAlertTriangle,
  IconBadgeVr,
  IconBolt,
  IconBrandTwitch,
  IconBroadcast,
  IconDeviceGamepad2,
  IconHandStop,
  IconKeyboard,
  IconMicrophone,
  IconMoodSmile,
  IconPiano,
  IconPlug,
  IconPlus,
  IconSparkles,
  IconTrash,
} from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';
import { SliderField } from '../controls/slider-field';
import { CommandFields } from './command-fields';
import { describeDo, describeWhen, KIND_LABELS, nameOfRule } from './labels';
import { WhenFields } from './when-fields';

const KIND_ICONS = {
  hotkey: IconKeyboard,
  midi: IconPiano,
  gamepad: IconDeviceGamepad2,
  gesture: IconHandStop,
  face: IconMoodSmile,
  taught: IconSparkles,
  voice: IconMicrophone,
  'obs-scene': IconBroadcast,
  call: IconPlug,
  vmc: IconBadgeVr,
  twitch: IconBrandTwitch,
} as const;

/** The list of rules: when this, do that. One is open at a time. */
export const RulesGroup = () => {
  const { t } = useTranslation();
  const { putRule } = useActions();
  const rules = useStudio((state) => state.settings.triggers.rules);
  const [open, setOpen] = useState<string>();

  const add = (): void => {
    const id = crypto.randomUUID();
    putRule(
      ruleSchema.parse({ id, when: { kind: 'hotkey', keys: '' }, do: [{ type: 'clear-expressions' }] }),
    );
    setOpen(id);
  };

  return (
    <PanelGroup title={t('triggers.rules')}>
      <ul className="k-list" aria-label={t('triggers.rules')}>
        {rules.map((rule) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            open={rule.id === open}
            onToggle={() => setOpen(rule.id === open ? undefined : rule.id)}
          />
        ))}
      </ul>
      <Button
        mt="sm"
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={add}
        disabled={rules.length >= 128}
      >
        {t('triggers.add')}
      </Button>
    </PanelGroup>
  );
};

interface RuleRowProps {
  rule: Rule;
  open: boolean;
  onToggle(): void;
}

const RuleRow = ({ rule, open, onToggle }: RuleRowProps) => {
  const { t } = useTranslation();
  const { putRule, removeRule } = useActions();
  const taught = useStudio((state) => state.settings.triggers.taught);
  const keywords = useStudio((state) => state.settings.voice.keywords);
  const mac = useStudio((state) => state.capabilities.platform === 'darwin');
  const fault = useStudio((state) => state.ruleFaults[rule.id]);
  const KindIcon = KIND_ICONS[rule.when.kind];
  const name = nameOfRule(t, rule);
  return (
    <li className="k-rule" data-open={open}>
      <div className="k-row" data-current={open}>
        <UnstyledButton className="k-row-main" aria-expanded={open} onClick={onToggle}>
          <VisuallyHidden>{t('triggers.edit', { name })}</VisuallyHidden>
          <KindIcon size={20} stroke={1.6} aria-hidden />
          <span className="k-row-words">
            <Text size="sm" truncate>
              {rule.name || describeDo(t, rule.do)}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {t(KIND_LABELS[rule.when.kind])} · {describeWhen(t, rule.when, [...taught, ...keywords], mac)}
            </Text>
          </span>
          {fault !== undefined && <IconAlertTriangle size={16} aria-hidden />}
        </UnstyledButton>
        <Switch
          size="sm"
          aria-label={t('triggers.on', { name })}
          checked={rule.on}
          withThumbIndicator={false}
          onChange={(event) => putRule({ ...rule, on: event.currentTarget.checked })}
        />
        <Tooltip label={t('triggers.remove', { name })}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('triggers.remove', { name })}
            onClick={() => removeRule(rule.id)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      {open && <RuleEditor rule={rule} onDone={onToggle} />}
    </li>
  );
};

const RuleEditor = ({ rule, onDone }: { rule: Rule; onDone(): void }) => {
  const { t } = useTranslation();
  const { putRule } = useActions();
  const setWhen = useCallback((when: When) => putRule({ ...rule, when }), [putRule, rule]);
  return (
    <div className="k-rule-editor">
      <TextInput
        label={t('triggers.name')}
        placeholder={describeDo(t, rule.do)}
        maxLength={80}
        defaultValue={rule.name}
        onBlur={(event) => {
          const name = event.currentTarget.value.trim();
          if (name !== rule.name) putRule({ ...rule, name });
        }}
      />
      <WhenFields rule={rule} onChange={setWhen} />
      <div>
        <Text size="sm" fw={550} mb={4}>
          {t('triggers.do')}
        </Text>
        <div className="k-commands">
          {rule.do.map((command, i) => (
            <CommandFields
              // Commands have no names of their own and change in place.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={i}
              command={command}
              onChange={(next) => putRule({ ...rule, do: rule.do.with(i, next) })}
              onRemove={() => putRule({ ...rule, do: rule.do.toSpliced(i, 1) })}
            />
          ))}
        </div>
        <Button
          mt={8}
          size="xs"
          variant="default"
          leftSection={<IconBolt size={14} aria-hidden />}
          disabled={rule.do.length >= 8}
          onClick={() => putRule({ ...rule, do: [...rule.do, { type: 'clear-expressions' }] })}
        >
          {t('triggers.addAction')}
        </Button>
      </div>
      <SliderField
        label={t('triggers.coolDown')}
        help={t('triggers.coolDownHelp')}
        value={rule.coolDownMs / 1000}
        defaultValue={0}
        min={0}
        max={30}
        step={0.5}
        words={(value) => t('triggers.secondsNamed', { value })}
        onChange={(seconds, moment) =>
          moment === 'done' && putRule({ ...rule, coolDownMs: Math.round(seconds * 1000) })
        }
      />
      <Group justify="flex-end">
        <Button size="xs" onClick={onDone}>
          {t('triggers.done')}
        </Button>
      </Group>
    </div>
  );
};
