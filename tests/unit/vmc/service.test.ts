import { createSocket } from 'node:dgram';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVmcReader } from '@motion/codecs/vmc';
import type { Capabilities, ReceivedMotion } from '@shared/api';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_COUNT } from '@shared/humanoid';
import { createMotionFrame, MOTION_VALUES } from '@shared/motion-frame';
import { OFFLINE_SENTENCE } from '@shared/network';
import { decodeWireMessage } from '@shared/wire-format';
import { encode } from 'node-osc';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createServices, type Services } from '../../../src/main/services';
import { silentLog } from '../../../src/main/services/log';
import { unpackMessages } from '../../../src/main/services/vmc/osc-packet';
import { createWireHub } from '../../../src/main/services/wire-hub';

const PARTS = { face: true, head: true, body: true, arms: true, hands: true };
let services: Services;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-vmc-'));
  services = await createServices({
    dataFolder: folder,
    resourcesFolder: folder,
    modelsFolder: undefined,
    log: silentLog,
    capabilities: { demo: false } as Capabilities,
    openStage: async () => {},
    openStage2: async () => {},
    openStudio: async () => {},
    quit: async () => {},
  });
});

afterEach(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

/** A socket of the peer, and its port. */
const peer = async () => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { socket, port: socket.address().port };
};

/** Whether somebody listens on the port. */
const isTaken = (port: number, address = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(true));
    socket.bind({ port, address, exclusive: true }, () => socket.close(() => resolve(false)));
  });

describe('VMC behind the settings', () => {
  it('is off until asked for, opens its port then, and frees it again', async () => {
    expect(await services.api.getVmcState()).toEqual({
      send: { state: 'off', rate: 0 },
      receive: { state: 'off', rate: 0 },
      phone: { state: 'off', rate: 0 },
    });
    const { socket, port } = await peer();
    await new Promise<void>((resolve) => socket.close(resolve));
    await services.api.updateSettings({ inputs: { vmcReceive: { on: true, port } } });
    await vi.waitFor(() => expect(services.vmc.state.receive.state).toBe('live'));
    expect(await isTaken(port)).toBe(true);
    await services.api.updateSettings({ inputs: { vmcReceive: { on: false } } });
    expect(services.vmc.state.receive.state).toBe('off');
    await vi.waitFor(async () => expect(await isTaken(port)).toBe(false));
  });

  it('sends what a page shows, once the avatar is known', async () => {
    const { socket, port } = await peer();
    const reader = createVmcReader({ parts: PARTS });
    socket.on('message', (packet) => unpackMessages(packet, reader.read));
    await services.api.updateSettings({ outputs: { vmcSend: { on: true, port } } });
    const frame = createMotionFrame('mix');
    frame.expressions[EXPRESSION_INDEX.angry] = 0.75;
    await vi.waitFor(async () => {
      await services.api.setMotionRest(Array(BONE_COUNT * 3).fill(0.1), Array(BONE_COUNT).fill(1));
      await services.api.sendMotion([...frame.values]);
      expect(reader.frame.expressions[EXPRESSION_INDEX.angry]).toBe(0.75);
    });
    await vi.waitFor(() => expect(services.vmc.state.send.state).toBe('live'), { timeout: 2000 });
    socket.close();
  });

  it('pushes what it receives to every page', async () => {
    const { socket, port } = await peer();
    await new Promise<void>((resolve) => socket.close(resolve));
    const hub = createWireHub(services);
    const pushed: ReceivedMotion[] = [];
    hub.connect({
      send: (text) => {
        const message = decodeWireMessage(text);
        if (message.m === 'vmcMotion') pushed.push((message.a as [ReceivedMotion])[0]);
      },
      onMessage: () => {},
    });
    await services.api.updateSettings({ inputs: { vmcReceive: { on: true, port } } });
    await vi.waitFor(() => expect(services.vmc.state.receive.state).toBe('live'));
    const sender = createSocket('udp4');
    const args = ['Head', ...[0, 0, 0, 0.6, 0, 0, 0.8].map((value) => ({ type: 'float', value }))];
    sender.send(encode({ oscType: 'message', address: '/VMC/Ext/Bone/Pos', args }), port, '127.0.0.1');
    await vi.waitFor(() => expect(pushed).toHaveLength(1));
    expect(pushed[0]!.values).toHaveLength(MOTION_VALUES);
    expect(pushed[0]!.values.filter((value) => value === 0.6)).toHaveLength(1);
    expect(pushed[0]!.flags.filter((flag) => flag === 1)).toHaveLength(1);
    sender.close();
    hub.close();
  });

  it('sets rules off by keys and buttons of the sender, once a press, and ends what is held when it is let go', async () => {
    const { socket, port } = await peer();
    await new Promise<void>((resolve) => socket.close(resolve));
    const rule = (id: string, input: string, name: string) => ({
      id,
      when: { kind: 'vmc' as const, input },
      do: [{ type: 'expression' as const, name, mode: 'hold' as const }],
    });
    await services.api.updateSettings({
      inputs: { vmcReceive: { on: true, port } },
      triggers: { rules: [rule('a', 'Left ClickTrigger', 'happy'), rule('b', 'Key F1', 'sad')] },
    });
    await vi.waitFor(() => expect(services.vmc.state.receive.state).toBe('live'));
    const shown = async () => (await services.api.getShownExpressions()).map(({ name }) => name);
    const heard: string[] = [];
    services.vmc.onInput(({ name, phase }) => heard.push(`${phase} ${name}`));
    const sender = createSocket('udp4');
    const say = (address: string, ...args: (string | number)[]) =>
      sender.send(encode({ oscType: 'message', address, args }), port, '127.0.0.1');
    const float = { type: 'float', value: 0 } as unknown as number;
    say('/VMC/Ext/Con', 1, 'ClickTrigger', 1, 0, 0, float, float, float);
    say('/VMC/Ext/Con', 1, 'ClickTrigger', 1, 0, 0, float, float, float);
    say('/VMC/Ext/Con', 1, 'TouchTrigger', 1, 1, 0, float, float, float);
    await vi.waitFor(async () => expect(await shown()).toEqual(['happy']));
    say('/VMC/Ext/Key', 1, 'F1', 112);
    say('/VMC/Ext/Con', 0, 'ClickTrigger', 1, 0, 0, float, float, float);
    await vi.waitFor(async () => expect(await shown()).toEqual(['sad']));
    await vi.waitFor(() => expect(services.vmc.state.receive.input).toBe('Key F1'), { timeout: 3000 });
    expect(heard).toEqual(['press Left ClickTrigger', 'press Key F1', 'release Left ClickTrigger']);

    // Nobody presses a thousand keys in a moment; and what a sender holds that goes is let go.
    for (let n = 0; n < 1000; n++) say('/VMC/Ext/Key', 1, `made up ${n}`, n);
    await vi.waitFor(() => {
      say('/VMC/Ext/Key', 0, 'F1', 112);
      expect(heard).toContain('release Key F1');
    });
    expect(heard.length).toBeLessThan(70);
    await services.api.updateSettings({ inputs: { vmcReceive: { on: false } } });
    expect(await shown()).toEqual([]);
    sender.close();
  });

  it('lets the sender set the main light where that is wanted, and leaves it as it was told last', async () => {
    const { socket, port } = await peer();
    await new Promise<void>((resolve) => socket.close(resolve));
    await services.api.updateSettings({ inputs: { vmcReceive: { on: true, port, light: true } } });
    await vi.waitFor(() => expect(services.vmc.state.receive.state).toBe('live'));
    const sender = createSocket('udp4');
    // Turned by half a turn it shines into the avatar's face.
    const floats = [0, 3, 0, 0, 1, 0, 0, 1, 0.5, 0, 1].map((value) => ({ type: 'float', value }));
    const light = encode({ oscType: 'message', address: '/VMC/Ext/Light', args: ['Light', ...floats] });
    const lights = async () => (await services.api.getSettings()).scene.lights;
    await vi.waitFor(
      async () => {
        sender.send(light, port, '127.0.0.1');
        expect((await lights()).key.colour).toBe('#ff8000');
      },
      { timeout: 4000 },
    );
    expect(await lights()).toMatchObject({ keyYaw: 0, keyPitch: 0, key: { intensity: 1 } });
    sender.close();
  });

  it('sends to no other computer while Kagami is set to stay off the network, only to this one', async () => {
    const { socket, port } = await peer();
    await services.api.updateSettings({
      network: { offline: true },
      outputs: { vmcSend: { on: true, host: '192.0.2.1', port } },
    });
    expect(services.vmc.state.send).toEqual({ state: 'error', rate: 0, message: OFFLINE_SENTENCE });
    await services.api.updateSettings({ outputs: { vmcSend: { host: '127.0.0.1' } } });
    expect(services.vmc.state.send.state).toBe('starting');
    socket.close();
  });

  it.runIf(process.platform === 'linux')('listens to no other computer then either', async () => {
    const { socket, port } = await peer();
    await new Promise<void>((resolve) => socket.close(resolve));
    /** Whether the port is taken on another address of this machine too. */
    const isOpenElsewhere = () => isTaken(port, '127.0.0.2');
    await services.api.updateSettings({ inputs: { vmcReceive: { on: true, port, fromNetwork: true } } });
    await vi.waitFor(async () => expect(await isOpenElsewhere()).toBe(true));
    await services.api.updateSettings({ network: { offline: true } });
    await vi.waitFor(async () =>
      expect([await isTaken(port), await isOpenElsewhere()]).toEqual([true, false]),
    );
  });

  it.each([
    ['too few numbers', () => services.api.sendMotion([1, 2])],
    ['a number that is none', () => services.api.sendMotion(Array(MOTION_VALUES).fill(Number.NaN))],
    [
      'flags that are none',
      () => services.api.setMotionRest(Array(BONE_COUNT * 3).fill(0), Array(BONE_COUNT).fill(7)),
    ],
    ['a host that is none', () => services.api.updateSettings({ outputs: { vmcSend: { host: 'a b;c' } } })],
    ['a port of the system', () => services.api.updateSettings({ inputs: { vmcReceive: { port: 80 } } })],
  ])('refuses %s', async (_, call) => {
    await expect(call()).rejects.toThrow();
  });
});
