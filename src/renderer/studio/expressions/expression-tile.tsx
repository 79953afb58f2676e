import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import type { CommandPhase } from '@shared/commands';
import { describeChord } from '@shared/key-chord';
import { styleOf } from '@shared/settings/expressions';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { hotkeyRuleOf } from './expression-hotkey';

interface ExpressionTileProps {
  name: string;
  adjusted: boolean;
  onAdjust(): void;
}

/** One expression: shown while it is pressed, until it is pressed again, or for a time. */
export const ExpressionTile = ({ name, adjusted, onAdjust }: ExpressionTileProps) => {
  const { t } = useTranslation();
  const { run } = useActions();
  const styles = useStudio((state) => state.settings.expressions.styles);
  const shown = useStudio((state) => state.shownExpressions.some((one) => one.name === name));
  const rules = useStudio((state) => state.settings.triggers.rules);
  const mac = useStudio((state) => state.capabilities.platform === 'darwin');
  const held = useRef(false);
  const { mode, seconds } = styleOf(styles, name);
  const rule = hotkeyRuleOf(rules, name);
  const keys = rule?.when.kind === 'hotkey' && rule.when.keys !== '' ? rule.when.keys : undefined;

  const press = (phase: CommandPhase): void => run({ type: 'expression', name, mode, seconds }, phase);
  const hold = (down: boolean): void => {
    if (held.current === down) return;
    held.current = down;
    press(down ? 'press' : 'release');
  };

  const holding = {
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      hold(true);
    },
    onPointerUp: () => hold(false),
    onPointerCancel: () => hold(false),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === ' ' || event.key === 'Enter') hold(true);
    },
    onKeyUp: () => hold(false),
    onBlur: () => hold(false),
  };

  return (
    <li className="k-tile" data-shown={shown}>
      <UnstyledButton
        className="k-tile-main"
        aria-pressed={shown}
        {...(mode === 'hold' ? holding : { onClick: () => press('press') })}
      >
        <span className="k-tile-name">{name}</span>
        {keys !== undefined && <kbd className="k-tile-keys">{describeChord(keys, mac)}</kbd>}
      </UnstyledButton>
      <Tooltip label={t('expressions.adjust', { name })}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-expanded={adjusted}
          aria-label={t('expressions.adjust', { name })}
          onClick={onAdjust}
        >
          <IconAdjustmentsHorizontal size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </li>
  );
};
