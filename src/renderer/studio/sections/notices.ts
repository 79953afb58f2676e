/** The licence and the generated third-party notices, as they lie in the project; read when asked for. */
const FILES = import.meta.glob<string>(['../../../../LICENSE', '../../../../THIRD_PARTY*'], {
  query: '?raw',
  import: 'default',
});

/** The notices of what Kagami is made of, then Kagami's own licence. */
export const loadNotices = async (): Promise<string> => {
  const names = Object.keys(FILES).sort(
    (a, b) => Number(a.endsWith('LICENSE')) - Number(b.endsWith('LICENSE')),
  );
  const texts = await Promise.all(names.map((name) => FILES[name]?.()));
  return texts.join('\n\n\n');
};
