/*
 * Colours of what is around the person or behind the avatar's window: averages, and nothing else of the picture that they are of. They
 * pass between Kagami's own windows alone (BroadcastChannel) and are neither stored nor sent on.
 */

/** `room`: what the camera sees. `screen`: a screen or window that the user chose. */
export type SurroundingsOf = 'room' | 'screen';

/**
 * The room is told as so many fields side by side and above each other: a person who sits before the camera fills three or four of them,
 * and neither face nor silhouette can be made out.
 */
export const ROOM_COLUMNS = 8;
export const ROOM_ROWS = 5;

export interface Surroundings {
  of: SurroundingsOf;
  /** Red, green, blue, 0..255, field by field in rows from the top; one field for the screen. null: no longer known. */
  colours: readonly number[] | null;
}

/** Whether a message holds surroundings that can be shown. */
export const areSurroundings = ({ of, colours }: Surroundings): boolean =>
  colours === null ||
  (colours.length === (of === 'room' ? ROOM_COLUMNS * ROOM_ROWS * 3 : 3) &&
    colours.every((value) => value >= 0 && value <= 255));

/** Of all fields together, each 0..255. */
export const averageColour = (colours: readonly number[]): [red: number, green: number, blue: number] => {
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < colours.length; i++) sum[i % 3]! += colours[i]!;
  const fields = Math.max(1, colours.length / 3);
  return [sum[0] / fields, sum[1] / fields, sum[2] / fields];
};
