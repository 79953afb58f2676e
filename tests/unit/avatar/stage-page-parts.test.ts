import type { AvatarEntry } from '@shared/api';
import { defaultSettings } from '@shared/settings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AvatarInfo } from '../../../src/renderer/avatar/avatar-info';
import type { AvatarView } from '../../../src/renderer/avatar/avatar-view';
import { snapshotName } from '../../../src/renderer/output/snapshot';
import { createAvatarSlot } from '../../../src/renderer/stage/avatar-slot';
import { createFrameLimit } from '../../../src/renderer/stage/frame-limit';
import { stageOptions } from '../../../src/renderer/stage/stage-options';
import { createStartPace } from '../../../src/renderer/stage/start-pace';

describe("a Stage's own address", () => {
  const settings = defaultSettings().stage;

  it('overrides framing and size, and nothing else', () => {
    expect(stageOptions(settings, '?shot=full&width=400&height=900')).toEqual({
      ...settings,
      shot: 'full',
      width: 400,
      height: 900,
    });
  });

  it('never gives a size or shot that the settings could not have', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (shot, width) => {
        const query = new URLSearchParams({ shot, width, height: width });
        const options = stageOptions(settings, query.toString());
        expect(['face', 'bust', 'half', 'full']).toContain(options.shot);
        expect(options.width).toBeGreaterThanOrEqual(64);
        expect(options.width).toBeLessThanOrEqual(7680);
      }),
    );
    expect(stageOptions(settings, '?width=1e9&height=-5&shot=constructor')).toEqual(settings);
  });
});

describe('a frame limit', () => {
  /** Frames drawn in ten seconds of a display whose frames come up to `jitter` ms off their time. */
  const drawn = (displayRate: number, limit: number, jitter = 0): number => {
    const frames = createFrameLimit();
    frames.setRate(limit);
    let count = 0;
    for (let i = 0; i < displayRate * 10; i++)
      if (frames.isDue(1000 + (i * 1000) / displayRate + jitter * Math.sin(i * 7))) count++;
    return count;
  };

  it('draws every frame of the display where there is none', () => {
    expect(drawn(144, 0)).toBe(1440);
  });

  it('drops no frame of a display at the very rate, even when they come unevenly', () => {
    expect(drawn(60, 60)).toBe(600);
    expect(drawn(60, 60, 1)).toBeGreaterThanOrEqual(595);
  });

  it.each([
    [60, 30],
    [144, 60],
    [144, 24],
    [75, 60],
  ])('of a %i Hz display to %i holds on average', (display, limit) => {
    expect(Math.abs(drawn(display, limit) / 10 - limit)).toBeLessThan(1);
  });

  it('begins anew after a pause instead of hurrying', () => {
    const frames = createFrameLimit();
    frames.setRate(30);
    expect(frames.isDue(0)).toBe(true);
    expect(frames.isDue(60_000)).toBe(true);
    expect(frames.isDue(60_010)).toBe(false);
  });
});

describe('the pace of a Stage while tracking starts', () => {
  /** Frames drawn in each second of a display of 60 frames a second, with what is told at the beginning of a second. */
  const drawn = (
    software: boolean,
    told: Record<number, 'off' | 'starting' | 'running'>,
    seconds: number,
  ) => {
    const pace = createStartPace(software);
    return Array.from({ length: seconds }, (_, second) => {
      const state = told[second];
      if (state !== undefined) pace.follow({ state }, second * 1000);
      return Array.from({ length: 60 }, (_, i) => pace.isDue(second * 1000 + (i * 1000) / 60)).filter(Boolean)
        .length;
    });
  };

  it('is slow where the CPU draws, until tracking has started, and never again', () => {
    expect(drawn(true, { 0: 'off', 1: 'starting', 3: 'running', 4: 'starting' }, 6)).toEqual([
      60, 1, 1, 60, 60, 60,
    ]);
  });

  it('shows what is new at once', () => {
    const pace = createStartPace(true);
    pace.follow({ state: 'starting' }, 0);
    expect([0, 100, 200].map(pace.isDue)).toEqual([true, false, false]);
    pace.wantFrame();
    expect([300, 400].map(pace.isDue)).toEqual([true, false]);
  });

  it('waits no longer than fifteen seconds for a camera that does not come', () => {
    expect(drawn(true, { 0: 'starting' }, 17)).toEqual([...Array<number>(15).fill(1), 60, 60]);
  });

  it('is the full one on a graphics card', () => {
    expect(drawn(false, { 0: 'starting' }, 2)).toEqual([60, 60]);
  });
});

describe('the avatar slot', () => {
  const entry = (id: string, bytes = 1): AvatarEntry => ({ id, name: id, url: `/${id}`, bytes });
  const list = [entry('builtin/hikari'), entry('builtin/ren'), entry('user/mine'), entry('user/broken')];

  const setUp = (broken: readonly string[] = ['/user/broken']) => {
    const loads: string[] = [];
    const told: string[] = [];
    let info: AvatarInfo | undefined;
    const view = {
      get info() {
        return info;
      },
      load: async (url: string) => {
        loads.push(url);
        if (broken.includes(url)) throw new Error('The file is damaged.');
        info = { name: url } as AvatarInfo;
        return info;
      },
    } as unknown as AvatarView;
    const slot = createAvatarSlot({
      view,
      listAvatars: async () => list,
      onShown: (id) => told.push(`shown ${id}`),
      onError: (id) => told.push(`error ${id}`),
      onNothing: () => told.push('nothing'),
    });
    return { slot, loads, told };
  };
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

  it('shows what is chosen, once', async () => {
    const { slot, told } = setUp();
    slot.choose('user/mine');
    slot.choose('user/mine');
    await settled();
    expect(told).toEqual(['shown user/mine']);
    expect(slot.shownId).toBe('user/mine');
  });

  it('keeps the avatar before when the next is broken or gone', async () => {
    const { slot, told } = setUp();
    slot.choose('user/mine');
    await settled();
    slot.choose('user/broken');
    await settled();
    slot.choose('user/gone');
    await settled();
    expect(told).toEqual(['shown user/mine', 'error user/broken', 'error user/gone']);
    expect(slot.shownId).toBe('user/mine');
  });

  it('shows a default rather than none, and says so when there is none at all', async () => {
    const first = setUp();
    first.slot.choose('user/broken');
    await settled();
    expect(first.told).toEqual(['error user/broken', 'shown builtin/hikari']);

    const none = setUp(list.map(({ url }) => url));
    none.slot.choose('builtin/hikari');
    await settled();
    expect(none.told).toEqual(['error builtin/hikari', 'nothing']);
  });

  it('tries a broken file again only when it has become another', async () => {
    const { slot, loads } = setUp();
    slot.choose('user/broken');
    await settled();
    const tries = (): number => loads.filter((url) => url === '/user/broken').length;
    slot.listChanged(list);
    await settled();
    expect(tries()).toBe(1);
    slot.listChanged([...list.slice(0, 3), entry('user/broken', 2)]);
    await settled();
    expect(tries()).toBe(2);
  });

  it('shows a wanted avatar that comes later', async () => {
    const { slot, told } = setUp();
    slot.choose('user/late');
    await settled();
    slot.listChanged([...list, entry('user/late')]);
    await settled();
    expect(told).toEqual(['error user/late', 'shown builtin/hikari', 'shown user/late']);
  });
});

it('a snapshot is named by its local time', () => {
  expect(snapshotName(new Date(2026, 0, 31, 4, 5, 6))).toBe('kagami-20260131-040506.png');
});
