import { ActionIcon, Group, NumberInput, Text } from '@mantine/core';
import type { SceneFile } from '@shared/api';
import type { HumanoidBone } from '@shared/humanoid';
import { MAX_PROPS, type SceneProp } from '@shared/settings/scene';
import { IconTrash } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ChoiceField } from '../../controls/choice-field';
import { Field, resetTo } from '../../controls/field';
import { PanelGroup } from '../../controls/panel';
import { SelectField } from '../../controls/select-field';
import { SwitchField } from '../../controls/switch-field';
import { Amount } from './fields';
import { AddFile, FileRows } from './file-rows';
import { newProp, PROP_DEFAULTS } from './new-prop';
import { useSceneFiles } from './use-scene-files';

const FILES = { 'model/gltf-binary': ['.glb'], 'image/png': ['.png'], 'image/webp': ['.webp'] };

export const PropsGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const props = useStudio((state) => state.settings.scene.props);
  const list = useSceneFiles('props');
  const keep = (next: SceneProp[], pace: 'now' | 'gentle' = 'now') =>
    change({ scene: { props: next } }, pace);
  const { handleProp } = useActions();
  // The gizmo goes with the fields that it belongs to.
  useEffect(() => () => handleProp(undefined), [handleProp]);
  const add = ({ name }: SceneFile) => {
    if (props.length < MAX_PROPS) keep([...props, newProp(name)]);
  };
  return (
    <PanelGroup title={t('scene.props')}>
      {props.map((prop) => (
        <PropFields
          key={prop.id}
          prop={prop}
          onChange={(patch, pace) =>
            keep(
              props.map((other) => (other.id === prop.id ? { ...other, ...patch } : other)),
              pace,
            )
          }
          onRemove={() => {
            handleProp(undefined);
            keep(props.filter((other) => other.id !== prop.id));
          }}
        />
      ))}
      <FileRows list={list} shown={list.files} chosen="" onChoose={add} />
      <AddFile
        list={list}
        label={t('scene.addProp')}
        help={t('scene.addPropHelp')}
        accept={FILES}
        onStored={add}
      />
    </PanelGroup>
  );
};

interface PropFieldsProps {
  prop: SceneProp;
  onChange(patch: Partial<SceneProp>, pace: 'now' | 'gentle'): void;
  onRemove(): void;
}

const PropFields = ({ prop, onChange, onRemove }: PropFieldsProps) => {
  const { t } = useTranslation();
  const bones: [HumanoidBone, string][] = [
    ['head', t('scene.boneHead')],
    ['chest', t('scene.boneChest')],
    ['hips', t('scene.boneHips')],
    ['leftHand', t('scene.boneLeftHand')],
    ['rightHand', t('scene.boneRightHand')],
    ['leftShoulder', t('scene.boneLeftShoulder')],
    ['rightShoulder', t('scene.boneRightShoulder')],
  ];
  return (
    <div className="k-prop">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {prop.name}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('scene.removeFile', { name: prop.name })}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
      <SwitchField
        label={t('scene.propShown', { name: prop.name })}
        help={t('scene.propShownHelp')}
        checked={prop.shown}
        defaultValue={PROP_DEFAULTS.shown}
        onChange={(shown) => onChange({ shown }, 'now')}
      />
      <SelectField
        label={t('scene.bone')}
        help={t('scene.boneHelp')}
        value={prop.bone}
        defaultValue={PROP_DEFAULTS.bone}
        choices={bones.map(([value, label]) => ({ value, label }))}
        onChange={(bone) => onChange({ bone: bone as HumanoidBone }, 'now')}
      />
      <HandField prop={prop} />
      <Triple
        label={t('scene.position')}
        help={t('scene.positionHelp')}
        value={prop.position}
        defaultValue={PROP_DEFAULTS.position}
        scale={100}
        limit={500}
        onChange={(position) => onChange({ position }, 'gentle')}
      />
      <Triple
        label={t('scene.rotation')}
        help={t('scene.rotationHelp')}
        value={prop.rotation}
        defaultValue={PROP_DEFAULTS.rotation}
        scale={1}
        limit={180}
        onChange={(rotation) => onChange({ rotation }, 'gentle')}
      />
      <Amount
        label={t('scene.size')}
        help={t('scene.sizeHelp')}
        unit="cm"
        value={prop.size}
        defaultValue={PROP_DEFAULTS.size}
        min={0.01}
        max={2}
        onChange={(size, pace) => onChange({ size }, pace)}
      />
    </div>
  );
};

type Hand = 'off' | 'move' | 'turn' | 'size';

/** What dragging the prop in Studio's picture of the avatar does. */
const HandField = ({ prop }: { prop: SceneProp }) => {
  const { t } = useTranslation();
  const { change, handleProp } = useActions();
  const gizmo = useStudio((state) => state.gizmo);
  const avatarView = useStudio((state) => state.settings.studio.avatarView);
  const choose = (mode: Hand): void => {
    if (mode !== 'off' && !avatarView) change({ studio: { avatarView: true } });
    handleProp(mode === 'off' ? undefined : { prop: prop.id, mode });
  };
  return (
    <ChoiceField<Hand>
      label={t('scene.byHand')}
      help={t('scene.byHandHelp')}
      value={gizmo?.prop === prop.id ? gizmo.mode : 'off'}
      choices={[
        { value: 'off', label: t('scene.byHandOff') },
        { value: 'move', label: t('scene.byHandMove') },
        { value: 'turn', label: t('scene.byHandTurn') },
        { value: 'size', label: t('scene.byHandSize') },
      ]}
      onChange={choose}
    />
  );
};

type Three = [number, number, number];

interface TripleProps {
  label: string;
  help: string;
  value: Three;
  defaultValue: Three;
  /** Shown number of one stored unit. */
  scale: number;
  limit: number;
  onChange(value: Three): void;
}

const AXES = [0, 1, 2] as const;

const Triple = ({ label, help, value, defaultValue, scale, limit, onChange }: TripleProps) => (
  <Field label={label} help={help} onReset={resetTo(defaultValue, value, onChange)}>
    {(ids) => (
      <Group role="group" aria-labelledby={ids.label} aria-describedby={ids.help} gap={6} grow wrap="nowrap">
        {AXES.map((axis) => (
          <NumberInput
            key={axis}
            size="xs"
            aria-label={`${label} ${axis + 1}`}
            decimalScale={1}
            step={1}
            min={-limit}
            max={limit}
            clampBehavior="strict"
            value={Math.round(value[axis] * scale * 10) / 10}
            onChange={(next) => {
              if (typeof next !== 'number' || !Number.isFinite(next)) return;
              const changed: Three = [...value];
              changed[axis] = next / scale;
              onChange(changed);
            }}
          />
        ))}
      </Group>
    )}
  </Field>
);
