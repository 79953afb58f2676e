import { ROOM_COLUMNS, ROOM_ROWS } from '@shared/surroundings';

const WIDTH = 128;
const HEIGHT = 80;
/** Wider than a field: no edge of one can be seen. */
const BLUR = 14;

/** The fields of the room as one soft picture. */
export const drawRoom = (colours: readonly number[]): HTMLCanvasElement => {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d')!;
  context.filter = `blur(${BLUR}px)`;
  // Fields at the edge go far beyond it, or the blur would draw in emptiness.
  const [w, h] = [WIDTH / ROOM_COLUMNS, HEIGHT / ROOM_ROWS];
  const edge = BLUR * 3;
  for (let row = 0; row < ROOM_ROWS; row++)
    for (let column = 0; column < ROOM_COLUMNS; column++) {
      const field = (row * ROOM_COLUMNS + column) * 3;
      const [red, green, blue] = [colours[field] ?? 0, colours[field + 1] ?? 0, colours[field + 2] ?? 0];
      context.fillStyle = `rgb(${red} ${green} ${blue})`;
      const left = column === 0 ? -edge : column * w;
      const top = row === 0 ? -edge : row * h;
      const right = column === ROOM_COLUMNS - 1 ? WIDTH + edge : (column + 1) * w;
      const bottom = row === ROOM_ROWS - 1 ? HEIGHT + edge : (row + 1) * h;
      context.fillRect(left, top, right - left, bottom - top);
    }
  return canvas;
};
