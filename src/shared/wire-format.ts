/**
 * Messages on a {@link Wire} are JSON text, the same on both transports. JSON knows no Error: a failed call's `e` travels as its
 * message alone, as stack and paths of the host are nothing for a page.
 */
export const encodeWireMessage = (message: unknown): string =>
  JSON.stringify(message, (_key, value: unknown) =>
    value instanceof Error ? { [ERROR_KEY]: value.message } : value,
  );

/** @throws Error where it is not a message. */
export const decodeWireMessage = (text: unknown): Record<string, unknown> => {
  const message: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
  if (!isRecord(message)) throw new Error('What came over the wire is not a message.');
  const { e } = message;
  if (isRecord(e) && typeof e[ERROR_KEY] === 'string') message.e = new Error(e[ERROR_KEY]);
  return message;
};

const ERROR_KEY = '$error';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
