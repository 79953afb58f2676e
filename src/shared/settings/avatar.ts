import { z } from 'zod';

export const avatarSettings = z.object({
  /** Id of the avatar as the host lists it: `builtin/NAME` or `user/NAME`. */
  current: z.string().max(256).default('builtin/hikari'),
});
