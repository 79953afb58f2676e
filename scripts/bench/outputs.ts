import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createMotionPacketWriter } from '@motion/codecs/motion-packet';
import { createVmcWriter } from '@motion/codecs/vmc';
import type { CDPSession, Page } from '@playwright/test';
import { BONE_COUNT, type RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import type { OutputId } from '@shared/outputs';
import { WebSocket } from 'ws';
import { packMessages } from '../../src/main/services/vmc/osc-packet';
import { createVmcSender } from '../../src/main/services/vmc/vmc-sender';
import { type Program, startProgram } from '../../tests/browser/program';
import { untilStageShows } from '../../tests/browser/stage-reading';
import { freePort } from '../../tests/unit/free-port';
import type { Report, Table, Topic } from './topic';

const PARTS = { face: true, head: true, body: true, arms: true, hands: true };
const ROUNDS = 2000;
const STREAM_MS = 5000;
const RATE = 60;
const STAGE = { width: 480, height: 360 };
/** A Stage that two cores without a GPU draw with time to spare, as a computer with one does. */
const EASY_STAGE = { width: 240, height: 180, maxFrameRate: 10 };
const STAGE_MS = 3000;
const SETTLE_MS = 1000;
const STAGE_PAIRS = 3;

/** What each output costs a frame, what goes over the wire and how evenly, and whether the Stage keeps its rate. */
export const outputs: Topic = {
  name: 'outputs',
  async run(): Promise<Report> {
    const tables = [costs(), await vmcJitter()];
    const notes = [
      'The longest packet drives every bone and expression; tracking drives fewer.',
      'Without a GPU the encoder of a recording and the drawing of the Stage share the same cores; the row “nothing” tells how far two equal measurements lie apart here.',
    ];
    const program = await startProgram({ demo: true });
    try {
      tables.push(await browserSource(program));
      tables.push(...(await stageCosts(program)));
    } finally {
      await program.close();
    }
    return { tables, notes };
  },
};

const fullFrame = (): MotionFrame => {
  const frame = createMotionFrame('tracking');
  frame.drives.flags.fill(1);
  // Numbers with as many digits as real ones have.
  for (let i = 0; i < frame.values.length; i++) frame.values[i] = Math.abs(Math.sin(i + 1));
  return frame;
};

const restPose = (): RestPose => ({
  offsets: new Float32Array(BONE_COUNT * 3).fill(0.1),
  has: new Uint8Array(BONE_COUNT).fill(1),
});

const costs = (): Table => {
  const frame = fullFrame();
  const packer = createMotionPacketWriter();
  const vmc = createVmcWriter({ names: 'vrm0', face: 'arkit', parts: PARTS, rest: restPose() });
  const json = () => JSON.stringify([...frame.values, ...frame.drives.flags]);
  const packet = () => packer.write(frame);
  const base64 = () => Buffer.from(packer.write(frame)).toString('base64');
  const osc = () => packMessages(vmc.write(frame, 1));
  const cases: [string, () => unknown, number][] = [
    ['JSON of the frame (for comparison)', json, json().length],
    ['motion packet', packet, packet().length],
    ['motion packet in base64, to the host', base64, base64().length],
    ['VMC bundles (OSC)', osc, osc().reduce((sum, { length }) => sum + length, 0)],
  ];
  const base = perRound(json);
  return {
    title: 'Making what goes out of one frame',
    columns: ['', 'µs a frame', 'of JSON', 'bytes'],
    rows: cases.map(([name, make, bytes]) => {
      const cost = perRound(make);
      return [name, (cost * 1000).toFixed(0), (cost / base).toFixed(2), String(bytes)];
    }),
  };
};

/** Milliseconds, best of three: what disturbs only adds. */
const perRound = (make: () => unknown): number => {
  const tries = [0, 1, 2].map(() => {
    const started = performance.now();
    for (let i = 0; i < ROUNDS; i++) make();
    return (performance.now() - started) / ROUNDS;
  });
  return Math.min(...tries);
};

const vmcJitter = async (): Promise<Table> => {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const came: number[] = [];
  // A frame begins with its first packet.
  socket.on('message', () => {
    const now = performance.now();
    if (came.length === 0 || now - came.at(-1)! > 3) came.push(now);
  });
  const { port } = socket.address();
  const sender = createVmcSender({
    host: '127.0.0.1',
    port,
    rate: RATE,
    names: 'vrm0',
    face: 'presets',
    parts: PARTS,
    onState: () => undefined,
  });
  sender.setRest(restPose());
  const offered = await atRate(() => sender.send(fullFrame()));
  sender.close();
  socket.close();
  const gaps = came.slice(1).map((time, i) => Math.abs(time - came[i]! - 1000 / RATE));
  return {
    title: `VMC at ${RATE} frames a second for ${STREAM_MS / 1000} s`,
    columns: ['', 'sent', 'received', 'jitter median ms', 'p95 ms', 'worst ms'],
    rows: [
      [
        'frames',
        String(offered),
        String(came.length),
        at(gaps, 0.5).toFixed(2),
        at(gaps, 0.95).toFixed(2),
        at(gaps, 1).toFixed(2),
      ],
    ],
  };
};

/** Calls `send` at {@link RATE} as a page's frames come: by the clock, not by adding up timers. @returns how often */
const atRate = async (send: () => void): Promise<number> => {
  const started = performance.now();
  let calls = 0;
  while (performance.now() - started < STREAM_MS) {
    send();
    calls += 1;
    await new Promise((resolve) => setTimeout(resolve, started + (calls * 1000) / RATE - performance.now()));
  }
  return calls;
};

const at = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;

/** Connects as OBS's page does. */
const connectSource = async ({ host }: Program): Promise<WebSocket> => {
  await host.services.api.setOutputOn('browser-source', true);
  await host.services.browserSource.settled();
  const url = new URL(host.services.browserSource.state.url!);
  const Cookie = `kagami-${url.port}=${url.searchParams.get('token')}`;
  const socket = new WebSocket(`ws://127.0.0.1:${url.port}/motion`, {
    headers: { Cookie, Origin: url.origin },
  });
  await once(socket, 'open');
  return socket;
};

const browserSource = async (program: Program): Promise<Table> => {
  const { api } = program.host.services;
  const socket = await connectSource(program);
  const packer = createMotionPacketWriter();
  const frame = fullFrame();
  const latencies: number[] = [];
  let bytes = 0;
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) return;
    // A WebSocket frame of this length has a head of four bytes.
    bytes += data.length + 4;
    latencies.push(performance.now() - data.readDoubleLE(4));
  });
  const sent = await atRate(() => {
    frame.time = performance.now();
    void api.publishMotion(Buffer.from(packer.write(frame)).toString('base64'), 'bench');
  });
  socket.close();
  await api.setOutputOn('browser-source', false);
  return {
    title: `Browser source at ${RATE} frames a second, everything driven, from the host to its page`,
    columns: ['', 'sent', 'received', 'kB a second', 'of 60', 'added median ms', 'p95 ms', 'of a frame'],
    rows: [
      [
        'packets',
        String(sent),
        String(latencies.length),
        (bytes / STREAM_MS).toFixed(1),
        (bytes / STREAM_MS / 60).toFixed(2),
        at(latencies, 0.5).toFixed(2),
        at(latencies, 0.95).toFixed(2),
        ((at(latencies, 0.5) * RATE) / 1000).toFixed(2),
      ],
    ],
  };
};

/** An output that is switched on for a while, and whatever must be there for it to work. @returns what ends it */
interface Way {
  name: string;
  begin(program: Program): Promise<() => Promise<void>>;
}

const switched =
  (id: OutputId) =>
  async ({ host }: Program): Promise<() => Promise<void>> => {
    await host.services.api.setOutputOn(id, true);
    return async () => {
      await host.services.api.setOutputOn(id, false);
    };
  };

const NOTHING: Way = { name: 'nothing', begin: async () => async () => undefined };

const WAYS: readonly Way[] = [
  { name: 'VMC, 60 a second', begin: switched('vmc-send') },
  {
    name: 'browser source, one connected',
    begin: async (program) => {
      const socket = await connectSource(program);
      return async () => {
        socket.close();
        await program.host.services.api.setOutputOn('browser-source', false);
      };
    },
  },
  {
    name: 'stream of frames, one reader',
    begin: async (program) => {
      const port = await freePort();
      await program.host.services.api.updateSettings({
        outputs: { obsStream: { port, width: STAGE.width, height: STAGE.height, rate: 30 } },
      });
      const end = await switched('obs-stream')(program);
      const reader = connect(port, '127.0.0.1').on('error', () => undefined);
      reader.resume();
      return async () => {
        reader.destroy();
        await end();
      };
    },
  },
  { name: 'recording, VP9 with alpha', begin: switched('recording') },
];

/** A camera where this machine can be one: it runs beside the others then. */
const CAMERA: Way = { name: 'virtual camera', begin: switched('virtual-camera') };

interface StageReading {
  rate: number;
  /** The Stage page's own thread, ms a frame. */
  busy: number;
}

const readStagePage = async (stage: Page, session: CDPSession): Promise<StageReading> => {
  const look = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const [frames, now] = await stage.evaluate(
      () => [window.kagamiStage!.frames, performance.now()] as const,
    );
    return { frames, now, busy: metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000 };
  };
  const before = await look();
  await stage.waitForTimeout(STAGE_MS);
  const after = await look();
  const frames = Math.max(1, after.frames - before.frames);
  return { rate: (frames * 1000) / (after.now - before.now), busy: (after.busy - before.busy) / frames };
};

/** How often a second the Stage draws, and what it costs its page, with and without outputs. */
const stageCosts = async (program: Program): Promise<Table[]> => {
  const stage = await program.openStage();
  await untilStageShows(stage);
  const session = await program.context.newCDPSession(stage);
  await session.send('Performance.enable');
  const { api } = program.host.services;
  const drivers = await api.getCameraDrivers();
  const ways = drivers.some(({ available }) => available) ? [...WAYS, CAMERA] : WAYS;
  const live = ways.filter(({ name }) => !name.startsWith('recording'));
  const columns = ['', 'frames a second, off', 'on', 'ratio', 'ms more a frame in the Stage page'];

  /** Off and on in turn, so that whatever else the machine does falls on both alike; the middle of the pairs. */
  const compare = async (name: string, together: readonly Way[]): Promise<string[]> => {
    const [off, on]: StageReading[][] = [[], []];
    for (let pair = 0; pair < STAGE_PAIRS; pair++) {
      off!.push(await readStagePage(stage, session));
      const ends: (() => Promise<void>)[] = [];
      for (const way of together) ends.push(await way.begin(program));
      await stage.waitForTimeout(SETTLE_MS);
      on!.push(await readStagePage(stage, session));
      for (const end of ends) await end();
      await stage.waitForTimeout(SETTLE_MS);
    }
    const ratios = on!.map(({ rate }, pair) => rate / off![pair]!.rate);
    const more = on!.map(({ busy }, pair) => busy - off![pair]!.busy);
    return [
      name,
      middle(off!.map(({ rate }) => rate)).toFixed(1),
      middle(on!.map(({ rate }) => rate)).toFixed(1),
      middle(ratios).toFixed(3),
      middle(more).toFixed(2),
    ];
  };

  const hard: string[][] = [];
  for (const way of [NOTHING, ...ways]) hard.push(await compare(way.name, [way]));
  await api.updateSettings({ stage: EASY_STAGE });
  await stage.waitForTimeout(SETTLE_MS);
  const easy = [
    await compare(NOTHING.name, [NOTHING]),
    await compare('all but recording', live),
    await compare('all', ways),
  ];
  return [
    {
      title: `Stage at ${STAGE.width}×${STAGE.height} by the processor, as fast as it can, while it plays the demo take`,
      columns,
      rows: hard,
    },
    {
      title: `Stage with time to spare: ${EASY_STAGE.width}×${EASY_STAGE.height}, at most ${EASY_STAGE.maxFrameRate} frames a second`,
      columns,
      rows: easy,
    },
  ];
};

const middle = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};
