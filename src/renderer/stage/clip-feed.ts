import { createClipPlayer, type MotionClip } from '@motion/clip';
import type { ClipEntry, PlayedClip } from '@shared/api';
import { BONE_INDEX, type RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import type { Host } from '../host';

/** Plays the animation that the user asked for on this Stage's avatar. */
export interface ClipFeed {
  setRest(rest: RestPose): void;
  /** Tells the clip's pose at `now` (ms of the one clock), while one plays. */
  step(now: number): void;
  close(): void;
}

export interface ClipFeedOptions {
  host: Host;
  /** The frame is reused. */
  onFrame(frame: MotionFrame): void;
  /** A clip cannot be played: a sentence for the user. */
  onFault(message: string): void;
}

/** The pose at the end is shown once, however late its frame comes, ms. */
const LAST_POSE_MS = 250;

type Player = ReturnType<typeof createClipPlayer>;

export const createClipFeed = ({ host, onFrame, onFault }: ClipFeedOptions): ClipFeed => {
  const frame = createMotionFrame('animation');
  const scratch = createMotionFrame('animation');
  let hipsHeight = 1;
  let player: Player | undefined;
  let startedAt: number | undefined;
  /** What was asked for last: a slow file must not cover a later wish. */
  let wish: PlayedClip | null = null;
  let cached: { key: string; clip: MotionClip } | undefined;

  const load = async (id: string): Promise<MotionClip> => {
    const entry = (await host.api.listClips()).find((candidate) => candidate.id === id);
    if (entry === undefined) throw new Error('This animation is not there any more. Choose another.');
    const key = `${entry.url} ${entry.bytes}`;
    if (cached?.key !== key) cached = { key, clip: await readClipFile(entry) };
    return cached.clip;
  };

  /** @param joins it has been playing elsewhere since it was asked for: it is taken up where it is by now */
  const play = async (wanted: PlayedClip, joins: boolean): Promise<void> => {
    try {
      const clip = await load(wanted.clip);
      if (wish !== wanted) return;
      player = createClipPlayer(clip, { loop: wanted.loop }, scratch);
      startedAt = joins ? wanted.since : undefined;
    } catch (error) {
      if (wish === wanted)
        onFault(error instanceof Error ? error.message : 'The animation cannot be played.');
    }
  };

  const follow = (next: PlayedClip | null, joins: boolean): void => {
    // Told anew by a host that is back.
    if (next?.since === wish?.since) return;
    wish = next;
    if (next === null) player = undefined;
    else void play(next, joins);
  };

  const unsubscribe = host.onPlayedClip((next) => follow(next, false));
  host.api.getPlayedClip().then(
    (now) => follow(now, true),
    () => undefined,
  );

  return {
    setRest: ({ offsets }) => {
      hipsHeight = Math.max(offsets[BONE_INDEX.hips * 3 + 1] ?? 1, 0.01);
    },
    step: (now) => {
      if (player === undefined) return;
      startedAt ??= now;
      const goesOn = player.at(now - startedAt, frame, hipsHeight);
      // What was over before this Stage opened is not shown at all.
      if (goesOn || now - startedAt < player.durationMs + LAST_POSE_MS) onFrame(frame);
      // The mixer fades what is silent.
      if (!goesOn) player = undefined;
    },
    close: () => {
      unsubscribe();
      player = undefined;
    },
  };
};

const readClipFile = async ({ url, name }: ClipEntry): Promise<MotionClip> => {
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok) throw new Error('The animation cannot be loaded. Add it again.');
  if (/\.bvh$/i.test(decodeURIComponent(url))) {
    const [{ readBvhClip }, text] = await Promise.all([import('@motion/codecs/bvh-clip'), answer.text()]);
    return readBvhClip(text, name);
  }
  const [{ readVrmaClip }, bytes] = await Promise.all([
    import('@motion/codecs/vrma-reader'),
    answer.arrayBuffer(),
  ]);
  return readVrmaClip(new Uint8Array(bytes), name);
};
