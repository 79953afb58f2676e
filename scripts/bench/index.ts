/** `npm run bench`: measures on this machine and prints tables. `npm run bench -- NAME` runs one topic. */
import { cpus } from 'node:os';
import { independence } from './independence';
import { outputs } from './outputs';
import { rendering } from './render';
import { solving } from './solve';
import { studio } from './studio';
import { formatTable, type Topic } from './topic';
import { tracking } from './track';

const topics: readonly Topic[] = [tracking, solving, rendering, outputs, studio, independence];

const wanted = process.argv.slice(2);
const processor = cpus()[0]?.model ?? 'unknown processor';
console.log(`${cpus().length} × ${processor}, Node ${process.version}`);

for (const topic of topics) {
  if (wanted.length > 0 && !wanted.includes(topic.name)) continue;
  const started = Date.now();
  const { tables, notes } = await topic.run();
  for (const table of tables) console.log(`\n${formatTable(table)}`);
  if (notes.length > 0) console.log(`\n${notes.map((note) => `· ${note}`).join('\n')}`);
  console.log(`(${topic.name}: ${((Date.now() - started) / 1000).toFixed(0)} s)`);
}
process.exit(0);
