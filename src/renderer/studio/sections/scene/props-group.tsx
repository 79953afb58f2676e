import { ActionIcon, Group, NumberInput, Select, Text } from '@mantine/core';
import type { SceneFile } from '@shared/api';
import type { HumanoidBone } from '@shared/humanoid';
import { MAX_PROPS, type SceneProp } from '@shared/settings/scene';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { PanelGroup } from '../../controls/panel';
import { SwitchField } from '../../controls/switch-field';
import { Amount } from './fields';
import { AddFile, FileRows } from './file-rows';
import { useSceneFiles } from './use-scene-files';

const FILES = { 'model/gltf-binary': ['.glb'], 'image/png': ['.png'], 'image/webp': ['.webp'] };

export const PropsGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const props = useStudio((state) => state.settings.scene.props);
  const list = useSceneFiles('props');
  const keep = (next: SceneProp[], pace: 'now' | 'gentle' = 'now') =>
    change({ scene: { props: next } }, pace);
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
          onRemove={() => keep(props.filter((other) => other.id !== prop.id))}
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

/** On top of the head to begin with, where it is seen. */
const newProp = (file: string): SceneProp => ({
  id: crypto.randomUUID(),
  name: file.replace(/\.[^.]*$/, ''),
  file,
  bone: 'head',
  position: [0, 0.25, 0],
  rotation: [0, 0, 0],
  size: 0.2,
  shown: true,
});

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
        onChange={(shown) => onChange({ shown }, 'now')}
      />
      <Select
        size="xs"
        label={t('scene.bone')}
        value={prop.bone}
        data={bones.map(([value, label]) => ({ value, label }))}
        onChange={(bone) => bone !== null && onChange({ bone: bone as HumanoidBone }, 'now')}
      />
      <Triple
        label={t('scene.position')}
        value={prop.position}
        scale={100}
        limit={500}
        onChange={(position) => onChange({ position }, 'gentle')}
      />
      <Triple
        label={t('scene.rotation')}
        value={prop.rotation}
        scale={1}
        limit={180}
        onChange={(rotation) => onChange({ rotation }, 'gentle')}
      />
      <Amount
        label={t('scene.size')}
        help={t('scene.sizeHelp')}
        unit="cm"
        value={prop.size}
        defaultValue={0.2}
        min={0.01}
        max={2}
        onChange={(size, pace) => onChange({ size }, pace)}
      />
    </div>
  );
};

type Three = [number, number, number];

interface TripleProps {
  label: string;
  value: Three;
  /** Shown number of one stored unit. */
  scale: number;
  limit: number;
  onChange(value: Three): void;
}

const AXES = [0, 1, 2] as const;

const Triple = ({ label, value, scale, limit, onChange }: TripleProps) => (
  <fieldset className="k-triple">
    <legend>{label}</legend>
    <Group gap={6} grow wrap="nowrap">
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
  </fieldset>
);
