import type { GraphChannel } from './channels';
import type { Trace } from './trace';

/** How much of the past is shown, milliseconds. */
export const SHOWN_TIME = 6_000;
/** Samples farther apart than this are not joined, milliseconds. */
const GAP = 600;

export interface TraceColours {
  line: string;
  seen: string;
  shown: string;
}

/** Draws both curves up to `now` into the whole canvas, whose pixels are `scale` to one of the page. */
export const drawTrace = (
  context: CanvasRenderingContext2D,
  trace: Trace,
  { min, max }: Pick<GraphChannel, 'min' | 'max'>,
  now: number,
  { line, seen, shown }: TraceColours,
  scale: number,
): void => {
  const { width, height } = context.canvas;
  const edge = 3 * scale;
  const x = (time: number): number => width * (1 - (now - time) / SHOWN_TIME);
  const y = (value: number): number =>
    edge + (height - 2 * edge) * (1 - (Math.min(max, Math.max(min, value)) - min) / (max - min));
  context.clearRect(0, 0, width, height);
  context.lineWidth = scale;
  context.strokeStyle = line;
  context.beginPath();
  for (const value of [min, (min + max) / 2, max]) {
    context.moveTo(0, y(value));
    context.lineTo(width, y(value));
  }
  context.stroke();

  const curve = (pick: 'seen' | 'shown', colour: string, thickness: number): void => {
    let last = Number.NEGATIVE_INFINITY;
    context.strokeStyle = colour;
    context.lineWidth = thickness * scale;
    context.lineJoin = 'round';
    context.beginPath();
    trace.each(now - SHOWN_TIME, (time, seenValue, shownValue) => {
      const value = pick === 'seen' ? seenValue : shownValue;
      if (time - last > GAP) context.moveTo(x(time), y(value));
      else context.lineTo(x(time), y(value));
      last = time;
    });
    context.stroke();
  };
  curve('seen', seen, 1.2);
  curve('shown', shown, 2.4);
};
