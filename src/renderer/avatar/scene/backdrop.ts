import { CanvasTexture, Color, type Scene, SRGBColorSpace, type Texture, VideoTexture } from 'three';
import { readImageSize } from '../image-size';
import { drawRoom } from './draw-room';

/** What is behind the avatar. */
export type Background =
  | { kind: 'transparent' }
  | { kind: 'colour' /** `#rrggbb` */; colour: string }
  | { kind: 'gradient'; top: string; bottom: string /** Degrees, clockwise. */; angle: number }
  /** Address on the own origin; `blur` 0..1. */
  | { kind: 'image'; url: string; blur: number }
  | { kind: 'video'; url: string }
  /** Colours of the room; see `shared/surroundings.ts`. */
  | { kind: 'room'; colours: readonly number[] };

/** A picture behind the avatar that fills the feed, whatever its shape. */
export interface Backdrop {
  /**
   * Resolves when it is shown, or another was chosen meanwhile. @throws Error with a sentence for the user; the background is then
   * empty.
   */
  set(background: Background): Promise<void>;
  setAspect(aspect: number): void;
  /** The average colour of what is shown; undefined where there is nothing. */
  readonly tint: Color | undefined;
  dispose(): void;
}

interface Shown {
  texture: Texture;
  aspect: number;
  /** A gradient has no shape of its own. */
  stretches: boolean;
  tint: Color;
  end(): void;
}

/** Longest side of a decoded background, pixels: more than any feed shows of it. */
const LONGEST = 2560;
/** Largest picture that is decoded, pixels. */
const MOST_PIXELS = 64 * 1024 * 1024;
/** Largest file, bytes. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Blur of 1, in shares of the picture's longer side. */
const BLUR = 0.02;
const VIDEO_WAIT = 15_000;

export const createBackdrop = (scene: Scene): Backdrop => {
  let shown: Shown | undefined;
  let aspect = 1;
  let turn = 0;

  const take = (next: Shown | undefined): void => {
    shown?.end();
    shown = next;
    scene.background = next?.texture ?? null;
    cover();
  };

  /** Crops the picture to the feed's shape, about its middle. */
  const cover = (): void => {
    if (!shown) return;
    const { texture } = shown;
    const wide = shown.stretches ? 1 : shown.aspect / aspect;
    texture.repeat.set(Math.min(1, 1 / wide), Math.min(1, wide));
    texture.offset.set((1 - texture.repeat.x) / 2, (1 - texture.repeat.y) / 2);
    texture.updateMatrix();
  };

  return {
    get tint() {
      return shown?.tint;
    },
    set: async (background) => {
      const own = ++turn;
      try {
        const next = await open(background);
        if (own === turn) take(next);
        else next?.end();
      } catch (error) {
        if (own !== turn) return;
        take(undefined);
        throw error;
      }
    },
    setAspect: (next) => {
      aspect = next;
      cover();
    },
    dispose: () => {
      turn += 1;
      take(undefined);
    },
  };
};

const open = async (background: Background): Promise<Shown | undefined> => {
  switch (background.kind) {
    case 'gradient':
      return openGradient(background);
    case 'image':
      return openImage(background);
    case 'video':
      return openVideo(background.url);
    case 'room':
      return ofCanvas(drawRoom(background.colours), true);
    default:
      return undefined;
  }
};

const ofCanvas = (canvas: HTMLCanvasElement, stretches: boolean): Shown => {
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.generateMipmaps = false;
  return {
    texture,
    aspect: canvas.width / canvas.height,
    stretches,
    tint: averageOf(canvas),
    end: () => texture.dispose(),
  };
};

const openGradient = ({ top, bottom, angle }: Extract<Background, { kind: 'gradient' }>): Shown => {
  const canvas = document.createElement('canvas');
  canvas.width = 256;
  canvas.height = 256;
  const context = canvas.getContext('2d')!;
  const radians = (angle * Math.PI) / 180;
  // As long as needed for the corners to have the end colours.
  const reach = 128 * (Math.abs(Math.sin(radians)) + Math.abs(Math.cos(radians)));
  const [x, y] = [Math.sin(radians) * reach, -Math.cos(radians) * reach];
  const gradient = context.createLinearGradient(128 + x, 128 + y, 128 - x, 128 - y);
  gradient.addColorStop(0, top);
  gradient.addColorStop(1, bottom);
  context.fillStyle = gradient;
  context.fillRect(0, 0, 256, 256);
  return ofCanvas(canvas, true);
};

const openImage = async ({ url, blur }: Extract<Background, { kind: 'image' }>): Promise<Shown> => {
  const bytes = await fetchPicture(url);
  const size = readImageSize(bytes);
  if (!size || size.width * size.height === 0)
    throw new Error('The background picture is damaged, or is neither PNG, JPEG nor WebP. Choose another.');
  if (size.width * size.height > MOST_PIXELS)
    throw new Error('The background picture is too large. Shrink it to 8192 pixels a side or less.');
  const scale = Math.min(1, LONGEST / Math.max(size.width, size.height));
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  const picture = await createImageBitmap(new Blob([bytes]), {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'high',
  }).catch(() => {
    throw new Error('The background picture could not be read. Choose another.');
  });
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  const radius = blur * BLUR * Math.max(width, height);
  if (radius > 0) context.filter = `blur(${radius}px)`;
  // Beyond the edges, or the blur would draw in emptiness.
  context.drawImage(picture, -radius * 2, -radius * 2, width + radius * 4, height + radius * 4);
  picture.close();
  return ofCanvas(canvas, false);
};

const fetchPicture = async (url: string): Promise<Uint8Array<ArrayBuffer>> => {
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok) throw new Error('The background is not there any more. Choose another.');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.byteLength > MOST_BYTES)
    throw new Error('The background picture is larger than 32 MB. Shrink it.');
  return bytes;
};

const fetchVideo = async (url: string): Promise<Blob> => {
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok) throw new Error('The background is not there any more. Choose another.');
  return answer.blob();
};

const openVideo = async (url: string): Promise<Shown> => {
  const video = document.createElement('video');
  video.muted = true;
  video.loop = true;
  video.playsInline = true;
  // The whole file at hand: a loop jumps back to its beginning.
  video.src = URL.createObjectURL(await fetchVideo(url));
  const end = (): void => {
    video.pause();
    URL.revokeObjectURL(video.src);
    video.removeAttribute('src');
    video.load();
  };
  try {
    await firstPicture(video);
  } catch (error) {
    end();
    throw error;
  }
  const texture = new VideoTexture(video);
  texture.colorSpace = SRGBColorSpace;
  keepMoving(texture, video);
  return {
    texture,
    aspect: video.videoWidth / Math.max(video.videoHeight, 1),
    stretches: false,
    tint: averageOf(video),
    end: () => {
      texture.dispose();
      end();
    },
  };
};

/**
 * Looks for a new picture whenever one is drawn: three waits for `requestVideoFrameCallback`, which stands still in a covered window, where
 * Chromium also pauses a silent video.
 */
const keepMoving = (texture: VideoTexture, video: HTMLVideoElement): void => {
  let shownTime = Number.NaN;
  texture.update = () => {
    if (video.paused) video.play().catch(() => undefined);
    if (video.currentTime === shownTime || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    shownTime = video.currentTime;
    texture.needsUpdate = true;
  };
};

const firstPicture = (video: HTMLVideoElement): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (): void =>
      reject(new Error('The background video cannot be played here. Try MP4 (H.264) or WebM.'));
    const timer = setTimeout(fail, VIDEO_WAIT);
    video.addEventListener('error', fail, { once: true });
    video.addEventListener('playing', () => resolve(), { once: true });
    video.play().catch(fail);
    video.addEventListener('playing', () => clearTimeout(timer), { once: true });
  });

/** Linear average of a picture. */
const averageOf = (source: CanvasImageSource): Color => {
  const canvas = document.createElement('canvas');
  canvas.width = 16;
  canvas.height = 16;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(source, 0, 0, 16, 16);
  const { data } = context.getImageData(0, 0, 16, 16);
  const sum = new Color(0, 0, 0);
  const pixel = new Color();
  for (let i = 0; i < data.length; i += 4)
    sum.add(pixel.setRGB(data[i]! / 255, data[i + 1]! / 255, data[i + 2]! / 255, SRGBColorSpace));
  return sum.multiplyScalar(4 / data.length);
};
