import { z } from 'zod';
import { ruleSchema, taughtSchema } from '../triggers';

export const MAX_RULES = 128;
export const MAX_TAUGHT = 24;

/** A patch replaces each list as a whole. */
export const triggersSettings = z.object({
  rules: z
    .array(ruleSchema)
    .max(MAX_RULES)
    .default([
      {
        id: 'panic',
        name: '',
        on: true,
        when: { kind: 'hotkey', keys: 'Control+Shift+KeyP', everywhere: true },
        do: [{ type: 'panic' }],
        coolDownMs: 0,
      },
      {
        id: 'clear-expressions',
        name: '',
        on: true,
        when: { kind: 'hotkey', keys: 'Control+Shift+Digit0', everywhere: true },
        do: [{ type: 'clear-expressions' }],
        coolDownMs: 0,
      },
    ]),
  taught: z.array(taughtSchema).max(MAX_TAUGHT).default([]),
});
