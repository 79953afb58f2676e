import { Button } from '@mantine/core';
import type { SceneSettings } from '@shared/settings/scene';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { PanelGroup } from '../../controls/panel';
import { SwitchField } from '../../controls/switch-field';
import { DEFAULTS } from '../defaults';
import { Amount } from './fields';

export const EffectsGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { effects, outlineWidth, groundShadow } = useStudio((state) => state.settings.scene);
  const { antialias, outlines } = useStudio((state) => state.settings.stage);
  const defaults = DEFAULTS.scene.effects;
  const field = (name: keyof SceneSettings['effects'], min: number, max: number) => ({
    value: effects[name],
    defaultValue: defaults[name],
    min,
    max,
    onChange: (value: number, pace: 'now' | 'gentle') =>
      change({ scene: { effects: { [name]: value } } }, pace),
  });
  return (
    <PanelGroup title={t('scene.effects')}>
      <Amount label={t('scene.bloom')} help={t('scene.bloomHelp')} {...field('bloom', 0, 2)} />
      {effects.bloom > 0 && (
        <Amount
          label={t('scene.bloomThreshold')}
          help={t('scene.bloomThresholdHelp')}
          {...field('bloomThreshold', 0, 1)}
        />
      )}
      <Amount
        label={t('scene.exposure')}
        help={t('scene.exposureHelp')}
        unit="stops"
        {...field('exposure', -2, 2)}
      />
      <Amount label={t('scene.contrast')} help={t('scene.contrastHelp')} {...field('contrast', -1, 1)} />
      <Amount
        label={t('scene.saturation')}
        help={t('scene.saturationHelp')}
        {...field('saturation', -1, 1)}
      />
      <Amount
        label={t('scene.temperature')}
        help={t('scene.temperatureHelp')}
        {...field('temperature', -1, 1)}
      />
      <SwitchField
        label={t('stage.antialias')}
        help={t('stage.antialiasHelp')}
        checked={antialias}
        defaultValue={DEFAULTS.stage.antialias}
        onChange={(next) => change({ stage: { antialias: next } })}
      />
      <SwitchField
        label={t('stage.outlines')}
        help={t('stage.outlinesHelp')}
        checked={outlines}
        defaultValue={DEFAULTS.stage.outlines}
        onChange={(next) => change({ stage: { outlines: next } })}
      />
      {outlines && (
        <Amount
          label={t('scene.outlineWidth')}
          help={t('scene.outlineWidthHelp')}
          value={outlineWidth}
          defaultValue={DEFAULTS.scene.outlineWidth}
          min={0}
          max={3}
          onChange={(next, pace) => change({ scene: { outlineWidth: next } }, pace)}
        />
      )}
      <Amount
        label={t('scene.groundShadow')}
        help={t('scene.groundShadowHelp')}
        value={groundShadow}
        defaultValue={DEFAULTS.scene.groundShadow}
        min={0}
        max={1}
        onChange={(next, pace) => change({ scene: { groundShadow: next } }, pace)}
      />
    </PanelGroup>
  );
};

export const PhysicsGroup = () => {
  const { t } = useTranslation();
  const { change, run } = useActions();
  const { wind, windAngle, gravity } = useStudio((state) => state.settings.scene.physics);
  const set = (physics: Partial<SceneSettings['physics']>, pace: 'now' | 'gentle') =>
    change({ scene: { physics } }, pace);
  return (
    <PanelGroup title={t('scene.physics')}>
      <Amount
        label={t('scene.wind')}
        help={t('scene.windHelp')}
        value={wind}
        defaultValue={0}
        min={0}
        max={1}
        onChange={(next, pace) => set({ wind: next }, pace)}
      />
      {wind > 0 && (
        <Amount
          label={t('scene.windAngle')}
          help={t('scene.windAngleHelp')}
          unit="degrees"
          value={windAngle}
          defaultValue={0}
          min={-180}
          max={180}
          onChange={(next, pace) => set({ windAngle: next }, pace)}
        />
      )}
      <Amount
        label={t('scene.gravity')}
        help={t('scene.gravityHelp')}
        value={gravity}
        defaultValue={0}
        min={-1}
        max={1}
        onChange={(next, pace) => set({ gravity: next }, pace)}
      />
      <Button size="xs" variant="default" onClick={() => run({ type: 'reset-physics' })}>
        {t('scene.settle')}
      </Button>
    </PanelGroup>
  );
};
