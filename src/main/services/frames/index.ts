import { FRAME_HEADER_BYTES, FRAME_SINKS, type FrameNote, type FrameWish, frameBytes } from '@shared/frames';
import { createListeners } from '../listeners';

/** A page's end of the way that frames take: a WebSocket or a MessagePort. */
export interface FrameLink {
  send(note: FrameNote): void;
  onFrame(listener: (message: Uint8Array) => void): void;
}

export interface FrameSink {
  wish: FrameWish;
  /** The pixels are the sink's for good. Resolves when the sink can take the next frame. */
  take(pixels: Uint8Array): Promise<void>;
}

/** Brings frames from the page that draws the Stage to whoever wants them. */
export interface Frames {
  /** Pages that could send frames now. */
  readonly linkCount: number;
  /** A page came or went. */
  onLinks(listener: (linkCount: number) => void): () => void;
  /** @returns the function that takes the wish back. */
  add(sink: FrameSink): () => void;
  /** Serves a page until the returned function is called. */
  connect(link: FrameLink): () => void;
}

export const createFrames = (): Frames => {
  const links = new Set<FrameLink>();
  const sinks = new Map<string, FrameSink>();
  const linkChanges = createListeners<number>();

  const wishes = (): FrameNote => ({ wishes: [...sinks.values()].map(({ wish }) => wish) });

  const tellAll = (): void => {
    for (const link of links) link.send(wishes());
  };

  /** Frames that were on their way when a wish changed, and anything else that is no frame, are passed over. */
  const receive = async (link: FrameLink, message: Uint8Array): Promise<void> => {
    const id = FRAME_SINKS[message[0] ?? FRAME_SINKS.length];
    if (id === undefined) return;
    const sink = sinks.get(id);
    const pixels = message.subarray(FRAME_HEADER_BYTES);
    if (sink !== undefined && pixels.byteLength === frameBytes(sink.wish)) await sink.take(pixels);
    if (links.has(link)) link.send({ used: id });
  };

  return {
    get linkCount() {
      return links.size;
    },
    onLinks: linkChanges.add,
    add(sink) {
      sinks.set(sink.wish.id, sink);
      tellAll();
      return () => {
        if (sinks.get(sink.wish.id) !== sink) return;
        sinks.delete(sink.wish.id);
        tellAll();
      };
    },
    connect(link) {
      links.add(link);
      link.onFrame((message) => void receive(link, message));
      link.send(wishes());
      linkChanges.tell(links.size);
      return () => {
        if (links.delete(link)) linkChanges.tell(links.size);
      };
    },
  };
};
