/** VMC end to end: the real host and a real Stage, with another program's socket at the other end. */
import { createSocket, type Socket } from 'node:dgram';
import { expect, test } from '@playwright/test';
import { decode, encode } from 'node-osc';
import { type Program, startProgram } from './program';
import { untilStageShows } from './stage-reading';

let program: Program | undefined;
let socket: Socket | undefined;
let sending: NodeJS.Timeout | undefined;

test.afterEach(async () => {
  clearInterval(sending);
  socket?.close();
  await program?.close();
  program = undefined;
  socket = undefined;
});

const openSocket = async (): Promise<{ socket: Socket; port: number }> => {
  const opened = createSocket('udp4');
  socket = opened;
  await new Promise<void>((resolve) => opened.bind(0, '127.0.0.1', resolve));
  return { socket: opened, port: opened.address().port };
};

test('another program gets the motion that the Stage shows', async () => {
  const peer = await openSocket();
  const bones = new Map<string, number[]>();
  let frames = 0;
  peer.socket.on('message', (packet) => {
    const { elements } = decode(packet) as { elements: { address: string; args: { value: unknown }[] }[] };
    for (const { address, args } of elements) {
      if (address === '/VMC/Ext/T') frames += 1;
      const [name, ...numbers] = args.map(({ value }) => value);
      if (address === '/VMC/Ext/Bone/Pos') bones.set(name as string, numbers as number[]);
    }
  });
  program = await startProgram({
    demo: true,
    settings: { outputs: { vmcSend: { on: true, port: peer.port, rate: 30 } } },
  });
  const stage = await program.openStage();
  await untilStageShows(stage);
  await expect.poll(() => frames, { timeout: 30_000 }).toBeGreaterThan(30);
  expect(program.host.services.vmc.state.send.state).toBe('live');
  expect(bones.get('Hips')![1]).toBeGreaterThan(0.5);
  // The avatar's left arm hangs down: Unity's -X turned towards -Y.
  const [, , , x, y, z, w] = bones.get('LeftUpperArm')! as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  expect(-2 * (x * y + w * z), 'height of the left arm').toBeLessThan(-0.3);
  expect(program.errors).toEqual([]);
});

test('the avatar moves as another program says, and lets go when it is silent', async () => {
  const { socket: sender, port: free } = await openSocket();
  const port = free === 65_535 ? free - 1 : free + 1;
  program = await startProgram({
    settings: { capture: { running: false }, inputs: { vmcReceive: { on: true, port } } },
  });
  const stage = await program.openStage();
  await untilStageShows(stage);
  const headTilt = () => stage.evaluate(() => window.kagamiStage!.bones().head?.local[0] ?? 0);
  const args = ['Head', ...[0, 0, 0, 0.4, 0, 0, 0.9165].map((value) => ({ type: 'float', value }))];
  const packet = encode({ oscType: 'message', address: '/VMC/Ext/Bone/Pos', args });
  sending = setInterval(() => sender.send(packet, port, '127.0.0.1'), 30);
  await expect.poll(headTilt, { timeout: 20_000 }).toBeCloseTo(0.4, 2);
  clearInterval(sending);
  await expect.poll(async () => Math.abs(await headTilt()), { timeout: 20_000 }).toBeLessThan(0.1);
});
