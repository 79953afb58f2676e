/** Sites that a page may open in the user's own browser. */
const EXTERNAL_HOSTS = new Set([
  'hub.vroid.com',
  'vroid.com',
  'vrm.dev',
  'storage.googleapis.com',
  'ai.google.dev',
  'www.apache.org',
  'creativecommons.org',
  'github.com',
]);

/** Whether a window may navigate there: only to the program's own pages. */
export const isNavigationAllowed = (url: string, ownOrigin: string): boolean => {
  const target = parse(url);
  return (
    target !== undefined &&
    originOf(target) === ownOrigin &&
    ['/studio.html', '/stage.html', '/stage2.html'].includes(target.pathname)
  );
};

/** Whether a link may be handed to the user's own browser. */
export const isExternalUrlAllowed = (url: string): boolean => {
  const target = parse(url);
  return (
    target !== undefined &&
    target.protocol === 'https:' &&
    target.username === '' &&
    target.password === '' &&
    target.port === '' &&
    EXTERNAL_HOSTS.has(target.hostname)
  );
};

/** As `URL.origin`, which is "null" for schemes that Node does not know, such as ours. */
export const originOf = ({ protocol, host }: URL): string => `${protocol}//${host}`;

const parse = (url: string): URL | undefined => {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
};
