import type { SettingsPatch } from '@shared/settings';
import { DEFAULTS } from '../defaults';

const { lights, effects } = DEFAULTS.scene;
const { fill, rim, ambient } = lights;

/** Light and colour that suit each other; a background of their own only where the user has a gradient. */
export const LOOKS = {
  plain: { scene: { lights, effects } },
  soft: {
    scene: {
      lights: {
        ...lights,
        key: { colour: '#fff4ea', intensity: 0.9 },
        fill: { colour: '#e6e9ff', intensity: 0.5 },
        rim: { colour: '#fff0f6', intensity: 0.5 },
        ambient: { ...ambient, intensity: 1.1 },
      },
      effects: { ...effects, bloom: 0.25, bloomThreshold: 0.75, contrast: -0.04 },
      background: { gradientTop: '#f3e3ee', gradientBottom: '#c7d3f2', gradientAngle: 0 },
    },
  },
  sunset: {
    scene: {
      lights: {
        ...lights,
        key: { colour: '#ffc9a0', intensity: 1 },
        keyYaw: -50,
        keyPitch: 20,
        fill: { colour: '#8f9bff', intensity: 0.7 },
        rim: { colour: '#ff9a5c', intensity: 1.4 },
        ambient: { colour: '#e8c4d8', intensity: 1 },
      },
      effects: { ...effects, bloom: 0.35, bloomThreshold: 0.7, temperature: 0.15, contrast: 0.06 },
      background: { gradientTop: '#40407a', gradientBottom: '#ff9e80', gradientAngle: 0 },
    },
  },
  neon: {
    scene: {
      lights: {
        ...lights,
        key: { colour: '#c4a4ff', intensity: 0.75 },
        fill: { colour: '#3fd6ff', intensity: 0.9 },
        rim: { colour: '#ff4fb4', intensity: 2.2 },
        ambient: { colour: '#a69cff', intensity: 1 },
      },
      effects: { ...effects, bloom: 0.8, bloomThreshold: 0.65, saturation: 0.15, contrast: 0.12 },
      background: { gradientTop: '#120a2a', gradientBottom: '#4a1260', gradientAngle: 20 },
    },
  },
  moon: {
    scene: {
      lights: {
        ...lights,
        key: { colour: '#a9bcff', intensity: 0.6 },
        keyYaw: 40,
        keyPitch: 50,
        fill: { ...fill, colour: '#6f7fd0', intensity: 0.4 },
        rim: { ...rim, colour: '#dfe8ff', intensity: 1.3 },
        ambient: { colour: '#8a98d6', intensity: 1 },
      },
      effects: { ...effects, bloom: 0.4, bloomThreshold: 0.6, temperature: -0.2, saturation: -0.1 },
      background: { gradientTop: '#0b1026', gradientBottom: '#2a3a6e', gradientAngle: 0 },
    },
  },
} as const satisfies Record<string, SettingsPatch>;

export type LookName = keyof typeof LOOKS;
