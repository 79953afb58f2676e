import { EXPRESSION_COUNT, EXPRESSION_INDEX, type ExpressionName } from '@shared/expressions';
import { VISEMES, type Viseme } from '@shared/speech';

/** Weights of a mouth, by expression: VRM's vowels, and ARKit's blendshapes for avatars that have them (perfect sync). */
export type MouthShape = Partial<Record<ExpressionName, number>>;

const both = (name: 'mouthLowerDown' | 'mouthUpperUp' | 'mouthStretch' | 'mouthPress', weight: number) => ({
  [`${name}Left`]: weight,
  [`${name}Right`]: weight,
});

/**
 * Each viseme as a mouth, chosen by hand: lips closed for PP, the lower lip at the teeth for FF, teeth together for SS and CH, rounded
 * for O and U, wide for E and I. The five vowels of a shape never add up to more than 1.
 */
export const VISEME_SHAPES: Readonly<Record<Viseme, MouthShape>> = {
  sil: {},
  PP: { mouthClose: 0.05, ...both('mouthPress', 0.45), mouthRollLower: 0.3, mouthRollUpper: 0.25 },
  FF: {
    ih: 0.12,
    jawOpen: 0.06,
    mouthRollLower: 0.5,
    ...both('mouthUpperUp', 0.25),
    mouthShrugUpper: 0.1,
  },
  TH: { ih: 0.2, aa: 0.1, jawOpen: 0.16, tongueOut: 0.15, ...both('mouthLowerDown', 0.2) },
  DD: { ih: 0.2, aa: 0.1, jawOpen: 0.14, ...both('mouthLowerDown', 0.25), ...both('mouthUpperUp', 0.1) },
  kk: { aa: 0.2, ih: 0.15, jawOpen: 0.2, ...both('mouthLowerDown', 0.2), ...both('mouthUpperUp', 0.1) },
  CH: { ou: 0.35, ih: 0.1, jawOpen: 0.1, mouthFunnel: 0.5, mouthPucker: 0.2, ...both('mouthUpperUp', 0.2) },
  SS: {
    ih: 0.3,
    jawOpen: 0.05,
    ...both('mouthStretch', 0.3),
    ...both('mouthLowerDown', 0.3),
    ...both('mouthUpperUp', 0.15),
  },
  nn: { ih: 0.2, aa: 0.1, jawOpen: 0.13, ...both('mouthLowerDown', 0.2) },
  RR: { ou: 0.25, oh: 0.15, jawOpen: 0.15, mouthFunnel: 0.3, mouthPucker: 0.2 },
  aa: { aa: 0.95, jawOpen: 0.6, ...both('mouthLowerDown', 0.4), ...both('mouthUpperUp', 0.2) },
  E: {
    ee: 0.65,
    aa: 0.15,
    jawOpen: 0.35,
    ...both('mouthStretch', 0.3),
    ...both('mouthLowerDown', 0.4),
    ...both('mouthUpperUp', 0.2),
  },
  I: {
    ih: 0.75,
    ee: 0.1,
    jawOpen: 0.18,
    ...both('mouthStretch', 0.4),
    ...both('mouthLowerDown', 0.35),
    ...both('mouthUpperUp', 0.15),
  },
  O: { oh: 0.85, jawOpen: 0.42, mouthFunnel: 0.55, mouthPucker: 0.25, ...both('mouthLowerDown', 0.15) },
  U: { ou: 0.8, jawOpen: 0.18, mouthFunnel: 0.3, mouthPucker: 0.65 },
};

/**
 * Expressions that speech sets, as indices into `EXPRESSIONS`: every one of a shape, and those that turn or hold the jaw. A smile, a
 * frown and a puffed cheek stay the camera's.
 */
export const SPOKEN_EXPRESSIONS: readonly number[] = [
  ...new Set([
    ...Object.values(VISEME_SHAPES).flatMap((shape) => Object.keys(shape) as ExpressionName[]),
    ...(['jawForward', 'jawLeft', 'jawRight', 'mouthLeft', 'mouthRight', 'mouthShrugLower'] as const),
  ]),
].map((name) => EXPRESSION_INDEX[name]);

/** {@link VISEME_SHAPES} as rows: `EXPRESSION_COUNT` weights for each of `VISEMES`, in order. */
export const shapeRows = (): Float32Array => {
  const rows = new Float32Array(VISEMES.length * EXPRESSION_COUNT);
  VISEMES.forEach((viseme, v) => {
    for (const [name, weight] of Object.entries(VISEME_SHAPES[viseme]))
      rows[v * EXPRESSION_COUNT + EXPRESSION_INDEX[name as ExpressionName]] = weight;
  });
  return rows;
};
