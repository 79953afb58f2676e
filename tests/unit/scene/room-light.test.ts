import { applySettingsPatch, defaultSettings, type SettingsPatch } from '@shared/settings';
import { ROOM_COLUMNS, ROOM_ROWS, type Surroundings } from '@shared/surroundings';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AvatarView, Background } from '../../../src/renderer/avatar/avatar-view';
import type { Host } from '../../../src/renderer/host';
import { createStageScene } from '../../../src/renderer/stage/stage-scene';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ROOM: Surroundings = {
  of: 'room',
  colours: Array.from({ length: ROOM_COLUMNS * ROOM_ROWS * 3 }, (_, i) => (i % 3) * 100),
};

/** A Stage with this background while the camera runs. */
const createFixture = (patch: SettingsPatch = { stage: { background: 'room' } }) => {
  let background: Background = { kind: 'transparent' };
  const tints = new Map<string, readonly number[] | undefined>();
  const view = {
    canvas: { parentElement: new EventTarget() },
    setLook: () => undefined,
    setShot: () => undefined,
    setOrbit: () => undefined,
    setBackground: (next: Background) => {
      background = next;
    },
    setSurroundings: (of: string, colour: readonly number[] | undefined) => tints.set(of, colour),
  } as unknown as AvatarView;
  const host = { onCommand: () => () => undefined } as unknown as Host;
  const scene = createStageScene({ host, view, ownShot: false });
  const follow = (more: SettingsPatch): void => {
    const all = applySettingsPatch(applySettingsPatch(defaultSettings(), patch), more);
    scene.follow(all, all.stage);
  };
  follow({ capture: { running: true } });
  return { scene, follow, shown: () => background.kind, tints };
};

it('shows the room from its first colours on, and is transparent before', () => {
  const { scene, shown, tints } = createFixture();
  expect(shown()).toBe('transparent');
  scene.setSurroundings(ROOM);
  expect(shown()).toBe('room');
  expect(tints.get('room')).toEqual([0, 100, 200]);
});

it('is transparent at once where a panic closes the camera', () => {
  const { scene, follow, shown, tints } = createFixture();
  scene.setSurroundings(ROOM);
  follow({ capture: { running: false, panicked: true } });
  expect(shown()).toBe('transparent');
  expect(tints.get('room')).toBeUndefined();
});

it('forgets colours that are told no more', () => {
  const { scene, shown } = createFixture();
  scene.setSurroundings(ROOM);
  vi.advanceTimersByTime(3000);
  scene.setSurroundings(ROOM);
  vi.advanceTimersByTime(4000);
  expect(shown()).toBe('room');
  vi.advanceTimersByTime(2000);
  expect(shown()).toBe('transparent');
});

it('shows none where another background is chosen, nor what has the size of a picture', () => {
  const plain = createFixture({ stage: { background: 'gradient' } });
  plain.scene.setSurroundings(ROOM);
  expect(plain.shown()).toBe('gradient');
  const { scene, shown } = createFixture();
  scene.setSurroundings({ of: 'room', colours: new Array<number>(32 * 18 * 3).fill(1) });
  expect(shown()).toBe('transparent');
});
