import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { MAX_FRAMINGS, PLAIN_ORBIT } from '@shared/settings/scene';
import { IconCamera, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ChoiceField } from '../../controls/choice-field';
import { PanelGroup } from '../../controls/panel';
import { DEFAULTS } from '../defaults';
import { Amount } from './fields';

export const CameraGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const shot = useStudio((state) => state.settings.stage.shot);
  const { orbit, moveSeconds, follow } = useStudio((state) => state.settings.scene.camera);
  const defaults = DEFAULTS.scene.camera;
  const turned = JSON.stringify(orbit) !== JSON.stringify(PLAIN_ORBIT);
  return (
    <PanelGroup title={t('scene.camera')}>
      <ChoiceField
        label={t('stage.shot')}
        help={t('stage.shotHelp')}
        value={shot}
        defaultValue={DEFAULTS.stage.shot}
        choices={[
          { value: 'face', label: t('stage.shotFace') },
          { value: 'bust', label: t('stage.shotBust') },
          { value: 'half', label: t('stage.shotHalf') },
          { value: 'full', label: t('stage.shotFull') },
        ]}
        onChange={(next) => change({ stage: { shot: next }, scene: { camera: { orbit: PLAIN_ORBIT } } })}
      />
      <Amount
        label={t('scene.yaw')}
        help={t('scene.yawHelp')}
        unit="degrees"
        value={orbit.yaw}
        defaultValue={0}
        min={-180}
        max={180}
        onChange={(yaw, pace) => change({ scene: { camera: { orbit: { yaw } } } }, pace)}
      />
      <Amount
        label={t('scene.pitch')}
        help={t('scene.pitchHelp')}
        unit="degrees"
        value={orbit.pitch}
        defaultValue={0}
        min={-80}
        max={80}
        onChange={(pitch, pace) => change({ scene: { camera: { orbit: { pitch } } } }, pace)}
      />
      <Amount
        label={t('scene.zoom')}
        help={t('scene.zoomHelp')}
        value={orbit.zoom}
        defaultValue={1}
        min={0.2}
        max={5}
        onChange={(zoom, pace) => change({ scene: { camera: { orbit: { zoom } } } }, pace)}
      />
      {turned && (
        <Button
          variant="default"
          size="xs"
          onClick={() => change({ scene: { camera: { orbit: PLAIN_ORBIT } } })}
        >
          {t('scene.straight')}
        </Button>
      )}
      <Framings />
      <Amount
        label={t('scene.move')}
        help={t('scene.moveHelp')}
        unit="seconds"
        value={moveSeconds}
        defaultValue={defaults.moveSeconds}
        min={0}
        max={5}
        onChange={(next, pace) => change({ scene: { camera: { moveSeconds: next } } }, pace)}
      />
      <Amount
        label={t('scene.follow')}
        help={t('scene.followHelp')}
        value={follow}
        defaultValue={defaults.follow}
        min={0}
        max={1}
        onChange={(next, pace) => change({ scene: { camera: { follow: next } } }, pace)}
      />
    </PanelGroup>
  );
};

/** Pictures to return to: a shot with how it was turned. */
const Framings = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const shot = useStudio((state) => state.settings.stage.shot);
  const { orbit, framings } = useStudio((state) => state.settings.scene.camera);
  const [typed, setTyped] = useState('');
  const name = typed.trim().slice(0, 64);
  const keep = (next: typeof framings) => change({ scene: { camera: { framings: next } } });
  const save = () => {
    if (name === '') return;
    const others = framings.filter((framing) => framing.name !== name);
    keep([...others, { name, shot, orbit }].slice(-MAX_FRAMINGS));
    setTyped('');
  };
  return (
    <div className="k-field">
      <Text size="sm" fw={550} mb={4}>
        {t('scene.framings')}
      </Text>
      {framings.length > 0 && (
        <ul className="k-list" aria-label={t('scene.framings')}>
          {framings.map((framing) => (
            <li className="k-row" key={framing.name}>
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconCamera size={15} aria-hidden />}
                onClick={() =>
                  change({ stage: { shot: framing.shot }, scene: { camera: { orbit: framing.orbit } } })
                }
              >
                {framing.name}
              </Button>
              <ActionIcon
                ml="auto"
                variant="subtle"
                color="gray"
                aria-label={t('scene.framingRemove', { name: framing.name })}
                onClick={() => keep(framings.filter((other) => other !== framing))}
              >
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <Group gap="xs" mt={6} wrap="nowrap">
        <TextInput
          flex={1}
          size="xs"
          aria-label={t('scene.framingName')}
          placeholder={t('scene.framingName')}
          maxLength={64}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && save()}
        />
        <Button size="xs" variant="light" disabled={name === ''} onClick={save}>
          {t('scene.framingSave')}
        </Button>
      </Group>
    </div>
  );
};
