import { type FrameNote, type FrameSinkId, type FrameWish, MOST_UNANSWERED } from '@shared/frames';
import { createFramePainter, type FramePainter } from './frame-painter';
import { type FrameSocket, openFrameSocket, serveFramePort } from './frame-socket';
import type { FromFrameWorker, ToFrameWorker } from './frame-worker-messages';

/** Carries frames of the Stage to the host, beside the page: nothing here can hold up a rendered frame. */
const scope = globalThis as unknown as {
  postMessage(message: FromFrameWorker): void;
  onmessage: ((event: MessageEvent<ToFrameWorker>) => void) | null;
};

const painters = new Map<FrameSinkId, { wish: string; painter: FramePainter }>();
const unanswered = new Map<FrameSinkId, number>();
let wishes = new Map<FrameSinkId, FrameWish>();
let socket: FrameSocket | undefined;

/** The page may send the next picture for this sink. */
const tellReady = (id: FrameSinkId): void => scope.postMessage({ ready: id });

const follow = (next: FrameWish[]): void => {
  wishes = new Map(next.map((wish) => [wish.id, wish]));
  for (const id of painters.keys()) if (!wishes.has(id)) painters.delete(id);
  unanswered.clear();
  scope.postMessage({ wishes: next });
};

const onNote = (note: FrameNote): void => {
  if ('wishes' in note) {
    follow(note.wishes);
    return;
  }
  const left = Math.max(0, (unanswered.get(note.used) ?? 0) - 1);
  unanswered.set(note.used, left);
  if (left === MOST_UNANSWERED - 1) tellReady(note.used);
};

const painterFor = (wish: FrameWish): FramePainter => {
  const key = JSON.stringify(wish);
  const known = painters.get(wish.id);
  if (known?.wish === key) return known.painter;
  const painter = createFramePainter(wish);
  painters.set(wish.id, { wish: key, painter });
  return painter;
};

const paint = (id: FrameSinkId, frame: VideoFrame): Uint8Array<ArrayBuffer> | undefined => {
  const wish = wishes.get(id);
  try {
    return wish === undefined || socket === undefined ? undefined : painterFor(wish).paint(frame);
  } finally {
    frame.close();
  }
};

const carry = (id: FrameSinkId, frame: VideoFrame): void => {
  const message = paint(id, frame);
  if (message === undefined) return;
  const sent = (unanswered.get(id) ?? 0) + 1;
  unanswered.set(id, sent);
  socket?.send(message);
  if (sent < MOST_UNANSWERED) tellReady(id);
};

scope.onmessage = ({ data }): void => {
  if ('frame' in data) carry(data.id, data.frame);
  else if ('url' in data) socket = openFrameSocket(data.url, { onNote, onLost: () => follow([]) });
  else socket = serveFramePort(data.port, { onNote });
};
