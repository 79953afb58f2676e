import './graphs.css';
import { lazy } from 'react';

/** Graphs load when they are first shown: the filters in them are no part of the first paint. */
export const SmoothingGraph = lazy(async () => ({
  default: (await import('./smoothing-graph')).SmoothingGraph,
}));
export const BlinkCurve = lazy(async () => ({ default: (await import('./blink-curve')).BlinkCurve }));
