import { ClipError } from '@motion/clip';

/** Bounds of what is read. */
export const MAX_BVH_BYTES = 256 * 1024 * 1024;
const MAX_JOINTS = 1024;
const MAX_DEPTH = 128;
const MAX_FRAMES = 120_000;
const MAX_NUMBERS = 40_000_000;
/** Farthest that anything lies, in the file's own unit. */
const MAX_PLACE = 1e6;

export type BvhChannel = 'xposition' | 'yposition' | 'zposition' | 'xrotation' | 'yrotation' | 'zrotation';
const CHANNELS: readonly string[] = [
  'xposition',
  'yposition',
  'zposition',
  'xrotation',
  'yrotation',
  'zrotation',
] satisfies BvhChannel[];

export interface BvhJoint {
  name: string;
  /** Index of the joint above; -1 for the root. A parent comes before its children. */
  parent: number;
  offset: [number, number, number];
  channels: BvhChannel[];
  /** Where its first channel lies in a frame. */
  firstChannel: number;
  /** Offsets of its `End Site`s. */
  ends: [number, number, number][];
}

export interface Bvh {
  joints: BvhJoint[];
  frameCount: number;
  /** Milliseconds between two frames. */
  frameMs: number;
  channelCount: number;
  /** frames × channels, in the file's units: its own length, and degrees. */
  values: Float32Array;
}

/**
 * Reads a BVH file's text.
 * @throws ClipError with a sentence for the user where it is none, damaged, or larger than the bounds
 */
export const readBvh = (text: string): Bvh => {
  if (text.length > MAX_BVH_BYTES) throw new ClipError('The BVH file is too large.');
  const words = createWords(text);
  if (words.next().toUpperCase() !== 'HIERARCHY') throw new ClipError('This is not a BVH file.');
  const { joints, channelCount } = readHierarchy(words);
  expectWord(words, 'MOTION');
  expectWord(words, 'FRAMES:');
  const frameCount = words.number();
  expectWord(words, 'FRAME');
  expectWord(words, 'TIME:');
  const frameMs = words.number() * 1000;
  if (!Number.isInteger(frameCount) || frameCount < 1 || frameCount > MAX_FRAMES)
    throw new ClipError('The BVH file is damaged or too long: its number of frames cannot be used.');
  if (!(frameMs > 0.1 && frameMs <= 10_000))
    throw new ClipError('The BVH file is damaged: its frame time cannot be right.');
  const count = frameCount * channelCount;
  // Every number takes a character and a blank at least.
  if (count > MAX_NUMBERS || count > text.length) throw new ClipError('The BVH file is damaged or too long.');
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = place(words.number());
  return { joints, frameCount, frameMs, channelCount, values };
};

interface Words {
  /** The next word; empty at the end. */
  next(): string;
  number(): number;
}

const createWords = (text: string): Words => {
  const pattern = /\S+/g;
  const next = (): string => pattern.exec(text)?.[0] ?? '';
  return {
    next,
    number: () => {
      const word = next();
      const value = Number(word);
      if (word === '' || !Number.isFinite(value))
        throw new ClipError(
          word === ''
            ? 'The BVH file is cut off: it ends in the middle.'
            : 'The BVH file is damaged: a number of it cannot be read.',
        );
      return value;
    },
  };
};

const expectWord = (words: Words, wanted: string): void => {
  if (words.next().toUpperCase() !== wanted)
    throw new ClipError(`The BVH file is damaged: "${wanted}" is missing.`);
};

const place = (value: number): number => {
  if (Math.abs(value) > MAX_PLACE)
    throw new ClipError('The BVH file is damaged: a number of it is out of bounds.');
  return value;
};

const vector = (words: Words): [number, number, number] => [
  place(words.number()),
  place(words.number()),
  place(words.number()),
];

const readHierarchy = (words: Words): { joints: BvhJoint[]; channelCount: number } => {
  const joints: BvhJoint[] = [];
  const open: number[] = [];
  let channelCount = 0;
  expectWord(words, 'ROOT');
  beginJoint(-1);

  function beginJoint(parent: number): void {
    // Names may hold blanks: everything up to the brace.
    const name: string[] = [];
    for (let word = words.next(); word !== '{'; word = words.next()) {
      if (word === '' || name.length > 16)
        throw new ClipError('The BVH file is damaged: a joint has no body.');
      name.push(word);
    }
    if (joints.length >= MAX_JOINTS || open.length >= MAX_DEPTH)
      throw new ClipError('The BVH file has more joints than Kagami takes.');
    open.push(joints.length);
    joints.push({
      name: name.join(' ').slice(0, 200),
      parent,
      offset: [0, 0, 0],
      channels: [],
      firstChannel: 0,
      ends: [],
    });
  }

  while (open.length > 0) {
    const current = joints[open[open.length - 1]!]!;
    const word = words.next().toUpperCase();
    if (word === 'JOINT') beginJoint(open[open.length - 1]!);
    else if (word === 'OFFSET') current.offset = vector(words);
    else if (word === 'CHANNELS') {
      current.firstChannel = channelCount;
      current.channels = readChannels(words);
      channelCount += current.channels.length;
    } else if (word === 'END') {
      expectWord(words, 'SITE');
      expectWord(words, '{');
      expectWord(words, 'OFFSET');
      if (current.ends.length < 16) current.ends.push(vector(words));
      expectWord(words, '}');
    } else if (word === '}') open.pop();
    else throw new ClipError('The BVH file is damaged: its skeleton cannot be read.');
  }
  if (channelCount === 0) throw new ClipError('The BVH file moves nothing.');
  return { joints, channelCount };
};

const readChannels = (words: Words): BvhChannel[] => {
  const count = words.number();
  if (!Number.isInteger(count) || count < 0 || count > 6)
    throw new ClipError('The BVH file is damaged: a joint has too many channels.');
  return Array.from({ length: count }, () => {
    const channel = words.next().toLowerCase();
    if (!CHANNELS.includes(channel))
      throw new ClipError('The BVH file is damaged: a channel is of no known kind.');
    return channel as BvhChannel;
  });
};
