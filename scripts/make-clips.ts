/** Makes resources/clips/*.vrma, the animations that ship with the app (CC0): a second's work, the same bytes every time. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeVrma } from '@motion/codecs/vrma-writer';
import { bakeMove } from './clips/bake-move';
import { MOVES } from './clips/moves';
import { POSES } from './clips/poses';
import { HUMAN_REST } from './synthetic/skeleton';

const folder = resolve(import.meta.dirname, '../resources/clips');
mkdirSync(folder, { recursive: true });

let made = 0;
for (const [name, move] of Object.entries({ ...MOVES, ...POSES })) {
  const bytes = writeVrma(bakeMove(name, move), HUMAN_REST, { generator: 'Kagami' });
  const file = join(folder, `${name}.vrma`);
  if (existsSync(file) && readFileSync(file).equals(bytes)) continue;
  writeFileSync(file, bytes);
  made += 1;
}
console.log(made > 0 ? `kagami: Animations: made ${made}.` : 'kagami: Animations: there.');
