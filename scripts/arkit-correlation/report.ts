import type { Pairing } from './index';

/** A blendshape of the official model that stays within this much does not move in a clip, so that nothing can be said of it. */
const STILL = 0.05;
const MOST_USED = 30;
const GOALS = [
  'jawOpen',
  'eyeBlinkLeft',
  'eyeBlinkRight',
  'mouthSmileLeft',
  'mouthSmileRight',
  'mouthPucker',
  'mouthFunnel',
];

const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

const range = (values: number[]): number => Math.max(...values) - Math.min(...values);

/** Pearson's correlation; 0 where the estimate does not move. */
const correlation = (a: number[], b: number[]): number => {
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, v] of a.entries()) {
    ab += (v - ma) * (b[i]! - mb);
    aa += (v - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
};

const column = (rows: number[][], index: number): number[] => rows.map((row) => row[index]!);

const cell = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2));

interface Row {
  name: string;
  range: number;
  byClip: (number | undefined)[];
  pooled: Record<Pairing['landmarks'], number | undefined>;
}

const judge = (names: readonly string[], pairings: readonly Pairing[]): Row[] =>
  names.map((name, index) => {
    const of = (pairing: Pairing): number | undefined =>
      pairing.official.length > 5 && range(column(pairing.official, index)) > STILL
        ? correlation(column(pairing.estimated, index), column(pairing.official, index))
        : undefined;
    const pool = (landmarks: Pairing['landmarks']): Pairing => {
      const those = pairings.filter((pairing) => pairing.landmarks === landmarks);
      return {
        person: 'all',
        landmarks,
        estimated: those.flatMap(({ estimated }) => estimated),
        official: those.flatMap(({ official }) => official),
      };
    };
    const all = pool('official');
    return {
      name,
      range: range(column(all.official, index)),
      byClip: pairings.filter(({ landmarks }) => landmarks !== 'drawn').map(of),
      pooled: { official: of(all), mesh: of(pool('mesh')), drawn: of(pool('drawn')) },
    };
  });

/** The report as Markdown. */
export const writeReport = (names: readonly string[], pairings: readonly Pairing[]): string => {
  const used = pairings.filter(({ official }) => official.length > 5);
  const clips = used.filter(({ landmarks }) => landmarks !== 'drawn');
  const rows = judge(names, used);
  const moving = rows.filter(({ range: r }) => r > STILL);
  const most = [...moving].sort((a, b) => b.range - a.range).slice(0, MOST_USED);
  const average = (key: Pairing['landmarks']): string =>
    mean(most.map(({ pooled }) => pooled[key] ?? 0)).toFixed(2);
  const head = [
    'blendshape',
    'range',
    'all, official',
    'all, mesh',
    'drawn',
    ...clips.map(({ person, landmarks }) => `${person}, ${landmarks}`),
  ];
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const still = rows.filter(({ range: r }) => r <= STILL).map(({ name }) => name);
  const goals = GOALS.map((name) => {
    const row = rows.find((each) => each.name === name)!;
    return row.range > STILL
      ? `- ${name}: ${cell(row.pooled.official)} (Face Mesh ${cell(row.pooled.mesh)}, drawn faces ${cell(row.pooled.drawn)})`
      : `- ${name}: not shown by this footage; drawn faces ${cell(row.pooled.drawn)}`;
  });
  return `${[
    '# Blendshapes from landmarks alone',
    '',
    'Correlation of the program’s own estimate (`src/motion/solve/face/arkit-estimator*.ts`) with the blendshapes of the official',
    'Face Landmarker on the same pictures. Written by `npx tsx scripts/arkit-correlation/index.ts`.',
    '',
    '*official*: the estimator was given the Face Landmarker’s landmarks; *mesh*: those of the npm Face Mesh, as in the program',
    'without the official model; *drawn*: faces drawn on those of the person, doing what the footage does not show, with a',
    `tracker’s noise. *range*: how far the official weight moves in all clips together. A dash: no more than ${STILL} there.`,
    '',
    '## What this shows, and what not',
    '',
    'The estimate is two small networks (24 and 12 hidden units) on distances between landmarks, fitted by',
    '`scripts/arkit-training` to the answers of Google’s own blendshape model for 8,000 drawn faces (mixtures of the people in',
    'the footage with other proportions, poses, expressions and noise) and for the footage itself. That model is licensed',
    'Apache-2.0, which allows to use, to study and to build upon it; none of its weights are in this repository.',
    '',
    '**Every figure is of a person whom the networks have not seen**: they were fitted again without that person (*male* and',
    '*male camera* are one, so are *female* and *female camera*). What ships is fitted to all. There are but four people, one of',
    'them in a single photo; a figure over all clips also tells the people apart (one smiles, the others do not), the figures',
    'of a clip do not. No clip was calibrated to its person. The set-up itself (measures, how the head is turned among them,',
    'sizes) was chosen among five tries by these same held-out figures (means 0.66, 0.66, 0.85, 0.85, 0.87), so they flatter a',
    'little; the drawn faces’ expressions are of the same hand-made kinds as those that were fitted to.',
    '',
    'jawOpen moves by no more than 0.16 in the footage and mouthFunnel by 0.05, so that their figures there are noise: the',
    'drawn faces, with open and rounded mouths, say more. Goals not reached stand below as they are.',
    '',
    `Not moving at all in the footage, hence unproven: ${still.join(', ')}.`,
    '',
    '## Against the goals',
    '',
    ...goals,
    `- mean over the ${most.length} that move most: ${average('official')} (Face Mesh ${average('mesh')}, drawn faces ${average('drawn')}); goal 0.75`,
    '',
    '## Each blendshape',
    '',
    line(head),
    line(head.map((_, i) => (i === 0 ? '---' : '--:'))),
    ...[...moving]
      .sort((a, b) => b.range - a.range)
      .map(({ name, range: r, pooled, byClip }) =>
        line([
          name,
          r.toFixed(2),
          cell(pooled.official),
          cell(pooled.mesh),
          cell(pooled.drawn),
          ...byClip.map(cell),
        ]),
      ),
    '',
    'Footage: “sample-videos” by intel-iot-devkit, CC BY 4.0; tracked, not shown.',
  ].join('\n')}\n`;
};
