import { useEffect } from 'react';
import type { StudioActions } from '../studio-actions';

/** Ctrl+Z (⌘Z) takes the last change of a setting back, with Shift or by Ctrl+Y it is done again; text fields keep their own. */
export const useStudioKeys = ({ undo, redo }: StudioActions): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target)) return;
      const key = event.key.toLowerCase();
      const work = key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : undefined;
      if (work === undefined) return;
      event.preventDefault();
      work();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [undo, redo]);
};

const TEXTLESS = new Set(['checkbox', 'radio', 'range', 'button', 'file', 'color']);

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !target.readOnly && !TEXTLESS.has(target.type));
