import { Autocomplete, Button, Group, Select, Text } from '@mantine/core';
import { FACE_SIGNS, HAND_SIGNS, type Rule, type When, type WhenKind, type WhenOf } from '@shared/triggers';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../context';
import { Field } from '../controls/field';
import { SliderField } from '../controls/slider-field';
import { SwitchField } from '../controls/switch-field';
import { KeyField } from './key-field';
import { describeWhen, FACE_LABELS, KIND_LABELS, type NamedLesson, nameOfRule, SIGN_LABELS } from './labels';
import { learnButton, learnMidi } from './learn';
import { CallFields, TwitchFields, VmcFields } from './outside-fields';

interface WhenProps<Kind extends WhenKind = WhenKind> {
  rule: Rule;
  when: WhenOf<Kind>;
  onChange(when: When): void;
}

/** A kind of trigger as it begins; `taught` is the first that was taught of its kind. */
const BEGINNINGS: Readonly<Record<WhenKind, (taught: string | undefined) => When | undefined>> = {
  hotkey: () => ({ kind: 'hotkey', keys: '', everywhere: true }),
  midi: () => ({ kind: 'midi', message: 'note', channel: 1, number: 60 }),
  gamepad: () => ({ kind: 'gamepad', button: 0 }),
  gesture: () => ({ kind: 'gesture', sign: 'peace', hand: 'any', holdMs: 400 }),
  face: () => ({ kind: 'face', face: 'smile', holdMs: 800 }),
  taught: (id) => (id === undefined ? undefined : { kind: 'taught', id, holdMs: 400 }),
  voice: (id) => (id === undefined ? undefined : { kind: 'voice', id }),
  'obs-scene': () => ({ kind: 'obs-scene', scene: 'Scene' }),
  call: () => ({ kind: 'call', name: 'my-rule' }),
  vmc: () => ({ kind: 'vmc', input: '' }),
  twitch: () => ({
    kind: 'twitch',
    event: 'command',
    words: '!wave',
    reward: '',
    least: 1,
    from: 'everyone',
  }),
};

/** What sets a rule off. */
export const WhenFields = ({ rule, onChange }: { rule: Rule; onChange(when: When): void }) => {
  const { t } = useTranslation();
  const taught = useStudio((state) => state.settings.triggers.taught);
  const keywords = useStudio((state) => state.settings.voice.keywords);
  const lessons: Readonly<Partial<Record<WhenKind, readonly NamedLesson[]>>> = { taught, voice: keywords };
  const kinds = (Object.keys(KIND_LABELS) as WhenKind[]).filter((kind) => lessons[kind]?.length !== 0);
  const { when } = rule;
  return (
    <>
      <Select
        label={t('triggers.when')}
        value={when.kind}
        allowDeselect={false}
        data={kinds.map((kind) => ({ value: kind, label: t(KIND_LABELS[kind]) }))}
        onChange={(kind) => {
          const next = BEGINNINGS[kind as WhenKind](lessons[kind as WhenKind]?.[0]?.id);
          if (next !== undefined) onChange(next);
        }}
      />
      {when.kind === 'hotkey' && <HotkeyFields rule={rule} when={when} onChange={onChange} />}
      {when.kind === 'midi' && <MidiFields rule={rule} when={when} onChange={onChange} />}
      {when.kind === 'gamepad' && <GamepadFields rule={rule} when={when} onChange={onChange} />}
      {when.kind === 'gesture' && <GestureFields rule={rule} when={when} onChange={onChange} />}
      {when.kind === 'face' && (
        <Select
          label={t('triggers.kind_face')}
          value={when.face}
          allowDeselect={false}
          data={FACE_SIGNS.map((face) => ({ value: face, label: t(FACE_LABELS[face]) }))}
          onChange={(face) => face !== null && onChange({ ...when, face: face as typeof when.face })}
        />
      )}
      {(when.kind === 'taught' || when.kind === 'voice') && (
        <Select
          label={t(KIND_LABELS[when.kind])}
          value={when.id}
          allowDeselect={false}
          data={(lessons[when.kind] ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => id !== null && onChange({ ...when, id })}
        />
      )}
      {when.kind === 'obs-scene' && <SceneField rule={rule} when={when} onChange={onChange} />}
      {when.kind === 'call' && <CallFields when={when} onChange={onChange} />}
      {when.kind === 'vmc' && <VmcFields when={when} onChange={onChange} />}
      {when.kind === 'twitch' && <TwitchFields when={when} onChange={onChange} />}
      {(when.kind === 'gesture' || when.kind === 'face' || when.kind === 'taught') && (
        <SliderField
          label={t('triggers.hold')}
          help={t('triggers.holdHelp')}
          value={when.holdMs / 1000}
          defaultValue={when.kind === 'face' ? 0.8 : 0.4}
          min={0}
          max={5}
          step={0.1}
          words={(value) => t('triggers.secondsNamed', { value })}
          onChange={(seconds, moment) =>
            moment === 'done' && onChange({ ...when, holdMs: Math.round(seconds * 1000) })
          }
        />
      )}
    </>
  );
};

const HotkeyFields = ({ rule, when, onChange }: WhenProps<'hotkey'>) => {
  const { t } = useTranslation();
  const id = useId();
  const rules = useStudio((state) => state.settings.triggers.rules);
  const fault = useStudio((state) => state.ruleFaults[rule.id]);
  const inBrowser = useStudio((state) => state.capabilities.host === 'browser');
  const twin = rules.find(
    (other) =>
      other.id !== rule.id &&
      when.keys !== '' &&
      other.when.kind === 'hotkey' &&
      other.when.keys === when.keys,
  );
  return (
    <>
      <Field label={t('triggers.keys')} help={t('expressions.hotkeyHelp')}>
        {(ids) => (
          <KeyField
            keys={when.keys}
            labelledBy={`${ids.label} ${id}`}
            onChange={(keys) => onChange({ ...when, keys })}
          />
        )}
      </Field>
      {twin !== undefined && (
        <Text size="xs" c="yellow" role="status">
          {t('triggers.usedTwice', { name: nameOfRule(t, twin) })}
        </Text>
      )}
      {fault !== undefined && (
        <Text size="xs" c="yellow" role="status">
          {fault === 'taken' ? t('triggers.keysTaken') : t('triggers.keysUnknown')}
        </Text>
      )}
      {inBrowser ? (
        <Text size="xs" c="dimmed">
          {t('triggers.focusOnly')}
        </Text>
      ) : (
        <SwitchField
          label={t('triggers.everywhere')}
          help={t('triggers.everywhereHelp')}
          checked={when.everywhere}
          onChange={(everywhere) => onChange({ ...when, everywhere })}
        />
      )}
    </>
  );
};

const MidiFields = ({ when, onChange }: WhenProps<'midi'>) => {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'learning' | 'refused'>('idle');
  useEffect(() => {
    if (state !== 'learning') return;
    return learnMidi(
      (heard) => {
        setState('idle');
        onChange(heard);
      },
      () => setState('refused'),
    );
  }, [state, onChange]);
  return (
    <div>
      <Group gap="sm">
        <Button
          variant="default"
          size="sm"
          aria-pressed={state === 'learning'}
          onClick={() => setState(state === 'learning' ? 'idle' : 'learning')}
        >
          {state === 'learning' ? t('triggers.learning') : t('triggers.learn')}
        </Button>
        <Text size="sm">{describeWhen(t, when, [], false)}</Text>
      </Group>
      {state === 'refused' && (
        <Text size="xs" c="yellow" mt={6} role="alert">
          {t('triggers.midiRefused')}
        </Text>
      )}
    </div>
  );
};

const GamepadFields = ({ when, onChange }: WhenProps<'gamepad'>) => {
  const { t } = useTranslation();
  const [learning, setLearning] = useState(false);
  useEffect(() => {
    if (!learning) return;
    return learnButton((button) => {
      setLearning(false);
      onChange({ kind: 'gamepad', button });
    });
  }, [learning, onChange]);
  return (
    <div>
      <Group gap="sm">
        <Button variant="default" size="sm" aria-pressed={learning} onClick={() => setLearning(!learning)}>
          {learning ? t('triggers.learning') : t('triggers.learn')}
        </Button>
        <Text size="sm">{describeWhen(t, when, [], false)}</Text>
      </Group>
      <Text size="xs" c="dimmed" mt={6}>
        {t('triggers.gamepadHelp')}
      </Text>
    </div>
  );
};

const GestureFields = ({ when, onChange }: WhenProps<'gesture'>) => {
  const { t } = useTranslation();
  return (
    <>
      <Select
        label={t('triggers.kind_gesture')}
        value={when.sign}
        allowDeselect={false}
        data={HAND_SIGNS.map((sign) => ({ value: sign, label: t(SIGN_LABELS[sign]) }))}
        onChange={(sign) => sign !== null && onChange({ ...when, sign: sign as typeof when.sign })}
      />
      {when.sign !== 'heart' && (
        <Select
          label={t('triggers.which')}
          value={when.hand}
          allowDeselect={false}
          data={[
            { value: 'any', label: t('triggers.hand_any') },
            { value: 'left', label: t('triggers.hand_left') },
            { value: 'right', label: t('triggers.hand_right') },
          ]}
          onChange={(hand) => hand !== null && onChange({ ...when, hand: hand as typeof when.hand })}
        />
      )}
    </>
  );
};

const SceneField = ({ when, onChange }: WhenProps<'obs-scene'>) => {
  const { t } = useTranslation();
  const scenes = useStudio((state) => state.obs.scenes);
  const [text, setText] = useState(when.scene);
  return (
    <Autocomplete
      label={t('triggers.scene')}
      value={text}
      maxLength={256}
      data={[...new Set(scenes)]}
      onChange={setText}
      onBlur={() => text.trim() !== '' && onChange({ kind: 'obs-scene', scene: text.trim() })}
      onOptionSubmit={(scene) => onChange({ kind: 'obs-scene', scene })}
    />
  );
};
