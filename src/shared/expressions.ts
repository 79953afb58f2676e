/** Preset expressions of VRM 1.0. Source: VRMC_vrm-1.0 specification, expressions.md ("Preset Expressions"). */
export const VRM_PRESETS = [
  'happy',
  'angry',
  'sad',
  'relaxed',
  'surprised',
  'neutral',
  'aa',
  'ih',
  'ou',
  'ee',
  'oh',
  'blink',
  'blinkLeft',
  'blinkRight',
  'lookUp',
  'lookDown',
  'lookLeft',
  'lookRight',
] as const;

export type VrmPreset = (typeof VRM_PRESETS)[number];

/**
 * The 52 face blendshapes of ARKit (Apple, `ARFaceAnchor.BlendShapeLocation`), in alphabetical order, which is
 * also MediaPipe's order without its leading `_neutral`; `tongueOut` stands last as MediaPipe never gives it.
 * *Left* is the person's own left.
 */
export const ARKIT_BLENDSHAPES = [
  'browDownLeft',
  'browDownRight',
  'browInnerUp',
  'browOuterUpLeft',
  'browOuterUpRight',
  'cheekPuff',
  'cheekSquintLeft',
  'cheekSquintRight',
  'eyeBlinkLeft',
  'eyeBlinkRight',
  'eyeLookDownLeft',
  'eyeLookDownRight',
  'eyeLookInLeft',
  'eyeLookInRight',
  'eyeLookOutLeft',
  'eyeLookOutRight',
  'eyeLookUpLeft',
  'eyeLookUpRight',
  'eyeSquintLeft',
  'eyeSquintRight',
  'eyeWideLeft',
  'eyeWideRight',
  'jawForward',
  'jawLeft',
  'jawOpen',
  'jawRight',
  'mouthClose',
  'mouthDimpleLeft',
  'mouthDimpleRight',
  'mouthFrownLeft',
  'mouthFrownRight',
  'mouthFunnel',
  'mouthLeft',
  'mouthLowerDownLeft',
  'mouthLowerDownRight',
  'mouthPressLeft',
  'mouthPressRight',
  'mouthPucker',
  'mouthRight',
  'mouthRollLower',
  'mouthRollUpper',
  'mouthShrugLower',
  'mouthShrugUpper',
  'mouthSmileLeft',
  'mouthSmileRight',
  'mouthStretchLeft',
  'mouthStretchRight',
  'mouthUpperUpLeft',
  'mouthUpperUpRight',
  'noseSneerLeft',
  'noseSneerRight',
  'tongueOut',
] as const;

export type ArkitBlendshape = (typeof ARKIT_BLENDSHAPES)[number];

export const ARKIT_COUNT = ARKIT_BLENDSHAPES.length;

export const ARKIT_INDEX = Object.fromEntries(ARKIT_BLENDSHAPES.map((name, i) => [name, i])) as Record<
  ArkitBlendshape,
  number
>;

/** Every expression that a MotionFrame carries: the VRM presets, then the ARKit blendshapes. */
export const EXPRESSIONS = [...VRM_PRESETS, ...ARKIT_BLENDSHAPES] as const;

export type ExpressionName = (typeof EXPRESSIONS)[number];

export const EXPRESSION_COUNT = EXPRESSIONS.length;

export const EXPRESSION_INDEX = Object.fromEntries(EXPRESSIONS.map((name, i) => [name, i])) as Record<
  ExpressionName,
  number
>;

/** Where the ARKit blendshapes begin in {@link EXPRESSIONS}. */
export const ARKIT_OFFSET = VRM_PRESETS.length;
