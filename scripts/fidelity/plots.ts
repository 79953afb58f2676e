import type { ErrorTable } from './errors';
import type { JitterLag } from './jitter-lag';

const FONT = 'font-family="system-ui, sans-serif"';
const COLOURS = { classic: '#b8b4c8', classicNoisy: '#8d87a5', direct: '#ff8fab', directNoisy: '#e05780' };

const text = (x: number, y: number, content: string, attributes = '', size = 13): string =>
  `<text x="${x}" y="${y}" ${FONT} font-size="${size}" fill="#444" ${attributes}>${content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</text>`;

const svg = (width: number, height: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#fff"/>${body}</svg>\n`;

/** Bars of the median error by limb, Kalidokit against direct, without and with noise. */
export const plotErrors = (tables: readonly ErrorTable[]): string => {
  const names = [...tables[0]!.rows.keys()];
  const find = (solver: string, noisy: boolean): ErrorTable =>
    tables.find((table) => table.solver === solver && table.noisy === noisy)!;
  const bars = [
    ['Kalidokit', COLOURS.classic, find('classic', false)],
    ['Kalidokit, noisy', COLOURS.classicNoisy, find('classic', true)],
    ['direct', COLOURS.direct, find('direct', false)],
    ['direct, noisy', COLOURS.directNoisy, find('direct', true)],
  ] as const;
  const [left, top, width, rowHeight] = [330, 78, 560, 50];
  const scale = width / 90;
  const height = top + names.length * rowHeight + 40;
  let body = text(20, 30, 'Median error by limb, degrees (random desk poses)', 'font-weight="600"', 18);
  bars.forEach(([label, colour], i) => {
    body += `<rect x="${20 + i * 150}" y="44" width="14" height="14" fill="${colour}"/>${text(40 + i * 150, 56, label)}`;
  });
  for (let degrees = 0; degrees <= 90; degrees += 15) {
    const x = left + degrees * scale;
    body += `<line x1="${x}" y1="${top - 6}" x2="${x}" y2="${height - 34}" stroke="#e4e2ea"/>`;
    body += text(x, height - 16, `${degrees}°`, 'text-anchor="middle"');
  }
  names.forEach((name, row) => {
    const y = top + row * rowHeight;
    body += text(left - 10, y + 24, name, 'text-anchor="end"');
    bars.forEach(([, colour, table], i) => {
      const { median } = table.rows.get(name)!;
      body += `<rect x="${left}" y="${y + i * 10}" width="${Math.max(1, median * scale).toFixed(1)}" height="9" fill="${colour}"/>`;
      body += text(left + Math.max(1, median * scale) + 4, y + i * 10 + 8.5, median.toFixed(1), '', 9);
    });
  });
  return svg(left + width + 50, height, body);
};

const delayOf = (point: JitterLag): number => point.forearm.wave;

/** Jitter at rest against the delay of a 1 Hz wave, along the smoothing slider. */
export const plotTradeOff = (sweep: readonly JitterLag[], named: readonly JitterLag[]): string => {
  const parts = [
    ['Head', '#e05780'],
    ['Upper arm', '#4a7fc1'],
    ['Hand', '#3a9d78'],
    ['Finger', '#c48a1a'],
  ] as const;
  const [left, top, width, height] = [70, 70, 620, 360];
  const mostDelay = Math.ceil(Math.max(...sweep.map(delayOf)) / 10) * 10;
  const jitterOf = (point: JitterLag, part: string): number => point.jitter.get(part)!.shaped;
  const mostJitter = Math.max(0.5, ...sweep.flatMap((p) => parts.map(([part]) => jitterOf(p, part))));
  const [low, high] = [Math.log10(0.01), Math.log10(mostJitter * 1.3)];
  const x = (delay: number): number => left + (delay / mostDelay) * width;
  const y = (jitter: number): number =>
    top + height - ((Math.log10(Math.max(0.01, jitter)) - low) / (high - low)) * height;
  let body = text(
    20,
    30,
    'Steady or quick: the smoothing slider from responsive to smooth',
    'font-weight="600"',
    18,
  );
  for (const jitter of [0.01, 0.03, 0.1, 0.3, 1, 3].filter((v) => Math.log10(v) <= high)) {
    body += `<line x1="${left}" y1="${y(jitter)}" x2="${left + width}" y2="${y(jitter)}" stroke="#e4e2ea"/>`;
    body += text(left - 8, y(jitter) + 4, `${jitter}°`, 'text-anchor="end"');
  }
  for (let delay = 0; delay <= mostDelay; delay += 10) {
    body += `<line x1="${x(delay)}" y1="${top}" x2="${x(delay)}" y2="${top + height}" stroke="#e4e2ea"/>`;
    body += text(x(delay), top + height + 20, `${delay}`, 'text-anchor="middle"');
  }
  body += `<line x1="${left}" y1="${y(0.15)}" x2="${left + width}" y2="${y(0.15)}" stroke="#999" stroke-dasharray="5 4"/>`;
  body += text(left + 6, y(0.15) - 5, 'goal for smooth: 0.15°');
  body += text(
    left + width / 2,
    top + height + 44,
    'delay of a forearm’s 1 Hz wave behind the truth, ms (a sample held as it is: 17)',
    'text-anchor="middle"',
  );
  body += text(20, 56, 'jitter at rest under 5 mm noise, ° RMS');
  parts.forEach(([part, colour], i) => {
    const points = sweep.map((p) => `${x(delayOf(p)).toFixed(1)},${y(jitterOf(p, part)).toFixed(1)}`);
    body += `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2.5"/>`;
    body += `<rect x="${330 + i * 95}" y="45" width="14" height="14" fill="${colour}"/>${text(350 + i * 95, 57, part)}`;
    for (const point of named)
      body += `<circle cx="${x(delayOf(point))}" cy="${y(jitterOf(point, part))}" r="4.5" fill="${colour}"/>`;
  });
  [...named]
    .sort((a, b) => delayOf(a) - delayOf(b))
    .forEach((point, i) => {
      body += text(
        x(delayOf(point)),
        top + height - 10 - (i % 2) * 18,
        point.label,
        'text-anchor="middle"',
        12,
      );
    });
  return svg(left + width + 40, top + height + 64, body);
};
