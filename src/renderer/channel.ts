import { CHANNEL, type ChannelMessage } from '@shared/channel';

/** The typed BroadcastChannel between Kagami's windows; a page does not hear its own posts. */
export interface WindowChannel {
  post(message: ChannelMessage): void;
  on<Type extends ChannelMessage['type']>(
    type: Type,
    listener: (message: Extract<ChannelMessage, { type: Type }>) => void,
  ): () => void;
  close(): void;
}

export const openWindowChannel = (): WindowChannel => {
  const channel = new BroadcastChannel(CHANNEL);
  const listeners = new Map<string, Set<(message: never) => void>>();
  channel.onmessage = (event: MessageEvent<ChannelMessage>) => {
    for (const listener of listeners.get(event.data.type) ?? []) listener(event.data as never);
  };
  return {
    post: (message) => channel.postMessage(message),
    on: (type, listener) => {
      const ofType = listeners.get(type) ?? new Set();
      listeners.set(type, ofType);
      ofType.add(listener);
      return () => ofType.delete(listener);
    },
    close: () => channel.close(),
  };
};
