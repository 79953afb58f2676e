/**
 * `next` with every part that equals the one of `before` being that very object: what shows it need not be drawn again. For plain data:
 * records, lists and bare values.
 */
export const shareUnchanged = <Value>(before: Value, next: Value): Value => {
  if (Object.is(before, next)) return before;
  if (Array.isArray(before) && Array.isArray(next)) {
    const shared = next.map((item, i) => (i < before.length ? shareUnchanged(before[i], item) : item));
    const same = shared.length === before.length && shared.every((item, i) => Object.is(item, before[i]));
    return same ? before : (shared as Value);
  }
  if (!isRecord(before) || !isRecord(next)) return next;
  const keys = Object.keys(next);
  const shared = Object.fromEntries(
    keys.map((key) => [key, Object.hasOwn(before, key) ? shareUnchanged(before[key], next[key]) : next[key]]),
  );
  const same =
    keys.length === Object.keys(before).length &&
    keys.every((key) => Object.hasOwn(before, key) && Object.is(shared[key], before[key]));
  return same ? before : (shared as Value);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
