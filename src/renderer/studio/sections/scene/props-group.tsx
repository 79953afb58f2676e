import { ActionIcon, Group, NumberInput, SegmentedControl, Select, Text } from '@mantine/core';
import type { SceneFile } from '@shared/api';
import type { HumanoidBone } from '@shared/humanoid';
import { MAX_PROPS, type SceneProp } from '@shared/settings/scene';
import { IconTrash } from '@tabler/icons-react';
import { useEffect } from 'react';
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
      <HandField prop={prop} />
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
    <div>
      <Text size="xs" fw={500} mb={2}>
        {t('scene.byHand')}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('scene.byHand')}
        value={gizmo?.prop === prop.id ? gizmo.mode : 'off'}
        data={[
          { value: 'off', label: t('scene.byHandOff') },
          { value: 'move', label: t('scene.byHandMove') },
          { value: 'turn', label: t('scene.byHandTurn') },
          { value: 'size', label: t('scene.byHandSize') },
        ]}
        onChange={(mode) => choose(mode as Hand)}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {t('scene.byHandHelp')}
      </Text>
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
