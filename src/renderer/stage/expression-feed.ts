import { createExpressionLayer } from '@motion/shape/expression-layer';
import type { ShownExpression } from '@shared/api';
import type { MotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import { styleOf } from '@shared/settings/expressions';
import type { Host } from '../host';

/** The expressions that the user asked for, on this Stage. */
export interface ExpressionFeed {
  follow(settings: Settings): void;
  /** Lays them over the frame that is shown at `now`, ms of the page. */
  lay(frame: MotionFrame, now: number): void;
  /** By name, for what no frame carries. */
  readonly weights: ReadonlyMap<string, number>;
  close(): void;
}

/** After a pause the fades go on from where they were, ms. */
const LONGEST_STEP = 100;

export const createExpressionFeed = (host: Pick<Host, 'api' | 'onShownExpressions'>): ExpressionFeed => {
  const layer = createExpressionLayer();
  let shown: readonly ShownExpression[] = [];
  let styles: Settings['expressions']['styles'] = [];
  let last = 0;

  const want = (): void => layer.want(shown.map(({ name }) => styleOf(styles, name)));

  const show = (next: readonly ShownExpression[]): void => {
    shown = next;
    want();
  };

  const stop = host.onShownExpressions(show);
  // A host that has gone tells it again when it is back.
  host.api.getShownExpressions().then(show, () => undefined);

  return {
    follow: ({ expressions }) => {
      if (expressions.styles === styles) return;
      styles = expressions.styles;
      want();
    },
    lay: (frame, now) => {
      layer.lay(frame, Math.min(LONGEST_STEP, Math.max(0, now - last)));
      last = now;
    },
    weights: layer.weights,
    close: stop,
  };
};
