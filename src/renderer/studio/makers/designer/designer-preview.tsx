import { shapeOptions } from '@motion/shape/options';
import { createShaper } from '@motion/shape/shaper';
import { toClock } from '@shared/clock';
import { createMotionFrame } from '@shared/motion-frame';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type AvatarView, createAvatarView } from '../../../avatar/avatar-view';
import type { Shot } from '../../../avatar/camera-shot';
import { useStudio } from '../../context';

const SIZE = { width: 480, height: 560 };
/** Pictures a second: it is a look, and the Stage has the machine first. */
const RATE = 24;

interface DesignerPreviewProps {
  file: Uint8Array | undefined;
  shot: Shot;
  /** The avatar of `file` is in the picture. */
  onShown(file: Uint8Array): void;
  onFault(message: string): void;
}

/** The avatar as it stands at rest, breathing and blinking. */
export const DesignerPreview = ({ file, shot, onShown, onFault }: DesignerPreviewProps) => {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<AvatarView>(undefined);
  const motion = useStudio((state) => state.settings.motion);
  const idle = useRef(motion);
  const fault = useRef(onFault);
  fault.current = onFault;
  const shown = useRef(onShown);
  shown.current = onShown;

  useEffect(() => {
    const canvas = document.createElement('canvas');
    canvas.width = SIZE.width;
    canvas.height = SIZE.height;
    place.current?.append(canvas);
    let opened: AvatarView;
    try {
      opened = createAvatarView({ canvas });
    } catch (error) {
      fault.current((error as Error).message);
      return;
    }
    view.current = opened;
    const shaper = createShaper(shapeOptions(idle.current));
    const frame = createMotionFrame('mix');
    let rest = opened.rest;
    let last = performance.now();
    let request = 0;
    const draw = (now: number): void => {
      request = requestAnimationFrame(draw);
      if (now - last < 1000 / RATE - 2) return;
      if (opened.rest !== undefined && opened.rest !== rest) {
        rest = opened.rest;
        shaper.setRest(rest);
      }
      shaper.step(toClock(performance.timeOrigin, now), frame);
      opened.apply(frame);
      opened.render((now - last) / 1000);
      last = now;
    };
    request = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(request);
      opened.dispose();
      opened.canvas.remove();
      view.current = undefined;
    };
  }, []);

  useEffect(() => view.current?.setShot(shot), [shot]);

  useEffect(() => {
    if (file === undefined) return;
    view.current?.load(file).then(
      () => shown.current(file),
      (error: Error) => {
        if (error.name !== 'AbortError') fault.current(error.message);
      },
    );
  }, [file]);

  return <div ref={place} className="k-design-view" role="img" aria-label={t('designer.preview')} />;
};
