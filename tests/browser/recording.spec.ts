/** Recording end to end: a real Stage in a real Chromium with its fake microphone, files looked into by ffprobe and ffmpeg. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Program, startProgram } from './program';
import { untilStageShows } from './stage-reading';

const hasFfmpeg = spawnSync('ffprobe', ['-version']).status === 0;
test.skip(!hasFfmpeg, 'ffprobe and ffmpeg are not installed (Debian: ffmpeg).');

let program: Program | undefined;
test.afterEach(async () => {
  await program?.close();
  program = undefined;
});

interface Probe {
  streams: {
    codec_name: string;
    codec_type: string;
    width?: number;
    height?: number;
    start_time: string;
    tags?: Record<string, string>;
  }[];
  format: { duration: string };
}

const probe = (file: string): Probe =>
  JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file]).toString(),
  ) as Probe;

/** Time of the last packet of a stream, seconds. */
const lastTime = (file: string, stream: 'v' | 'a'): number => {
  const args = [
    '-v',
    'error',
    '-select_streams',
    stream,
    '-show_entries',
    'packet=pts_time',
    '-of',
    'csv=p=0',
    file,
  ];
  return Math.max(
    ...execFileSync('ffprobe', args).toString().split('\n').map(Number.parseFloat).filter(Number.isFinite),
  );
};

/** Alpha at places of one of the last frames, by libvpx: ffmpeg's own decoder of VP9 leaves alpha out. */
const alphaOf = (file: string, width: number, height: number): ((x: number, y: number) => number) => {
  const args = [
    '-v',
    'error',
    '-c:v',
    'libvpx-vp9',
    '-sseof',
    '-0.7',
    '-i',
    file,
    '-frames:v',
    '1',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgba',
    '-',
  ];
  const picture = execFileSync('ffmpeg', args, { maxBuffer: 64 * 1024 * 1024 });
  expect(picture.length).toBe(width * height * 4);
  return (x, y) => picture[(y * width + x) * 4 + 3] ?? -1;
};

const start = async (recording: {
  format: 'webm' | 'mp4';
  microphone: boolean;
  speech?: boolean;
  replaySeconds: number;
}) => {
  // A rate that a software encoder of VP9 with alpha keeps up with on two cores.
  const settings = { outputs: { recording }, stage: { maxFrameRate: 12 } };
  program = await startProgram({ demo: true, footage: '/dev/null', settings });
  const { api } = program.host.services;
  const stage = await program.openStage();
  await untilStageShows(stage);
  const state = async () => (await api.getOutputs()).find(({ id }) => id === 'recording');
  return { api, state, folder: join(program.dataFolder, 'recordings') };
};

/** Waits until every recording is whole and none grows any more. */
const settled = async (api: Program['host']['services']['api']): Promise<void> => {
  let before = '';
  await expect
    .poll(
      async () => {
        const now = JSON.stringify(await api.listRecordings());
        const isFinishing = (await api.getOutputs()).some(({ finishing }) => finishing);
        const same = now === before && !isFinishing;
        before = now;
        return same;
      },
      { intervals: [1500], timeout: 20_000 },
    )
    .toBe(true);
};

test('a show is recorded with its transparency and the microphone in step, and its last seconds once more', async () => {
  const { api, state, folder } = await start({ format: 'webm', microphone: true, replaySeconds: 10 });
  await api.setOutputOn('recording', true);
  await expect
    .poll(async () => (await state())?.recording?.seconds ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(4);
  // What is on the disk while it still records is what a crash would leave.
  expect((await api.listRecordings())[0]?.bytes).toBeGreaterThan(1000);
  await api.runCommand({ type: 'save-replay' });
  await expect.poll(async () => (await api.listRecordings()).length, { timeout: 20_000 }).toBe(2);
  await api.setOutputOn('recording', false);
  await settled(api);
  expect((await state())?.state).toBe('off');
  for (const { name } of await api.listRecordings()) {
    const file = join(folder, name);
    expect(Number(probe(file).format.duration)).toBeGreaterThan(2.5);
    const { streams } = probe(file);
    expect(streams.map(({ codec_name }) => codec_name).sort()).toEqual(['opus', 'vp9']);
    const video = streams.find(({ codec_type }) => codec_type === 'video');
    expect(video).toMatchObject({ width: 480, height: 360, tags: { alpha_mode: '1' } });
    const alpha = alphaOf(file, 480, 360);
    expect(alpha(4, 4), 'a corner').toBe(0);
    expect(alpha(240, 330), 'the avatar').toBe(255);
    // The first picture may take its encoder a moment; it keeps its own time.
    for (const { start_time } of streams) expect(Number(start_time)).toBeLessThan(1);
    // The last packets begin at different moments: a picture of a slow machine lasts.
    const apart = Math.abs(lastTime(file, 'v') - lastTime(file, 'a'));
    expect(apart, 'sound and picture end together').toBeLessThan(1);
  }
  expect(program?.errors).toEqual([]);
});

/** Loudest sample of the file, dB below full scale. */
const loudest = (file: string): number => {
  const { stderr } = spawnSync('ffmpeg', ['-i', file, '-vn', '-af', 'volumedetect', '-f', 'null', '-']);
  return Number(/max_volume: (-?[\d.]+) dB/.exec(stderr.toString())?.[1] ?? Number.NaN);
};

test('MP4 comes in a codec that this browser can encode, opaque, and has what the avatar speaks', async () => {
  const { api, state, folder } = await start({
    format: 'mp4',
    microphone: false,
    speech: true,
    replaySeconds: 0,
  });
  await api.setOutputOn('recording', true);
  await expect.poll(async () => (await state())?.state, { timeout: 60_000 }).toBe('live');
  await api.runCommand({ type: 'say', text: 'Hello, this is my voice.' });
  await expect.poll(async () => (await api.getSpeech()).spoken?.startedAt, { timeout: 30_000 }).toBeDefined();
  await expect.poll(async () => (await api.getSpeech()).spoken, { timeout: 30_000 }).toBeNull();
  await expect
    .poll(async () => (await state())?.recording?.seconds ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(2);
  await api.setOutputOn('recording', false);
  await settled(api);
  expect((await state())?.state).toBe('off');
  const [{ name } = { name: '' }] = await api.listRecordings();
  const { streams } = probe(join(folder, name));
  const codecs = streams.map(({ codec_type, codec_name }) => [codec_type, codec_name]);
  expect(codecs.map(([type]) => type).sort()).toEqual(['audio', 'video']);
  expect(['h264', 'av1', 'vp9']).toContain(Object.fromEntries(codecs).video);
  expect(loudest(join(folder, name)), 'the voice').toBeGreaterThan(-20);
});
