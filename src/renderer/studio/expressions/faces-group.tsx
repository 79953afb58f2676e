import { Button, Group, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconMoodOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';
import { sortExpressions } from './expression-kinds';
import { ExpressionTile } from './expression-tile';
import { StyleFields } from './style-fields';

/** Every expression of the avatar's file, to be shown at a click. */
export const FacesGroup = () => {
  const { t } = useTranslation();
  const { run } = useActions();
  const names = useStudio((state) => state.expressionNames);
  const anyShown = useStudio((state) => state.shownExpressions.length > 0);
  const { faces, parts } = useMemo(() => sortExpressions(names), [names]);
  const [adjusted, setAdjusted] = useState<string>();
  const [open, setOpen] = useState(false);

  const tiles = (list: readonly string[]) => (
    <ul className="k-tiles" aria-label={t('expressions.faces')}>
      {list.map((name) => (
        <ExpressionTile
          key={name}
          name={name}
          adjusted={name === adjusted}
          onAdjust={() => setAdjusted(name === adjusted ? undefined : name)}
        />
      ))}
    </ul>
  );

  return (
    <PanelGroup title={t('expressions.faces')}>
      {names.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('expressions.none')}
        </Text>
      ) : (
        tiles(faces)
      )}
      {adjusted !== undefined && names.includes(adjusted) && <StyleFields key={adjusted} name={adjusted} />}
      <Group justify="space-between" mt="sm">
        <Button
          variant="default"
          size="xs"
          disabled={!anyShown}
          leftSection={<IconMoodOff size={16} aria-hidden />}
          onClick={() => run({ type: 'clear-expressions' })}
        >
          {t('expressions.clearAll')}
        </Button>
      </Group>
      {parts.length > 0 && (
        <>
          <UnstyledButton className="k-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
            {t('expressions.parts')}
          </UnstyledButton>
          {open && tiles(parts)}
        </>
      )}
    </PanelGroup>
  );
};
