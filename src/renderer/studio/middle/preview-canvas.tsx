import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { type PreviewLoop, startPreview } from '../preview/preview-loop';

/** The camera's picture with the landmarks that were found in it. */
export const PreviewCanvas = () => {
  const { t } = useTranslation();
  const actions = useActions();
  const { mirrorPreview, showLandmarks } = useStudio((state) => state.settings.studio);
  const canvas = useRef<HTMLCanvasElement>(null);
  const loop = useRef<PreviewLoop>(undefined);
  const look = useRef({ mirrored: mirrorPreview, landmarks: showLandmarks });
  look.current = { mirrored: mirrorPreview, landmarks: showLandmarks };

  useEffect(() => {
    if (canvas.current === null) return;
    loop.current = startPreview(canvas.current, actions.pipeline, look.current);
    return () => loop.current?.stop();
  }, [actions]);
  useEffect(() => {
    loop.current?.setLook({ mirrored: mirrorPreview, landmarks: showLandmarks });
  }, [mirrorPreview, showLandmarks]);

  return <canvas ref={canvas} className="k-canvas" role="img" aria-label={t('preview.picture')} />;
};
