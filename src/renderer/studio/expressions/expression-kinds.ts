import { ARKIT_BLENDSHAPES, VRM_PRESETS } from '@shared/expressions';

const EMOTIONS: readonly string[] = ['happy', 'angry', 'sad', 'relaxed', 'surprised', 'neutral'];
const SINGLE = new Set(
  [...VRM_PRESETS.filter((name) => !EMOTIONS.includes(name)), ...ARKIT_BLENDSHAPES].map((name) =>
    name.toLowerCase(),
  ),
);

/** An avatar's expressions: whole faces (emotions and the author's own), and the single shapes that tracking drives. */
export const sortExpressions = (names: readonly string[]): { faces: string[]; parts: string[] } => ({
  faces: names.filter((name) => !SINGLE.has(name.toLowerCase())),
  parts: names.filter((name) => SINGLE.has(name.toLowerCase())),
});
