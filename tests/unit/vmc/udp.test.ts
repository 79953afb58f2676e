import { spawn, spawnSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { ALL_VMC_PARTS } from '@motion/codecs/vmc';
import type { VmcLinkState } from '@shared/api';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_COUNT, BONE_INDEX, type RestPose } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { encode, Server } from 'node-osc';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PACKET_LIMIT } from '../../../src/main/services/vmc/osc-packet';
import { createVmcReceiver, type VmcReceiver } from '../../../src/main/services/vmc/vmc-receiver';
import { createVmcSender } from '../../../src/main/services/vmc/vmc-sender';

const REST: RestPose = {
  offsets: new Float32Array(BONE_COUNT * 3).fill(0.125),
  has: new Uint8Array(BONE_COUNT).fill(1),
};

const cleanup: (() => void)[] = [];
afterEach(() => {
  for (const close of cleanup.splice(0)) close();
});

const freePort = async (): Promise<number> => {
  const socket = await bound(0);
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
};

const bound = (port: number): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.bind(port, '127.0.0.1', () => resolve(socket));
  });

const sample = (): MotionFrame => {
  const frame = createMotionFrame('mix');
  frame.bones.set([0, 0.6, 0, 0.8], BONE_INDEX.head * 4);
  frame.expressions[EXPRESSION_INDEX.happy] = 0.5;
  return frame;
};

/** Sends the sample until closed. */
const sendTo = (port: number): void => {
  const sender = createVmcSender({
    host: '127.0.0.1',
    port,
    rate: 60,
    names: 'vrm0',
    face: 'presets',
    parts: ALL_VMC_PARTS,
    onState: () => {},
  });
  sender.setRest(REST);
  const timer = setInterval(() => sender.send(sample()), 20);
  cleanup.push(() => clearInterval(timer), sender.close);
};

interface Listening {
  receiver: VmcReceiver;
  port: number;
  got: MotionFrame;
  states: VmcLinkState[];
}

const listen = async (): Promise<Listening> => {
  const got = createMotionFrame('vmc');
  const states: VmcLinkState[] = [];
  const receiver = createVmcReceiver({
    port: 0,
    fromNetwork: false,
    parts: ALL_VMC_PARTS,
    onMotion: (frame) => copyMotionFrame(frame, got),
    onState: (state) => states.push(state),
  });
  cleanup.push(receiver.close);
  const port = await receiver.listening;
  return { receiver, port: port!, got, states };
};

describe('VMC over real UDP', () => {
  it('arrives at our own receiver as it left', async () => {
    const { port, got } = await listen();
    sendTo(port);
    await vi.waitFor(() => expect(got.expressions[EXPRESSION_INDEX.happy]).toBe(0.5));
    expect(got.source).toBe('vmc');
    const head = [...got.bones.subarray(BONE_INDEX.head * 4, BONE_INDEX.head * 4 + 4)];
    for (const [k, value] of [0, 0.6, 0, 0.8].entries()) expect(head[k]).toBeCloseTo(value, 6);
  });

  it('stays within one network frame a packet', async () => {
    const port = await freePort();
    const socket = await bound(port);
    cleanup.push(() => socket.close());
    const sizes: number[] = [];
    socket.on('message', ({ length }) => sizes.push(length));
    sendTo(port);
    await vi.waitFor(() => expect(sizes.length).toBeGreaterThan(6));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(PACKET_LIMIT);
  });

  it("is read by node-osc's own server, every bone with its numbers", async () => {
    const port = await freePort();
    const server = new Server(port, '127.0.0.1');
    cleanup.push(() => void server.close());
    const heard = new Map<string, unknown[]>();
    server.on('bundle', ({ elements }: { elements: [string, ...unknown[]][] }) => {
      for (const [address, ...args] of elements) heard.set(`${address} ${args[0]}`, args.slice(1));
    });
    sendTo(port);
    await vi.waitFor(() => expect(heard.has('/VMC/Ext/Blend/Apply undefined')).toBe(true));
    expect([...heard.keys()].filter((key) => key.includes('/Bone/Pos'))).toHaveLength(BONE_COUNT);
    const head = heard.get('/VMC/Ext/Bone/Pos Head') as number[];
    for (const [k, value] of [-0.125, 0.125, 0.125, 0, -0.6, 0, 0.8].entries())
      expect(head[k]).toBeCloseTo(value, 6);
  });

  const oscdump = spawnSync('oscdump', ['-h']).error === undefined;
  it.skipIf(!oscdump)("is read by liblo's oscdump (Debian liblo-tools) with VMC's exact types", async () => {
    const port = await freePort();
    const dump = spawn('stdbuf', ['-oL', 'oscdump', '-L', String(port)]);
    cleanup.push(() => void dump.kill());
    let text = '';
    dump.stdout.on('data', (data) => {
      text += data;
    });
    sendTo(port);
    await vi.waitFor(() => expect(text).toContain('/VMC/Ext/Set/Eye'), { timeout: 5000 });
    expect(text).toMatch(/\/VMC\/Ext\/OK iiii 1 3 0 1/);
    expect(text).toMatch(/\/VMC\/Ext\/T f /);
    expect(text).toMatch(
      /\/VMC\/Ext\/Bone\/Pos sfffffff "Head" -0\.125\d* 0\.125\d* 0\.125\d* -?0\.0* -0\.6\d* -?0\.0* 0\.8/,
    );
    expect(text).toMatch(/\/VMC\/Ext\/Blend\/Val sf "Joy" 0\.5/);
    expect(text).toMatch(/\/VMC\/Ext\/Blend\/Apply\s/);
    expect(text).toMatch(/\/VMC\/Ext\/Root\/Pos sfffffff "root" (-?0\.0+ ){6}1\.0/);
    expect(text).toMatch(/\/VMC\/Ext\/Set\/Eye ifff 1 -?\d\.\d+ -?\d\.\d+ \d\.\d+/);
  });
});

describe('what a stranger can do', () => {
  it('10,000 packets of rubbish change nothing but the counter', async () => {
    const { receiver, port, got } = await listen();
    const before = createMotionFrame('vmc');
    const socket = createSocket('udp4');
    cleanup.push(() => socket.close());
    const message = (address: string, ...args: unknown[]): Buffer =>
      encode({ oscType: 'message', address, args });
    const nested = (depth: number): Buffer => {
      const element = depth === 0 ? message('/VMC/Ext/Bone/Pos', 'Head', 1) : nested(depth - 1);
      const size = Buffer.alloc(4);
      size.writeInt32BE(element.length);
      return Buffer.concat([Buffer.from('#bundle\0\0\0\0\0\0\0\0\x01', 'latin1'), size, element]);
    };
    const whole = message(
      '/VMC/Ext/Bone/Pos',
      'Head',
      ...[0, 0, 0, 0, 0.6, 0, 0.8].map((value) => ({ type: 'float', value })),
    );
    const rubbish = [
      (n: number) => Buffer.from(Array.from({ length: n % 97 }, (_, i) => (n * 31 + i * 17) % 256)),
      (n: number) => whole.subarray(0, n % (whole.length - 1)),
      () => message('/VMC/Ext/Bone/Pos', 'Head', 'a', 'b', 'c', 'd', 'e', 'f', 'g'),
      () => message('/VMC/Ext/Blend/Val', 3, 'Joy'),
      (n: number) => (n % 100 === 4 ? Buffer.alloc(60_000, n) : nested(6)),
      () => message('/VMC/Ext/Bone/Pos', 'Head', ...Array(7).fill({ type: 'float', value: Number.NaN })),
    ];
    for (let n = 0; n < 10_000; n++) {
      socket.send(rubbish[n % rubbish.length]!(n), port, '127.0.0.1');
      // Kernel buffers are small: what is lost there proves nothing.
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await vi.waitFor(() => expect(receiver.refused).toBeGreaterThan(9900), { timeout: 5000 });
    expect(got.values).toEqual(before.values);
    expect(got.drives.flags.some((flag) => flag === 1)).toBe(false);
    // And it still listens.
    sendTo(port);
    await vi.waitFor(() => expect(got.expressions[EXPRESSION_INDEX.happy]).toBe(0.5));
  }, 30_000);

  it('a port that is taken is an error with a way out, and the program goes on', async () => {
    const { port } = await listen();
    const states: VmcLinkState[] = [];
    const second = createVmcReceiver({
      port,
      fromNetwork: false,
      parts: ALL_VMC_PARTS,
      onMotion: () => {},
      onState: (state) => states.push(state),
    });
    cleanup.push(second.close);
    expect(await second.listening).toBeUndefined();
    expect(states.at(-1)).toMatchObject({
      state: 'error',
      message: expect.stringMatching(`UDP port ${port}.*Close it`),
    });
  });

  it('a name that nobody has is an error in words', async () => {
    const states: VmcLinkState[] = [];
    const sender = createVmcSender({
      host: 'no-such-computer.invalid',
      port: 39539,
      rate: 60,
      names: 'vrm0',
      face: 'presets',
      parts: ALL_VMC_PARTS,
      onState: (state) => states.push(state),
    });
    cleanup.push(sender.close);
    await vi.waitFor(() => expect(states.at(-1)?.message).toMatch(/No computer answers to this name/), {
      timeout: 8000,
    });
  }, 10_000);
});
