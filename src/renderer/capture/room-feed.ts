import type { Settings } from '@shared/settings';
import { ROOM_COLUMNS, ROOM_ROWS, type Surroundings } from '@shared/surroundings';
import { createColourSampler } from './colour-sampler';

/** Tells the Stages the colours of the room, while one of them is to show them. */
export interface RoomFeed {
  follow(settings: Settings): void;
  /** A picture of the camera; looked at a few times a second and not kept. */
  see(picture: CanvasImageSource, time: number): void;
  /** The camera is closed: what was told is taken back. */
  clear(): void;
}

const EVERY_MS = 200;
/** Who moves is a change of light, no more. */
const SMOOTH_MS = 1200;

export const wantsRoom = ({ stage, scene, capture }: Settings): boolean =>
  capture.running &&
  (stage.background === 'room' || (scene.lights.colourFrom === 'room' && scene.lights.fromBackground > 0));

export const createRoomFeed = (tell: (room: Surroundings) => void): RoomFeed => {
  const sampler = createColourSampler({
    columns: ROOM_COLUMNS,
    rows: ROOM_ROWS,
    everyMs: EVERY_MS,
    smoothMs: SMOOTH_MS,
  });
  let wanted = false;
  let told = false;

  const clear = (): void => {
    sampler.reset();
    if (told) tell({ of: 'room', colours: null });
    told = false;
  };

  return {
    follow: (settings) => {
      wanted = wantsRoom(settings);
      if (!wanted) clear();
    },
    see: (picture, time) => {
      const colours = wanted ? sampler.see(picture, time) : undefined;
      if (colours === undefined) return;
      told = true;
      tell({ of: 'room', colours });
    },
    clear,
  };
};
