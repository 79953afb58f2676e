import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';

type Entry = SpotlightActionData | SpotlightActionGroupData;

/**
 * What has every word of the query, in any order: in its name, else in its help or its section's name. Names go first, within each group and
 * among groups. An empty query finds all.
 */
export const findWords = (query: string, actions: Entry[]): Entry[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = actions.filter(isGroup).map(({ group, actions: all }) => {
    const found = all.filter(({ label, description, keywords }) =>
      hasWords([label, description, keywords].join(' '), words),
    );
    const named = found.filter(({ label }) => hasWords(label, words));
    return {
      group,
      named: named.length > 0,
      actions: [...named, ...found.filter((one) => !named.includes(one))],
    };
  });
  return groups
    .filter((group) => group.actions.length > 0)
    .sort((a, b) => Number(b.named) - Number(a.named))
    .map(({ group, actions: found }) => ({ group, actions: found }));
};

const isGroup = (entry: Entry): entry is SpotlightActionGroupData => 'actions' in entry;

const hasWords = (text: SpotlightActionData['label'], words: readonly string[]): boolean => {
  const lower = text?.toLowerCase() ?? '';
  return words.every((word) => lower.includes(word));
};
