export type { FoundFace } from './face-frame';
export { makePortrait, type PortraitSource } from './make-portrait';
