import { z } from 'zod';
import { LONGEST_SECONDS } from '../commands';

const seconds = z.number().min(0).max(5);

/** How an expression of the avatar is shown when the user asks for it, by the name in its file. */
export const expressionStyle = z.object({
  name: z.string().min(1).max(256),
  /** What a click on it does. */
  mode: z.enum(['hold', 'toggle', 'timed']).default('toggle'),
  /** For `timed`. */
  seconds: z.number().min(0.1).max(LONGEST_SECONDS).default(3),
  /** 0..1. */
  intensity: z.number().min(0).max(1).default(1),
  fadeIn: seconds.default(0.15),
  fadeOut: seconds.default(0.25),
  /** While it is shown the mouth, or the lids and gaze, rest instead of following the person. */
  holdMouth: z.boolean().default(false),
  holdEyes: z.boolean().default(false),
});
export type ExpressionStyle = z.infer<typeof expressionStyle>;

export const expressionsSettings = z.object({
  /** Those that differ from the defaults; a patch replaces the list as a whole. */
  styles: z.array(expressionStyle).max(256).default([]),
});

export const styleOf = (styles: readonly ExpressionStyle[], name: string): ExpressionStyle =>
  styles.find((style) => style.name === name) ?? expressionStyle.parse({ name });
