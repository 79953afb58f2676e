import { Button, Group, Text } from '@mantine/core';
import type { SceneSettings } from '@shared/settings/scene';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ChoiceField } from '../../controls/choice-field';
import { ColourField } from '../../controls/colour-field';
import { PanelGroup } from '../../controls/panel';
import { DEFAULTS } from '../defaults';
import { Amount } from './fields';
import { LOOKS, type LookName } from './looks';

type Lights = SceneSettings['lights'];
type Lamp = 'key' | 'fill' | 'rim' | 'ambient';

export const LightGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const lights = useStudio((state) => state.settings.scene.lights);
  const defaults = DEFAULTS.scene.lights;
  const set = (patch: Partial<Lights>, pace: 'now' | 'gentle') => change({ scene: { lights: patch } }, pace);
  return (
    <PanelGroup title={t('scene.light')}>
      <LookButtons />
      <LampFields lamp="key" label={t('scene.key')} help={t('scene.keyHelp')} />
      <Amount
        label={t('scene.keyYaw')}
        help={t('scene.keyYawHelp')}
        unit="degrees"
        value={lights.keyYaw}
        defaultValue={defaults.keyYaw}
        min={-180}
        max={180}
        onChange={(keyYaw, pace) => set({ keyYaw }, pace)}
      />
      <Amount
        label={t('scene.keyPitch')}
        help={t('scene.keyPitchHelp')}
        unit="degrees"
        value={lights.keyPitch}
        defaultValue={defaults.keyPitch}
        min={-90}
        max={90}
        onChange={(keyPitch, pace) => set({ keyPitch }, pace)}
      />
      <LampFields lamp="fill" label={t('scene.fill')} help={t('scene.fillHelp')} />
      <LampFields lamp="rim" label={t('scene.rim')} help={t('scene.rimHelp')} />
      <LampFields lamp="ambient" label={t('scene.ambient')} help={t('scene.ambientHelp')} />
      <ColourSource />
      <Amount
        label={t('scene.fromBackground')}
        help={t('scene.fromBackgroundHelp')}
        value={lights.fromBackground}
        defaultValue={defaults.fromBackground}
        min={0}
        max={1}
        onChange={(fromBackground, pace) => set({ fromBackground }, pace)}
      />
    </PanelGroup>
  );
};

const ColourSource = () => {
  const { t } = useTranslation();
  const { change, watchScreen, unwatchScreen } = useActions();
  const { colourFrom, fromBackground } = useStudio((state) => state.settings.scene.lights);
  const screenLight = useStudio((state) => state.screenLight);
  const helps: Record<Lights['colourFrom'], string> = {
    background: t('scene.colourBackgroundHelp'),
    screen: t('scene.colourScreenHelp'),
    room: t('scene.colourRoomHelp'),
  };
  const choose = (next: Lights['colourFrom']): void => {
    // A source that lights nothing would look broken.
    const amount = next !== 'background' && fromBackground === 0 ? { fromBackground: 0.6 } : {};
    change({ scene: { lights: { colourFrom: next, ...amount } } });
  };
  return (
    <>
      <ChoiceField<Lights['colourFrom']>
        label={t('scene.colourFrom')}
        help={helps[colourFrom]}
        value={colourFrom}
        defaultValue={DEFAULTS.scene.lights.colourFrom}
        choices={[
          { value: 'background', label: t('scene.colourBackground') },
          { value: 'screen', label: t('scene.colourScreen') },
          { value: 'room', label: t('scene.colourRoom') },
        ]}
        onChange={choose}
      />
      {colourFrom === 'screen' && (
        <Group gap="sm" className="k-field">
          <Button size="xs" variant="default" onClick={screenLight === 'on' ? unwatchScreen : watchScreen}>
            {screenLight === 'on' ? t('scene.screenStop') : t('scene.screenChoose')}
          </Button>
          <Text size="xs" c={screenLight === 'refused' ? 'yellow' : 'dimmed'} role="status">
            {screenLight === 'on' && t('scene.screenOn')}
            {screenLight === 'asking' && t('scene.screenAsking')}
            {screenLight === 'refused' && t('scene.screenRefused')}
          </Text>
        </Group>
      )}
    </>
  );
};

const LookButtons = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const names: readonly [LookName, string][] = [
    ['plain', t('scene.lookPlain')],
    ['soft', t('scene.lookSoft')],
    ['sunset', t('scene.lookSunset')],
    ['neon', t('scene.lookNeon')],
    ['moon', t('scene.lookMoon')],
  ];
  return (
    <div className="k-field">
      <Text size="sm" fw={550} mb={4}>
        {t('scene.looks')}
      </Text>
      <Group gap={6}>
        {names.map(([look, label]) => (
          <Button key={look} size="compact-sm" variant="default" onClick={() => change(LOOKS[look])}>
            {label}
          </Button>
        ))}
      </Group>
      <Text size="xs" c="dimmed" mt={6}>
        {t('scene.looksHelp')}
      </Text>
    </div>
  );
};

const LampFields = ({ lamp, label, help }: { lamp: Lamp; label: string; help: string }) => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { colour, intensity } = useStudio((state) => state.settings.scene.lights[lamp]);
  return (
    <>
      <Amount
        label={label}
        help={help}
        value={intensity}
        defaultValue={DEFAULTS.scene.lights[lamp].intensity}
        min={0}
        max={3}
        onChange={(next, pace) => change({ scene: { lights: { [lamp]: { intensity: next } } } }, pace)}
      />
      {intensity > 0 && (
        <ColourField
          label={t('scene.lightColour', { name: label })}
          help={t('scene.lightColourHelp')}
          value={colour}
          defaultValue={DEFAULTS.scene.lights[lamp].colour}
          onChange={(next) => change({ scene: { lights: { [lamp]: { colour: next } } } }, 'gentle')}
        />
      )}
    </>
  );
};
