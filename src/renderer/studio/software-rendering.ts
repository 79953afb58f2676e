import { askRendererName, isSoftwareRenderer } from '../graphics';
import { createDelegateMemory } from '../track/delegate-memory';

/** What tracking has asked at an earlier start, which spares this page a context of its own; empty at the first one. */
const rememberedRenderer = (): string => createDelegateMemory().read()?.renderer ?? '';

/** Whether the CPU draws, as far as that is known without asking. */
export const isKnownToRenderInSoftware = (): boolean => isSoftwareRenderer(rememberedRenderer());

/** Whether the CPU draws. Asks where nothing is known, which can hold the page up for seconds. */
export const rendersInSoftware = (): boolean => isSoftwareRenderer(rememberedRenderer() || askRendererName());
