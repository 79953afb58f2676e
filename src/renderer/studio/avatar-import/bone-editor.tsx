import { Alert, Button, Group, Modal, Select, Text } from '@mantine/core';
import { HUMANOID_BONES, type HumanoidBone, REQUIRED_BONES } from '@shared/humanoid';
import { IconCheck, IconWand } from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoneMap, Rig } from '../../../avatar-maker/import';
import { checkMap } from '../../../avatar-maker/import/check-map';
import { useActions, useStudio } from '../context';
import type { StudioKey } from '../i18n';
import { boneName, partName, problemWords } from './bone-words';
import type { BoneQuestion } from './import-state';
import { RigPicture } from './rig-picture';

const isFinger = (bone: HumanoidBone): boolean => /Thumb|Index|Middle|Ring|Little/.test(bone);
const isLeg = (bone: HumanoidBone): boolean => /Leg|Foot|Toes/.test(bone);
const group = (title: StudioKey, belongs: (bone: HumanoidBone) => boolean) => ({
  title,
  bones: HUMANOID_BONES.filter(belongs),
});
const isPaired = (bone: HumanoidBone): boolean => /^(left|right)/.test(bone) && !bone.endsWith('Eye');

const GROUPS = [
  group('bones.groupBody', (bone) => !isPaired(bone)),
  ...(['left', 'right'] as const).flatMap((side) => {
    const ofSide = (bone: HumanoidBone): boolean => isPaired(bone) && bone.startsWith(side);
    const [arm, leg, fingers] = (
      side === 'left'
        ? ['bones.groupLeftArm', 'bones.groupLeftLeg', 'bones.groupLeftFingers']
        : ['bones.groupRightArm', 'bones.groupRightLeg', 'bones.groupRightFingers']
    ) as [StudioKey, StudioKey, StudioKey];
    return [
      group(arm, (bone) => ofSide(bone) && !isFinger(bone) && !isLeg(bone)),
      group(leg, (bone) => ofSide(bone) && isLeg(bone)),
      group(fingers, (bone) => ofSide(bone) && isFinger(bone)),
    ];
  }),
];

/** Asks which node of a model is which bone of the body. */
export const BoneEditor = () => {
  const question = useStudio((state) => state.boneQuestion);
  return question && <Editor question={question} />;
};

const Editor = ({ question }: { question: BoneQuestion }) => {
  const { t } = useTranslation();
  const { answerBones } = useActions();
  const { rig, guess } = question;
  const [map, setMap] = useState<BoneMap>(question.map);
  const [marked, setMarked] = useState<string>();
  const problems = useMemo(() => checkMap(rig, map), [rig, map]);
  const faulty = new Set(problems.map(({ bone }) => bone));

  const change = (bone: HumanoidBone, node: string | null): void => {
    const { [bone]: _, ...others } = map;
    setMap(node === null ? others : { ...others, [bone]: node });
    setMarked(node ?? undefined);
  };

  return (
    <Modal
      opened
      size="58rem"
      title={t('bones.title', { name: question.name })}
      onClose={() => answerBones(undefined)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm" mb="md">
        {t('bones.intro')}
      </Text>
      <div className="k-bones">
        <div className="k-bones-list">
          {GROUPS.map(({ title, bones }) => (
            <fieldset key={title} className="k-bones-group">
              <legend>{t(title)}</legend>
              {bones.map((bone) => (
                <BoneRow
                  key={bone}
                  bone={bone}
                  rig={rig}
                  node={map[bone]}
                  faulty={faulty.has(bone)}
                  onChange={(node) => change(bone, node)}
                  onFocus={() => setMarked(map[bone])}
                />
              ))}
            </fieldset>
          ))}
        </div>
        <div className="k-bones-side">
          <RigPicture rig={rig} map={map} marked={marked} />
          <Button
            variant="default"
            leftSection={<IconWand size={16} aria-hidden />}
            onClick={() => setMap(guess.map)}
          >
            {t('bones.guess')}
          </Button>
          {problems.length === 0 ? (
            <Alert color="teal" icon={<IconCheck aria-hidden />} p="xs">
              {t('bones.good')}
            </Alert>
          ) : (
            <ul className="k-bones-problems" aria-label={t('bones.problems')}>
              {problems.map((problem) => (
                <li key={`${problem.kind} ${problem.bone}`}>{problemWords(problem, t)}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => answerBones(undefined)}>
          {t('common.cancel')}
        </Button>
        <Button disabled={problems.length > 0} onClick={() => answerBones(map)}>
          {t('bones.use')}
        </Button>
      </Group>
    </Modal>
  );
};

interface BoneRowProps {
  bone: HumanoidBone;
  rig: Rig;
  node: string | undefined;
  faulty: boolean;
  onChange(node: string | null): void;
  onFocus(): void;
}

const BoneRow = ({ bone, rig, node, faulty, onChange, onFocus }: BoneRowProps) => {
  const { t } = useTranslation();
  const id = useId();
  const needed = REQUIRED_BONES.includes(bone);
  const names = useMemo(() => rig.map(({ name }) => name), [rig]);
  const label = bone.endsWith('Eye') ? boneName(bone, t) : partName(bone, t);
  return (
    <div className="k-bones-row" data-faulty={faulty} data-bone={bone}>
      <label htmlFor={id}>
        {label}
        {needed && (
          <Text span c="dimmed" size="xs" title={t('bones.needed')}>
            {' *'}
          </Text>
        )}
      </label>
      <Select
        id={id}
        size="xs"
        aria-label={boneName(bone, t)}
        required={needed}
        data={names}
        value={node !== undefined && names.includes(node) ? node : null}
        placeholder={t('bones.none')}
        nothingFoundMessage={t('bones.nothing')}
        searchable
        clearable={!needed}
        limit={200}
        error={faulty}
        onChange={onChange}
        onFocus={onFocus}
        clearButtonProps={{ 'aria-label': t('bones.clear', { bone: boneName(bone, t) }) }}
      />
    </div>
  );
};
