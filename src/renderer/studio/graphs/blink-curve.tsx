import { Text } from '@mantine/core';
import { closureAt } from '@motion/shape/blink-curve';
import { createCalibrationStep } from '@motion/shape/calibration';
import { findCalibration } from '@shared/calibration';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { copyMotionFrame, createMotionFrame } from '@shared/motion-frame';
import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { SliderField } from '../controls/slider-field';
import { DEFAULTS } from '../sections/defaults';
import { useSlowFrames } from './use-slow-frames';
import { useSolvedMotion } from './use-solved-motion';

/** Size of the drawing in its own units, and the room around the curve for its points. */
const WIDTH = 260;
const HEIGHT = 96;
const EDGE = 10;

const LIMITS = { open: { min: 0, max: 0.5 }, shut: { min: 0.6, max: 1 } } as const;
type Point = keyof typeof LIMITS;
const STEP = 0.01;

const across = (weight: number): number => EDGE + weight * (WIDTH - 2 * EDGE);
const up = (weight: number): number => HEIGHT - EDGE - weight * (HEIGHT - 2 * EDGE);

/** How the person's lids move the avatar's: two points to drag, or to move by their sliders, and where both eyes are now. */
export const BlinkCurve = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const blink = useStudio(({ settings }) => settings.motion.blink);
  const [dragged, setDragged] = useState<{ point: Point; value: number }>();
  const curve = dragged === undefined ? blink : { ...blink, [dragged.point]: dragged.value };
  const place = useRef<SVGSVGElement>(null);
  const eyes = useEyes(place);

  const set = (point: Point, value: number, moment: 'moving' | 'done') =>
    change({ motion: { blink: { [point]: value } } }, moment === 'moving' ? 'gentle' : 'now');

  const valueUnder = (point: Point, event: PointerEvent): number => {
    const box = place.current?.getBoundingClientRect();
    if (box === undefined) return blink[point];
    const weight = (((event.clientX - box.left) / box.width) * WIDTH - EDGE) / (WIDTH - 2 * EDGE);
    const { min, max } = LIMITS[point];
    return Math.round(Math.min(max, Math.max(min, weight)) / STEP) * STEP;
  };

  const drag = (point: Point) => ({
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged({ point, value: blink[point] });
    },
    onPointerMove: (event: PointerEvent) => {
      if (dragged?.point !== point) return;
      const value = valueUnder(point, event);
      setDragged({ point, value });
      set(point, value, 'moving');
    },
    onPointerUp: () => {
      if (dragged?.point !== point) return;
      set(point, dragged.value, 'done');
      setDragged(undefined);
    },
    onPointerCancel: () => setDragged(undefined),
  });

  return (
    <div className="k-field k-graph">
      <Text size="sm" fw={550}>
        {t('graphs.blink')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('graphs.blinkHelp')}
      </Text>
      <svg
        ref={place}
        className="k-blink"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={
          eyes === undefined
            ? t('graphs.waiting')
            : t('graphs.blinkNow', { left: Math.round(eyes.left * 100), right: Math.round(eyes.right * 100) })
        }
      >
        <path className="k-blink-frame" d={`M${EDGE} ${EDGE}V${HEIGHT - EDGE}H${WIDTH - EDGE}`} />
        <path
          className="k-blink-line"
          d={`M${across(0)} ${up(0)}H${across(curve.open)}L${across(curve.shut)} ${up(1)}H${across(1)}`}
        />
        {eyes !== undefined &&
          [eyes.left, eyes.right].map((weight, eye) => (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: an eye has no other name
              key={eye}
              className="k-blink-eye"
              cx={across(weight)}
              cy={up(closureAt(curve, weight))}
              r={4}
            />
          ))}
        <circle
          className="k-blink-point"
          data-point="open"
          cx={across(curve.open)}
          cy={up(0)}
          r={7}
          {...drag('open')}
        />
        <circle
          className="k-blink-point"
          data-point="shut"
          cx={across(curve.shut)}
          cy={up(1)}
          r={7}
          {...drag('shut')}
        />
      </svg>
      {(['open', 'shut'] as const).map((point) => (
        <SliderField
          key={point}
          label={point === 'open' ? t('graphs.blinkOpen') : t('graphs.blinkShut')}
          help={point === 'open' ? t('graphs.blinkOpenHelp') : t('graphs.blinkShutHelp')}
          value={curve[point]}
          defaultValue={DEFAULTS.motion.blink[point]}
          {...LIMITS[point]}
          step={STEP}
          words={(value) => t('units.percent', { value: Math.round(value * 100) })}
          onChange={(value, moment) => set(point, value, moment)}
        />
      ))}
    </div>
  );
};

/** How closed both eyes are, 0..1, as the neutral pose leaves it; undefined while no face is tracked. */
const useEyes = (place: React.RefObject<SVGSVGElement | null>) => {
  const [eyes, setEyes] = useState<{ left: number; right: number }>();
  const motion = useStudio(({ settings }) => settings.motion);
  const avatar = useStudio(({ settings }) => settings.avatar.current);
  const camera = useStudio(({ source }) => source?.sourceLabel ?? '');
  const calibration = useMemo(() => {
    const found = findCalibration(motion.calibrations, camera, avatar);
    return found && createCalibrationStep(found);
  }, [motion.calibrations, camera, avatar]);
  const [frame] = useState(() => createMotionFrame());
  const heardAt = useRef(Number.NEGATIVE_INFINITY);

  useSolvedMotion((solved) => {
    if (solved.drives.expressions[EXPRESSION_INDEX.blinkLeft] === 0) return;
    copyMotionFrame(solved, frame);
    calibration?.apply(frame);
    heardAt.current = performance.now();
  });
  useSlowFrames(place, () => {
    if (performance.now() - heardAt.current > 1_000) {
      setEyes(undefined);
      return;
    }
    const left = frame.expressions[EXPRESSION_INDEX.blinkLeft]!;
    const right = frame.expressions[EXPRESSION_INDEX.blinkRight]!;
    setEyes((before) => (before?.left === left && before.right === right ? before : { left, right }));
  });
  return eyes;
};
