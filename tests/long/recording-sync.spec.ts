/**
 * Sound and picture of a recording in step, and both whole: the Stage flashes white and its microphone beeps at the same moments, and
 * ffmpeg tells when each of both begins in the file. Once with as many busy programs beside it as the machine has processors.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Program, startProgram } from '../browser/program';
import { untilStageShows } from '../browser/stage-reading';

test.skip(
  spawnSync('ffprobe', ['-version']).status !== 0,
  'ffprobe and ffmpeg are not installed (Debian: ffmpeg).',
);

const SOUND_RATE = 48_000;
const SECONDS = 14;
/**
 * How far sound may lie before and after the picture, seconds: what viewers accept (ITU-R BT.1359-1). Between the last dark picture and
 * the first white one any moment fits.
 */
const EARLIEST = -0.09;
const LATEST = 0.185;
/** How far the ends of sound and picture may lie apart, seconds: a picture of a slow machine. */
const ENDS_APART = 0.5;

/**
 * In the Stage's page: a microphone of its own that beeps, and pictures for the recorder that are white while it does, both by the
 * clock of the sound. The sound goes through everything that a microphone's does, the picture's time is the Stage's own.
 */
const flashAndBeep = (): void => {
  const long = 0.4;
  /** At distances that do not repeat: beeps that are late by any time meet no flash but their own. */
  const starts: number[] = [];
  for (let n = 1, at = 0; n < 60; n++) {
    at += 1.3 + 1.4 * ((n * 0.618) % 1);
    starts.push(at);
  }
  let sound: AudioContext | undefined;
  const white = new OffscreenCanvas(480, 360);
  const brush = white.getContext('2d')!;
  brush.fillStyle = 'white';
  brush.fillRect(0, 0, 480, 360);
  const Frame = window.VideoFrame;
  /** What is shown is what sounds at the picture's time, however long drawing took since. */
  const isWhite = ({ timestamp = 0 }: VideoFrameInit): boolean => {
    const ago = performance.timeOrigin + performance.now() - timestamp / 1000;
    const time = (sound?.currentTime ?? 0) - ago / 1000;
    return starts.some((start) => time >= start && time < start + long);
  };
  window.VideoFrame = class extends Frame {
    constructor(image: CanvasImageSource, init: VideoFrameInit) {
      super(isWhite(init) ? white : image, init);
    }
  } as typeof VideoFrame;
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext({ sampleRate: 48_000 });
    await context.resume();
    const tone = new OscillatorNode(context, { frequency: 1000 });
    const gate = new GainNode(context, { gain: 0 });
    const out = new MediaStreamAudioDestinationNode(context);
    tone.connect(gate).connect(out);
    tone.start();
    for (const start of starts) {
      gate.gain.setValueAtTime(1, start);
      gate.gain.setValueAtTime(0, start + long);
    }
    sound = context;
    return out.stream;
  };
};

const run = (command: string, ...args: string[]): Buffer =>
  execFileSync(command, ['-v', 'error', ...args], { maxBuffer: 512 * 1024 * 1024 });

/** Each change from dark to white: the times of the last dark and of the first white picture, seconds. */
const flashesOf = (file: string): [number, number][] => {
  const probe = run(
    'ffprobe',
    '-select_streams',
    'v',
    '-show_entries',
    'frame=pts_time',
    '-of',
    'csv=p=0',
    file,
  );
  const times = probe.toString().split('\n').map(Number.parseFloat).filter(Number.isFinite);
  const grey = run(
    'ffmpeg',
    '-i',
    file,
    '-map',
    '0:v',
    '-vf',
    'scale=1:1:flags=area,format=gray',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-',
  );
  expect(grey.length, 'a grey for each picture').toBe(times.length);
  const isWhite = (i: number): boolean => grey[i]! > 240;
  return times.flatMap((time, i): [number, number][] =>
    i > 0 && isWhite(i) && !isWhite(i - 1) ? [[times[i - 1]!, time]] : [],
  );
};

/** When each beep begins, seconds: the first loud sample after a quiet quarter of a second. */
const beepsOf = (file: string): number[] => {
  const sound = run(
    'ffmpeg',
    '-i',
    file,
    '-map',
    '0:a',
    '-af',
    'aresample=async=1:first_pts=0',
    '-ac',
    '1',
    '-ar',
    String(SOUND_RATE),
    '-f',
    's16le',
    '-',
  );
  const samples = new Int16Array(sound.buffer, sound.byteOffset, sound.length >> 1);
  const beeps: number[] = [];
  let quiet = 0;
  for (const [i, sample] of samples.entries()) {
    if (Math.abs(sample) < 3000) quiet += 1;
    else {
      if (quiet > SOUND_RATE / 4) beeps.push(i / SOUND_RATE);
      quiet = 0;
    }
  }
  return beeps;
};

/** Where the last packet of a track ends, seconds. */
const endOf = (file: string, track: 'v' | 'a'): number => {
  const entries = 'packet=pts_time,duration_time';
  const lines = run('ffprobe', '-select_streams', track, '-show_entries', entries, '-of', 'csv=p=0', file);
  const ends = lines
    .toString()
    .split('\n')
    .map((line) => {
      const [time = Number.NaN, duration = 0] = line.split(',').map(Number.parseFloat);
      return time + (Number.isFinite(duration) ? duration : 0);
    });
  return Math.max(...ends.filter(Number.isFinite));
};

/** Waits until the file is whole: its last pieces, and its head with them, come after the recording has been switched off. */
const grown = async (api: Program['host']['services']['api']): Promise<void> => {
  let before = '';
  const sameAsBefore = async (): Promise<boolean> => {
    const now = JSON.stringify(await api.listRecordings());
    const isFinishing = (await api.getOutputs()).some(({ finishing }) => finishing);
    const same = now === before && !isFinishing;
    before = now;
    return same;
  };
  await expect.poll(sameAsBefore, { intervals: [3000], timeout: 60_000 }).toBe(true);
};

/** Programs that never pause, to take the machine from the recording. */
const busy: ChildProcess[] = [];
const loadMachine = (): void => {
  for (let i = 0; i < availableParallelism(); i++)
    busy.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
};

let program: Program | undefined;
test.afterEach(async () => {
  for (const child of busy.splice(0)) child.kill('SIGKILL');
  await program?.close();
  program = undefined;
});

for (const { format, isLoaded } of [
  { format: 'webm', isLoaded: false },
  { format: 'mp4', isLoaded: false },
  { format: 'webm', isLoaded: true },
] as const)
  test(`${format}: a beep is heard when the flash is seen${isLoaded ? ', on a machine without time' : ''}`, async () => {
    program = await startProgram({
      demo: true,
      settings: {
        outputs: { recording: { format, microphone: true, replaySeconds: 0 } },
        stage: { maxFrameRate: 12 },
      },
    });
    await program.context.addInitScript(flashAndBeep);
    const { api } = program.host.services;
    const stage = await program.openStage();
    await untilStageShows(stage);
    if (isLoaded) loadMachine();
    const recording = async () => (await api.getOutputs()).find(({ id }) => id === 'recording');
    await api.setOutputOn('recording', true);
    await expect
      .poll(async () => (await recording())?.recording?.seconds ?? 0, { timeout: 90_000 })
      .toBeGreaterThan(SECONDS);
    const { recording: figures } = (await recording()) ?? {};
    await api.setOutputOn('recording', false);
    await grown(api);

    const [{ name } = { name: '' }] = await api.listRecordings();
    const file = join(program.dataFolder, 'recordings', name);
    const ends = { picture: endOf(file, 'v'), sound: endOf(file, 'a') };
    const beeps = beepsOf(file);
    // A beep is told by the silence before it, and needs a moment.
    const offs = flashesOf(file)
      .filter(([dark, lit]) => dark > 0.25 && lit < ends.sound - 0.1)
      .map(([dark, lit]) => {
        const near = beeps.reduce(
          (best, beep) => (Math.abs(beep - lit) < Math.abs(best - lit) ? beep : best),
          Number.POSITIVE_INFINITY,
        );
        return { dark, lit, beep: near, late: near - Math.min(Math.max(near, dark), lit) };
      });
    const late = offs.map((off) => off.late).sort((a, b) => a - b);
    const middle = late[late.length >> 1];
    console.log(
      `${format}${isLoaded ? ' (loaded)' : ''}: ${offs.map(({ dark, lit, beep }) => `beep ${beep.toFixed(3)} s in ${dark.toFixed(3)}–${lit.toFixed(3)}`).join('; ')}\n` +
        `late by ${late.map((seconds) => (seconds * 1000).toFixed(0)).join(', ')} ms; picture ends at ${ends.picture.toFixed(3)} s, sound at ${ends.sound.toFixed(3)} s`,
    );
    expect(offs.length, 'flashes with sound to them').toBeGreaterThanOrEqual(4);
    expect(middle).toBeGreaterThan(EARLIEST);
    expect(middle).toBeLessThan(LATEST);
    expect(ends.picture, 'all of the picture').toBeGreaterThan((figures?.seconds ?? SECONDS) - ENDS_APART);
    expect(Math.abs(ends.sound - ends.picture), 'sound is as long as the picture').toBeLessThan(ENDS_APART);
  });
