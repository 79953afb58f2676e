import { type Cost, costOfAll } from './cost';
import type { ErrorTable } from './errors';
import { DEEP_ROWS, type Flattened } from './flattened';
import { DISPLAY_RATE, type JitterLag, SAMPLE_RATE } from './jitter-lag';
import { MEASURES } from './measures';
import type { Summary } from './statistics';

/** Bytes a frame by which the heap grows, in a process of its own. */
export interface HeapGrowth {
  /** Solving a body with both hands, by mode. */
  upperAngles: number;
  upperReach: number;
  fullAngles: number;
  fullReach: number;
  /** As `upperAngles`, with a face. */
  face: number;
  /** Full body by reach, of parts that come and go. */
  comingAndGoing: number;
  /** Shaping what the modes of the solver give, with other settings, of parts that come and go, and the idle motion alone. */
  shapeUpper: number;
  shapeFull: number;
  shapeTuned: number;
  shapeComingAndGoing: number;
  idle: number;
}

export interface Results {
  errors: readonly ErrorTable[];
  /** The first case by the direct solver, with the body's noise on the hands too. */
  noisyHands: ErrorTable;
  flattened: readonly Flattened[];
  named: readonly JitterLag[];
  sweep: readonly JitterLag[];
  costs: readonly Cost[];
  heap: HeapGrowth;
  /** Largest difference between the mirrored answer and the answer to mirrored truth, degrees. */
  mirrorDifference: number;
  machine: string;
}

const degrees = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(value < 0.095 ? 2 : 1));
const cells = (summary: Summary): string =>
  [summary.median, summary.p95, summary.max].map(degrees).join(' | ');

/** The whole report as Markdown. */
export const writeReport = (results: Results): string =>
  [
    INTRODUCTION,
    goals(results),
    GOLDEN,
    '## Errors by limb\n\n![Median error by limb](fidelity-errors.svg)',
    ...caseNames(results).map((name) => errorTable(results, name)),
    mirrorNote(results),
    flattenedTable(results),
    jitterTable(results),
    costTable(results),
    METHOD,
  ].join('\n\n');

const INTRODUCTION = `# Fidelity: how true the motion is

Written by \`npm run bench:fidelity\`; do not edit. A skeleton in a known pose is turned into the landmarks that an ideal
MediaPipe would give, solved, and put through forward kinematics; the tables list the angle between truth and answer in
degrees: median | 95th percentile | worst frame. *Kalidokit* is the \`classic\` solver (Kalidokit 1.1.5), *direct* is Kagami's own.`;

const GOLDEN = `## Golden poses

![Eight poses of a synthetic person beside Hikari](pictures/golden-poses.png)

![The same poses beside Ren](pictures/golden-poses-ren.png)

Made by \`npx tsx scripts/golden-poses.ts\`: the true pose as a plain figure (the person's left in orange), dots where the solver was
told that the landmarks are, and the avatar in the pose that was solved from those dots alone, drawn by the Stage's renderer. *reach*
puts the hands where the person's are by face, shoulders, hips and each other; *angles* copies the joints.`;

const caseNames = ({ errors }: Results): string[] => [...new Set(errors.map((table) => table.case))];

const find = (results: Results, name: string, solver: string, noisy: boolean): ErrorTable =>
  results.errors.find((t) => t.case === name && t.solver === solver && t.noisy === noisy)!;

const errorTable = (results: Results, name: string): string => {
  const blocks = [false, true].map((noisy) => {
    const [classic, direct] = (['classic', 'direct'] as const).map((solver) =>
      find(results, name, solver, noisy),
    );
    const rows = [...classic!.rows.keys()].map((row) => {
      const mark = MEASURES.find((measure) => measure.name === row)!.kind === 'convention' ? ' ¹' : '';
      return `| ${row}${mark} | ${cells(classic!.rows.get(row)!)} | ${cells(direct!.rows.get(row)!)} |`;
    });
    return `**${noisy ? 'With landmark noise' : 'Noise-free'}**\n\n| | Kalidokit median | p95 | worst | direct median | p95 | worst |\n|---|--:|--:|--:|--:|--:|--:|\n${rows.join('\n')}`;
  });
  return `### ${name}\n\n${blocks.join('\n\n')}`;
};

const mirrorNote = ({ mirrorDifference }: Results): string =>
  `¹ Landmarks do not determine these alone: how much of a raised shoulder is collar bone and how much chest, or how far the pelvis
tilts, is a convention of the solver.

**Mirror.** With mirroring on, every figure above is the same to the last digit, because mirroring is exact (twice is nothing). The
test that can fail is the other one: the landmarks of the mirrored person, solved, against the mirrored answer. Largest
difference for the direct solver over all random desk poses: ${mirrorDifference.toFixed(3)}°.`;

const flattenedTable = ({ flattened }: Results): string => {
  const rows = flattened.flatMap(({ depth, plain, calibrated }) =>
    DEEP_ROWS.map(
      (row) =>
        `| ${(depth * 100).toFixed(0)} % | ${row} | ${cells(plain.rows.get(row)!)} | ${cells(calibrated.rows.get(row)!)} |`,
    ),
  );
  return `### Flattened depth

A body tracker guesses depth, and guesses it too flat where an arm points to the camera or away. A calibration measures the person's
shoulders and arms, and a limb that is then seen shorter than it is has its depth stretched, by a half at the most. Random desk poses
with noise, of which the body's landmarks keep a part of their depth; the calibration is the program's own three seconds, of someone with
hanging arms seen as flat and as noisy. How flat real trackers see, this does not tell.

| depth kept | | uncalibrated median | p95 | worst | calibrated median | p95 | worst |
|--:|---|--:|--:|--:|--:|--:|--:|
${rows.join('\n')}`;
};

const isDetermined = (row: string): boolean =>
  MEASURES.find(({ name }) => name === row)?.kind === 'determined';

/** The goals of issue 4 with the figure that was measured. */
const goals = (results: Results): string => {
  const desk = caseNames(results)[0]!;
  const exact = find(results, desk, 'direct', false).rows;
  const noisy = find(results, desk, 'direct', true).rows;
  const determined = MEASURES.filter(({ name }) => isDetermined(name) && exact.has(name));
  const worstOf = (rows: Map<string, Summary>, names: readonly string[], key: keyof Summary): number =>
    Math.max(...names.map((name) => rows.get(name)?.[key] ?? 0));
  const names = determined.map(({ name }) => name);
  const fingers = names.filter((name) => /Finger|Thumb/.test(name));
  const limbs = names.filter((name) => /arm|Head|Hand orientation/.test(name));
  const spreadNoisy = Math.max(...names.map((name) => noisy.get(name)!.p95 / noisy.get(name)!.median));
  const spreadAnywhere = Math.max(
    ...results.errors
      .filter(({ solver, noisy: isNoisy }) => solver === 'direct' && isNoisy)
      .flatMap(({ rows }) => [...rows].filter(([name]) => isDetermined(name)))
      .map(([, { p95, median }]) => p95 / median),
  );
  const [responsive, smooth] = [
    results.named.find((p) => p.label === 'responsive')!,
    results.named.find((p) => p.label === 'smooth')!,
  ];
  const delays = [responsive.head, responsive.forearm].flatMap(({ step, wave, held }) => [step, wave - held]);
  const extra = Math.max(...delays);
  const { microseconds, shareOfClassic, shareWithEstimate, shareOfCalls } = costOfAll(results.costs);
  const line = (what: string, goal: string, value: string, met: boolean): string =>
    `| ${what} | ${goal} | ${value} | ${met ? 'met' : 'not met'} |`;
  const shareLine = (what: string, value: number): string =>
    line(what, '≤ 0.5', value.toFixed(2), value <= 0.5);
  const atMost = (what: string, limit: number, value: number, unit: string): string =>
    line(what, `≤ ${limit}${unit}`, `${degrees(value)}${unit}`, value <= limit);
  return `## Goals\n\nDirect solver, ${desk.toLowerCase()}.\n\n| | goal | measured | |\n|---|--:|--:|---|\n${[
    atMost('Noise-free, worst median of all determined rows', 1, worstOf(exact, names, 'median'), '°'),
    atMost('Noisy, worst median of arms, head and hand orientation', 5, worstOf(noisy, limbs, 'median'), '°'),
    atMost('Noisy, worst median of fingers and thumb', 12, worstOf(noisy, fingers, 'median'), '°'),
    atMost('Noisy, largest p95 ÷ median', 3, spreadNoisy, ' ×'),
    atMost('… of any case (an error about one axis alone has 2.9 ×)', 3, spreadAnywhere, ' ×'),
    atMost('Worst single frame, noise-free', 60, worstOf(exact, names, 'max'), '°'),
    atMost('Worst single frame, noisy', 60, worstOf(noisy, names, 'max'), '°'),
    atMost(
      'With 5 mm on hands too: worst median of fingers and thumb',
      12,
      worstOf(results.noisyHands.rows, fingers, 'median'),
      '°',
    ),
    atMost(
      '… worst single frame (a little fingertip is 16 mm from its joint)',
      60,
      worstOf(results.noisyHands.rows, fingers, 'max'),
      '°',
    ),
    atMost('Extra delay of *responsive*, in camera frames', 1, extra / (1000 / SAMPLE_RATE), ''),
    atMost(
      'Jitter at rest with *smooth*, noise of real footage (head)',
      0.15,
      smooth.footageHead.shaped,
      '°',
    ),
    atMost('Solve and shape, µs a frame (median)', 60, microseconds, ''),
    shareLine(
      '… as a share of Kalidokit, from the same frame to the same bones in the same run',
      shareOfClassic,
    ),
    shareLine(
      '… the same where the 52 blendshapes are estimated from landmarks, which Kalidokit has not',
      shareWithEstimate,
    ),
    shareLine(
      "… as a share of Kalidokit's calls alone: landmarks laid out for it, angles and no bones",
      shareOfCalls,
    ),
    atMost(
      'Heap growth, bytes a frame (a number takes 12): worst of all modes of solving and shaping',
      4,
      Math.max(...Object.values(results.heap)),
      '',
    ),
  ].join('\n')}`;
};

const jitterTable = ({ named }: Results): string => {
  const first = named[0]!;
  const parts = [...first.jitter.keys()];
  const rows = named.map((point) => {
    const delays = [point.head.step, point.head.wave, point.forearm.step, point.forearm.wave];
    const jitter = [point.footageHead, ...point.jitter.values()].map(({ shaped }) => shaped.toFixed(2));
    return `| ${point.label} (${point.smoothing}) | ${[...delays.map((d) => d.toFixed(0)), ...jitter].join(' | ')} |`;
  });
  const raw = [first.footageHead, ...first.jitter.values()].map((jitter) => jitter.raw.toFixed(2));
  const held = first.head.held.toFixed(0);
  return `## Jitter and delay\n\n![Trade-off between jitter and delay](fidelity-jitter.svg)\n
${SAMPLE_RATE} samples a second shown at ${DISPLAY_RATE} frames a second. *Delay*, ms, at half height: of a step of 30° after the arrival of its first
sample, and of a ±30° wave of 1 Hz behind the truth; holding each sample until the next one comes is ${held} ms behind by itself.
*Jitter*, degrees: root mean square angle from the mean world orientation of someone who holds still with a raised hand under the
noise described below; *head, footage*: with the noise of tests/fixtures/moving-face.ktake, tracked from real footage.\n
| Smoothing | head: step | wave | forearm: step | wave | Head, footage | ${parts.join(' | ')} |\n|---|--:|--:|--:|--:|--:|${parts.map(() => '--:').join('|')}|\n| solver alone, held | 0 | ${held} | 0 | ${held} | ${raw.join(' | ')} |\n${rows.join('\n')}`;
};

const costTable = ({ costs, machine }: Results): string =>
  `## Cost

On ${machine}. Processor time of blocks of 300 frames that take turns: their median, the best block, and how much
the heap grows without a collection in between (in this process, which does much else; for *Goals* it is counted in one of its own). An
app's frames come to one place and are in the cache when they are solved: each run first copies its frame there, and Kalidokit's calls
get landmarks that were just copied to its own layout. Both kinds of copying stand by themselves and are taken off all other rows.
*Kalidokit's calls* are its face, pose (no legs) and two hands, and give Euler angles; *classic* is what the app runs of it, with bones
made of the angles.\n\n| | µs a frame | best | bytes a frame |\n|---|--:|--:|--:|\n${costs
    .map((c) => `| ${c.name} | ${c.median.toFixed(1)} | ${c.best.toFixed(1)} | ${c.bytes.toFixed(0)} |`)
    .join('\n')}`;

const METHOD = `## Method

- Truth: \`scripts/synthetic\`, which shares no code with the solvers: an adult's skeleton (segment lengths after Winter), joint angles
  drawn within human ranges by a seeded generator, or a motion capture clip put on the same skeleton, its elbows made hinges. Clips are read from
  \`../shared/data/bvh\` and left out where that folder is absent. The CMU clip was obtained from mocap.cs.cmu.edu, created with funding
  from NSF EIA-0196217.
- Landmarks: 33 pose, 2 × 21 hand and 478 face points in MediaPipe's axes and a face matrix, through a pinhole camera.
- Noise: independent in every frame and on every axis: 5 mm on pose landmarks, 1.5 mm on hand landmarks, 0.8 mm on the face.
- The solver is reset before every random pose: no help from the frame before. Smoothing is off except under *Jitter and delay*.`;
