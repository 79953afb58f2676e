import type { SceneProp } from '@shared/settings/scene';

/** Where a prop begins, and where its settings go back to: on top of the head, where it is seen. */
export const PROP_DEFAULTS: Readonly<Pick<SceneProp, 'bone' | 'position' | 'rotation' | 'size' | 'shown'>> = {
  bone: 'head',
  position: [0, 0.25, 0],
  rotation: [0, 0, 0],
  size: 0.2,
  shown: true,
};

export const newProp = (file: string): SceneProp => ({
  id: crypto.randomUUID(),
  name: file.replace(/\.[^.]*$/, ''),
  file,
  ...PROP_DEFAULTS,
});
