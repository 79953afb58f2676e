import { applySettingsPatch, defaultSettings } from '@shared/settings';
import { areSurroundings, averageColour, ROOM_COLUMNS, ROOM_ROWS } from '@shared/surroundings';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { fieldAverages } from '../../../src/renderer/capture/colour-sampler';
import { wantsRoom } from '../../../src/renderer/capture/room-feed';
import { backgroundOf } from '../../../src/renderer/stage/stage-scene';
import { createScreenLight, type ScreenLightState } from '../../../src/renderer/studio/screen-light';

const settings = (patch: Parameters<typeof applySettingsPatch>[1]) =>
  applySettingsPatch(defaultSettings(), patch);

describe('the colours of the room', () => {
  it('are asked for by who wants to show them, and only while the camera runs', () => {
    const shown = { stage: { background: 'room' as const } };
    expect(wantsRoom(settings({ capture: { running: true } }))).toBe(false);
    expect(wantsRoom(settings({ capture: { running: true }, ...shown }))).toBe(true);
    expect(wantsRoom(settings({ capture: { running: false }, ...shown }))).toBe(false);
    const light = { scene: { lights: { colourFrom: 'room' as const, fromBackground: 0.5 } } };
    expect(wantsRoom(settings({ capture: { running: true }, ...light }))).toBe(true);
  });

  it('are averages: whatever is drawn inside of a field cannot be told from an even one', () => {
    const [width, height] = [ROOM_COLUMNS * 6, ROOM_ROWS * 6];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.infiniteStream(fc.nat(5)), (grey, shuffle) => {
        const even = new Uint8Array(width * height * 4).fill(grey);
        const drawn = even.slice();
        // As much lighter in one place as darker in another of the same field.
        for (let field = 0; field < ROOM_COLUMNS * ROOM_ROWS; field++) {
          const [x, y] = [(field % ROOM_COLUMNS) * 6, Math.floor(field / ROOM_COLUMNS) * 6];
          const at = (dx: number, dy: number) => ((y + dy) * width + x + dx) * 4;
          const [a, b] = [at(shuffle.next().value, 0), at(shuffle.next().value, 3)];
          const much = Math.min(grey, 255 - grey);
          for (let c = 0; c < 3; c++) {
            drawn[a + c]! += much;
            drawn[b + c]! -= much;
          }
        }
        const of = (pixels: Uint8Array) => fieldAverages(pixels, ROOM_COLUMNS, ROOM_ROWS);
        for (const [i, value] of of(drawn).entries()) expect(value).toBeCloseTo(of(even)[i]!, 6);
      }),
      { numRuns: 20 },
    );
  });

  it('have a size and bounds, and nothing else is shown', () => {
    const room = new Array<number>(ROOM_COLUMNS * ROOM_ROWS * 3).fill(9);
    expect(areSurroundings({ of: 'room', colours: room })).toBe(true);
    expect(areSurroundings({ of: 'room', colours: [...room, 1, 2, 3] })).toBe(false);
    expect(areSurroundings({ of: 'screen', colours: [1, 2, 300] })).toBe(false);
    expect(averageColour([0, 0, 0, 10, 20, 30])).toEqual([5, 10, 15]);
  });

  it('leave the background transparent where they are not known', () => {
    const { stage, scene } = settings({ stage: { background: 'room' } });
    expect(backgroundOf(stage, scene.background)).toEqual({ kind: 'transparent' });
    expect(backgroundOf(stage, scene.background, [1])).toEqual({ kind: 'room', colours: [1] });
  });
});

describe('the colour of a screen', () => {
  const open = (getDisplay: () => Promise<MediaStream>) => {
    const states: ScreenLightState[] = [];
    const told: unknown[] = [];
    const light = createScreenLight({
      tell: ({ colours }) => told.push(colours),
      onState: (state) => states.push(state),
      getDisplay,
    });
    return { light, states, told };
  };

  it('is said to be refused where the user gives none', async () => {
    const { light, states, told } = open(() => Promise.reject(new Error('NotAllowedError')));
    light.start();
    await vi.waitFor(() => expect(states.at(-1)).toBe('refused'));
    expect(states).toContain('asking');
    expect(told).toEqual([]);
  });

  it('is let go where the user has thought better of it meanwhile', async () => {
    const stop = vi.fn();
    let give = (_stream: MediaStream): void => undefined;
    const { light, states, told } = open(
      () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    );
    light.start();
    light.stop();
    give({ getTracks: () => [{ stop }] } as unknown as MediaStream);
    await vi.waitFor(() => expect(stop).toHaveBeenCalled());
    expect(states.at(-1)).toBe('off');
    expect(told).toEqual([]);
  });
});
