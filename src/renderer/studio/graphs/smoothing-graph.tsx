import { Select } from '@mantine/core';
import { createShaper, type Shaper } from '@motion/shape/shaper';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../context';
import { CHANNEL_NAMES, type ChannelName, GRAPH_CHANNELS } from './channels';
import { drawTrace, SHOWN_TIME, type TraceColours } from './draw-trace';
import { createTrace } from './trace';
import { useSlowFrames } from './use-slow-frames';
import { useSolvedMotion } from './use-solved-motion';

/** What the smoothing does to a value of the user's choice, as it happens. */
export const SmoothingGraph = () => {
  const { t } = useTranslation();
  const smoothing = useStudio(({ settings }) => settings.motion.smoothing);
  const [name, setName] = useState<ChannelName>('headYaw');
  const [words, setWords] = useState('');
  const [trace] = useState(createTrace);
  const filter = useFilter(smoothing);
  const canvas = useRef<HTMLCanvasElement>(null);
  const spokenAt = useRef(0);
  const channel = GRAPH_CHANNELS[name];

  useEffect(() => {
    if (GRAPH_CHANNELS[name] !== undefined) trace.clear();
  }, [name, trace]);

  useSolvedMotion((frame) => {
    const shown = filter(frame);
    trace.add(performance.now(), channel.read(frame), channel.read(shown));
  });

  useSlowFrames(canvas, () => {
    const now = performance.now();
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const scale = fitPixels(context.canvas);
    drawTrace(context, trace, channel, now, coloursOf(context.canvas), scale);
    if (now - spokenAt.current < 1_000) return;
    spokenAt.current = now;
    const newest = trace.newest;
    const inUnit = (value: number) =>
      channel.unit === 'degrees'
        ? t('units.degrees', { value: Math.round(value) })
        : t('units.percent', { value: Math.round(value) });
    setWords(
      newest === undefined || now - newest.time > SHOWN_TIME
        ? t('graphs.waiting')
        : t('graphs.now', { name: t(channel.label), seen: inUnit(newest.seen), shown: inUnit(newest.shown) }),
    );
  });

  return (
    <div className="k-field k-graph">
      <Select
        size="xs"
        label={t('graphs.channel')}
        description={t('graphs.channelHelp')}
        value={name}
        data={CHANNEL_NAMES.map((value) => ({ value, label: t(GRAPH_CHANNELS[value].label) }))}
        onChange={(next) => next !== null && setName(next as ChannelName)}
      />
      <canvas ref={canvas} className="k-trace" role="img" aria-label={words || t('graphs.waiting')} />
    </div>
  );
};

/** The shape stage's own filters with nothing else of it: no gain, no mirror, no calibration. */
const useFilter = (smoothing: number): ((frame: MotionFrame) => MotionFrame) => {
  const made = useRef<{ shaper: Shaper; out: MotionFrame }>(undefined);
  made.current ??= { shaper: createShaper(filterAlone(smoothing)), out: createMotionFrame('mix') };
  useEffect(() => made.current?.shaper.setOptions(filterAlone(smoothing)), [smoothing]);
  const { shaper, out } = made.current;
  return (frame) => {
    shaper.push(frame);
    shaper.step(performance.timeOrigin + performance.now(), out);
    return out;
  };
};

const filterAlone = (smoothing: Settings['motion']['smoothing']) => ({
  mirror: false,
  smoothing,
  linkBlinks: false,
  idle: 0,
  gain: { head: 1, body: 1, arms: 1, expressions: 1 },
});

/** Gives the canvas the device's pixels of the size that the page lays it out in. @returns device pixels to one of the page */
const fitPixels = (canvas: HTMLCanvasElement): number => {
  const scale = Math.min(2, devicePixelRatio);
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return scale;
};

const coloursOf = (canvas: HTMLCanvasElement): TraceColours => {
  const style = getComputedStyle(canvas);
  return {
    line: style.getPropertyValue('--k-line'),
    seen: style.getPropertyValue('--k-trace-seen'),
    shown: style.getPropertyValue('--k-accent'),
  };
};
