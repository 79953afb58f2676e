import { createMotionFrame } from '@shared/motion-frame';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createAvatarBody } from '../../../src/renderer/avatar/avatar-body';
import { loadAvatar } from '../../../src/renderer/avatar/load-avatar';
import { drawMutations } from '../../fixtures/draw-mutations';
import { type Mutation, mutateVrm } from '../../fixtures/mutate-vrm';
import { richDocument } from '../../fixtures/rich-document';
import { tinyDocument } from './tiny-vrm';

/** More of them by `npm run test:long`. */
const COUNT = Number(process.env.KAGAMI_MUTATIONS ?? 200);

const documents = [richDocument(), tinyDocument({ version: 0, presets: ['joy', 'a'] })];

/** Loads a damaged file and moves it by a frame, as the Stage does. @returns the sentence with which it is refused. */
const endure = async (mutation: Mutation, i: number): Promise<string | undefined> => {
  const loaded = await loadAvatar(mutateVrm(documents[i % documents.length]!, mutation)).catch(
    (error: Error) => `${error.name}: ${error.message}`,
  );
  if (typeof loaded === 'string') return loaded;
  const body = await createAvatarBody(loaded);
  body.apply(createMotionFrame());
  body.update(1 / 60);
  return undefined;
};

// The loaders have much to say about such files.
beforeAll(() => {
  for (const level of ['warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation(() => undefined);
});
afterAll(() => vi.restoreAllMocks());

it(`${COUNT} damaged files are refused in a sentence, or can be moved`, {
  timeout: 60_000 + COUNT * 300,
}, async () => {
  const refusals: string[] = [];
  for (const [i, mutation] of drawMutations(COUNT).entries()) {
    const refusal = await endure(mutation, i);
    if (refusal !== undefined) refusals.push(refusal);
  }
  expect(refusals.filter((text) => !/^AvatarFileError: [A-Z].{10,}\.$/s.test(text))).toEqual([]);
  expect(refusals.length).toBeGreaterThan(COUNT / 5);
  expect(COUNT - refusals.length).toBeGreaterThan(COUNT / 10);
});
