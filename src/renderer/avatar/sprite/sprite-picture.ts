import { MAX_SPRITE_FRAMES, type SpriteType } from '@shared/sprite-avatar';
import { CanvasTexture, ClampToEdgeWrapping, LinearFilter, LinearMipmapLinearFilter, Texture } from 'three';
import { AvatarFileError } from '../read-glb';
import { MAX_SPRITE_TEXTURE } from './read-sprites';

/** One picture, still or moving, on the graphics card. Its pixels are premultiplied by alpha, as on a screen. */
export interface SpritePicture {
  readonly texture: Texture;
  /** Width / height. */
  readonly aspect: number;
  /** A moving picture begins anew. */
  restart(): void;
  /** Lets a moving picture run on by `elapsed` ms. Waits for nothing: a frame that is late is shown late. */
  step(elapsed: number): void;
  dispose(): void;
}

/** What browsers play a frame for that says nothing of its time, or too little, ms. */
const USUAL_FRAME = 100;
const SHORTEST_FRAME = 20;

/** @throws AvatarFileError where the picture cannot be decoded */
export const openSpritePicture = async (bytes: Uint8Array, type: SpriteType): Promise<SpritePicture> => {
  const moving = await openMoving(bytes, type).catch(() => undefined);
  return moving ?? openStill(bytes, type);
};

const openStill = async (bytes: Uint8Array, type: SpriteType): Promise<SpritePicture> => {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), {
      premultiplyAlpha: 'premultiply',
    });
    bitmap = await shrunk(bitmap);
  } catch {
    throw new AvatarFileError('A picture in the file is damaged and cannot be shown.');
  }
  const texture = prepare(new Texture(bitmap));
  texture.generateMipmaps = true;
  texture.minFilter = LinearMipmapLinearFilter;
  const nothing = (): void => undefined;
  return {
    texture,
    aspect: bitmap.width / bitmap.height,
    restart: nothing,
    step: nothing,
    dispose: () => {
      texture.dispose();
      bitmap.close();
    },
  };
};

const shrunk = async (bitmap: ImageBitmap): Promise<ImageBitmap> => {
  const scale = MAX_SPRITE_TEXTURE / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1) return bitmap;
  const small = await createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.round(bitmap.width * scale)),
    resizeHeight: Math.max(1, Math.round(bitmap.height * scale)),
    resizeQuality: 'high',
    premultiplyAlpha: 'premultiply',
  });
  bitmap.close();
  return small;
};

/**
 * Plays an animation frame by frame as it is decoded, one frame ahead: however long it is, three frames are in memory.
 * @returns undefined where the picture is still, or the browser has no WebCodecs: the first frame stands for it then
 */
const openMoving = async (bytes: Uint8Array, type: SpriteType): Promise<SpritePicture | undefined> => {
  if (typeof ImageDecoder === 'undefined' || !(await ImageDecoder.isTypeSupported(type))) return undefined;
  const decoder = new ImageDecoder({ data: bytes as Uint8Array<ArrayBuffer>, type, preferAnimation: true });
  const close = (): undefined => decoder.close() as undefined;
  // What the bytes hold is known a little after the bytes themselves.
  await Promise.all([decoder.tracks.ready, decoder.completed]);
  const track = decoder.tracks.selectedTrack;
  if (!track?.animated || track.frameCount < 2) return close();
  const count = Math.min(track.frameCount, MAX_SPRITE_FRAMES);
  const { image: first } = await decoder.decode({ frameIndex: 0 });
  const scale = Math.min(1, MAX_SPRITE_TEXTURE / Math.max(first.displayWidth, first.displayHeight));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(first.displayWidth * scale)),
    Math.max(1, Math.round(first.displayHeight * scale)),
  );
  const context = canvas.getContext('2d');
  if (context === null) return close();
  const texture = prepare(new CanvasTexture(canvas));
  texture.premultiplyAlpha = true;
  texture.minFilter = LinearFilter;
  texture.generateMipmaps = false;
  let index = 0;
  let shownFor = 0;
  let lasts = durationOf(first);
  let next: VideoFrame | undefined;
  let closed = false;
  let run = 0;

  const draw = (frame: VideoFrame): void => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(frame, 0, 0, canvas.width, canvas.height);
    texture.needsUpdate = true;
  };

  const fetchNext = (): void => {
    const own = run;
    decoder.decode({ frameIndex: (index + 1) % count }).then(
      ({ image }) => {
        if (closed || own !== run) image.close();
        else next = image;
      },
      // A frame that is damaged ends the animation: what was shown last stays.
      () => undefined,
    );
  };

  draw(first);
  fetchNext();
  return {
    texture,
    aspect: canvas.width / canvas.height,
    restart: () => {
      if (index === 0) {
        shownFor = 0;
        return;
      }
      run += 1;
      next?.close();
      next = undefined;
      index = 0;
      shownFor = 0;
      lasts = durationOf(first);
      draw(first);
      fetchNext();
    },
    step: (elapsed) => {
      shownFor += elapsed;
      if (next === undefined || shownFor < lasts) return;
      const frame = next;
      next = undefined;
      shownFor = Math.min(shownFor - lasts, SHORTEST_FRAME);
      lasts = durationOf(frame);
      index = (index + 1) % count;
      draw(frame);
      frame.close();
      fetchNext();
    },
    dispose: () => {
      closed = true;
      next?.close();
      first.close();
      texture.dispose();
      decoder.close();
    },
  };
};

/** @returns ms; `duration` is in microseconds */
const durationOf = ({ duration }: VideoFrame): number => {
  const milliseconds = (duration ?? 0) / 1000;
  return milliseconds < SHORTEST_FRAME ? USUAL_FRAME : milliseconds;
};

const prepare = <Kind extends Texture>(texture: Kind): Kind => {
  texture.flipY = false;
  texture.wrapS = ClampToEdgeWrapping;
  texture.wrapT = ClampToEdgeWrapping;
  texture.needsUpdate = true;
  return texture;
};
