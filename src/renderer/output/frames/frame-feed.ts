import type { FrameSinkId, FrameWish } from '@shared/frames';
import type { FromFrameWorker, ToFrameWorker } from './frame-worker-messages';

/** Pictures of a canvas for the outputs of the host that want some. */
export interface FrameFeed {
  /** Must be called in the task that drew the canvas; `now` in ms of the page. Never waits. */
  offer(canvas: HTMLCanvasElement, now: number): void;
  close(): void;
}

interface Sink {
  interval: number;
  due: number;
  ready: boolean;
}

/** A display's frames come a little early or late: one this much before its time (ms) counts as due. */
const SLACK = 2;

/** @param port Electron's way to the host; without one, the WebSocket of the page's own origin. */
export const createFrameFeed = (port?: MessagePort): FrameFeed => {
  const worker = new Worker(new URL('./frame.worker.ts', import.meta.url), { type: 'module' });
  const sinks = new Map<FrameSinkId, Sink>();

  const follow = (wishes: readonly FrameWish[]): void => {
    sinks.clear();
    for (const { id, rate } of wishes) sinks.set(id, { interval: 1000 / rate, due: 0, ready: true });
  };

  const wake = (id: FrameSinkId): void => {
    const sink = sinks.get(id);
    if (sink !== undefined) sink.ready = true;
  };

  const post = (message: ToFrameWorker, transfer: Transferable[]): void =>
    worker.postMessage(message, transfer);

  worker.onmessage = ({ data }: MessageEvent<FromFrameWorker>) => {
    if ('wishes' in data) follow(data.wishes);
    else wake(data.ready);
  };
  if (port === undefined) post({ url: `${location.origin.replace(/^http/, 'ws')}/frames` }, []);
  else post({ port }, [port]);

  return {
    offer(canvas, now) {
      for (const [id, sink] of sinks) {
        if (!sink.ready || now < sink.due - SLACK) continue;
        sink.due = now - sink.due > sink.interval ? now + sink.interval : sink.due + sink.interval;
        sink.ready = false;
        const frame = new VideoFrame(canvas, { timestamp: now * 1000 });
        post({ id, frame }, [frame]);
      }
    },
    close: () => worker.terminate(),
  };
};
