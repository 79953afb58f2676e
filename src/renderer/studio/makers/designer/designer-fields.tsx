import { SegmentedControl, Slider, Text, Tooltip, UnstyledButton } from '@mantine/core';
import {
  type AvatarRecipe,
  BODIES,
  FACES,
  HAIR_STYLES,
  MOST_LEGS,
  OUTFIT_STYLES,
  type Palette,
} from '@shared/avatar-recipe';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Colour } from '../../controls/colour-field';
import type { StudioKey } from '../../i18n';
import { CHOICE_LABELS, PALETTE_LABELS, PART_LABELS } from './labels';
import { EYES, PALETTES, SKINS } from './recipes';

interface DesignerFieldsProps {
  recipe: AvatarRecipe;
  onChange(recipe: AvatarRecipe): void;
}

const SHAPES = [
  ['body', BODIES],
  ['face', FACES],
  ['hair', HAIR_STYLES],
  ['outfit', OUTFIT_STYLES],
] as const satisfies readonly (readonly [keyof AvatarRecipe, readonly string[]])[];

const COLOURS = [
  ['hair', 'designer.colourHair'],
  ['hairTip', 'designer.colourHairTip'],
  ['eyeDark', 'designer.colourEyeDark'],
  ['eyeLight', 'designer.colourEyeLight'],
  ['skin', 'designer.colourSkin'],
  ['top', 'designer.colourTop'],
  ['trim', 'designer.colourTrim'],
  ['bottom', 'designer.colourBottom'],
  ['accent', 'designer.colourAccent'],
  ['socks', 'designer.colourSocks'],
  ['shoes', 'designer.colourShoes'],
] as const satisfies readonly (readonly [keyof Palette, StudioKey])[];

/** Everything that can be chosen about a character. */
export const DesignerFields = ({ recipe, onChange }: DesignerFieldsProps) => {
  const { t } = useTranslation();
  const { palette } = recipe;
  const paint = (colours: Partial<Palette>): void =>
    onChange({ ...recipe, palette: { ...palette, ...colours } });
  return (
    <>
      <div className="k-design-shapes">
        {SHAPES.map(([part, values]) => (
          <Labelled key={part} label={t(PART_LABELS[part])}>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label={t(PART_LABELS[part])}
              value={recipe[part]}
              data={values.map((value) => ({ value, label: t(CHOICE_LABELS[value]) }))}
              onChange={(value) => onChange({ ...recipe, [part]: value })}
            />
          </Labelled>
        ))}
      </div>
      <Labelled label={t('designer.legs')}>
        <Slider
          size="sm"
          thumbSize={16}
          mx={6}
          label={null}
          min={-MOST_LEGS}
          max={MOST_LEGS}
          step={0.01}
          startPointValue={0}
          thumbLabel={t('designer.legs')}
          thumbValueText={(value) => t('units.cm', { value: Math.round(value * 100) })}
          defaultValue={recipe.legs ?? 0}
          key={`legs ${recipe.legs}`}
          onChangeEnd={(legs) => onChange({ ...recipe, legs })}
        />
      </Labelled>
      <Labelled label={t('designer.palettes')}>
        <Swatches
          items={PALETTES.map(({ id, ...colours }) => ({
            key: id,
            label: t(PALETTE_LABELS[id]),
            colours: [colours.hair, colours.top, colours.bottom, colours.accent],
            chosen: Object.entries(colours).every(
              ([part, value]) => palette[part as keyof Palette] === value,
            ),
            onChoose: () => paint(colours),
          }))}
        />
      </Labelled>
      <div className="k-design-shapes">
        <Labelled label={t('designer.skin')}>
          <Swatches
            items={SKINS.map((skin, i) => ({
              key: skin,
              label: t('designer.skinNumber', { number: i + 1 }),
              colours: [skin],
              chosen: palette.skin === skin,
              onChoose: () => paint({ skin }),
            }))}
          />
        </Labelled>
        <Labelled label={t('designer.eyes')}>
          <Swatches
            items={EYES.map(([eyeDark, eyeLight], i) => ({
              key: eyeDark,
              label: t('designer.eyesNumber', { number: i + 1 }),
              colours: [eyeDark, eyeLight],
              chosen: palette.eyeDark === eyeDark && palette.eyeLight === eyeLight,
              onChoose: () => paint({ eyeDark, eyeLight }),
            }))}
          />
        </Labelled>
      </div>
      <details className="k-maker-more">
        <summary>{t('designer.colours')}</summary>
        <div className="k-design-colours">
          {COLOURS.map(([part, label]) => (
            <Colour
              key={part}
              label={t(label)}
              value={palette[part]}
              onChange={(colour) => paint({ [part]: colour })}
            />
          ))}
        </div>
      </details>
    </>
  );
};

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <Text size="sm" fw={550} mb={4}>
      {label}
    </Text>
    {children}
  </div>
);

interface Swatch {
  key: string;
  label: string;
  colours: readonly string[];
  chosen: boolean;
  onChoose(): void;
}

/** Colours to choose at one click, each drawn as a small flag. */
const Swatches = ({ items }: { items: readonly Swatch[] }) => (
  <div className="k-swatches">
    {items.map(({ key, label, colours, chosen, onChoose }) => (
      <Tooltip key={key} label={label}>
        <UnstyledButton
          className="k-swatch"
          aria-label={label}
          aria-pressed={chosen}
          style={{ '--flag': flagOf(colours) } as CSSProperties}
          onClick={onChoose}
        />
      </Tooltip>
    ))}
  </div>
);

const flagOf = (colours: readonly string[]): string => {
  const stops = colours.map(
    (colour, i) => `${colour} ${(i / colours.length) * 100}% ${((i + 1) / colours.length) * 100}%`,
  );
  return `linear-gradient(90deg, ${stops.join(', ')})`;
};
