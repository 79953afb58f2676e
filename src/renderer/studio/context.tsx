import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { StudioState, StudioStore } from './store';
import type { StudioActions } from './studio-actions';

interface Studio {
  store: StudioStore;
  actions: StudioActions;
}

const StudioContext = createContext<Studio | undefined>(undefined);

export const StudioProvider = ({ children, ...studio }: Studio & { children: ReactNode }) => (
  <StudioContext value={studio}>{children}</StudioContext>
);

const useContents = (): Studio => {
  const studio = useContext(StudioContext);
  if (studio === undefined) throw new Error('Studio components live inside of StudioProvider.');
  return studio;
};

/** A part of Studio's state; the component renders again when it changes. */
export const useStudio = <Part,>(select: (state: StudioState) => Part): Part =>
  useStore(useContents().store, select);

export const useActions = (): StudioActions => useContents().actions;
