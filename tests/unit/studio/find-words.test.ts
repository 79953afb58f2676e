import { describe, expect, it } from 'vitest';
import { findWords } from '../../../src/renderer/studio/palette/find-words';

const GROUPS = [
  {
    group: 'Commands',
    actions: [
      { id: 'browser', label: 'Turn on: OBS Browser Source' },
      { id: 'camera', label: 'Turn on: Virtual camera' },
    ],
  },
  {
    group: 'Settings',
    actions: [
      { id: 'blink', label: 'Blink with both eyes', description: 'Steadier where the camera sees little.' },
      { id: 'device', label: 'Camera', description: 'Which one looks at you.', keywords: 'Tracking' },
    ],
  },
];

const idsFor = (query: string) =>
  findWords(query, GROUPS).flatMap((entry) => ('actions' in entry ? entry.actions.map(({ id }) => id) : []));

describe('the search of the palette', () => {
  it('finds words in any order and in part', () => {
    expect(idsFor('browser turn')).toEqual(['browser']);
    expect(idsFor('  VIRT cam ')).toEqual(['camera']);
  });

  it('shows what is called so before what merely mentions it', () => {
    expect(idsFor('camera')).toEqual(['camera', 'device', 'blink']);
    expect(idsFor('tracking')).toEqual(['device']);
  });

  it('shows everything before anything is typed, and nothing for what is nowhere', () => {
    expect(idsFor('')).toEqual(['browser', 'camera', 'blink', 'device']);
    expect(findWords('camera zebra', GROUPS)).toEqual([]);
    expect(idsFor('undefined')).toEqual([]);
  });
});
