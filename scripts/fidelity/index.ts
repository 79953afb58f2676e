import { allCases } from './cases';
import { measureErrors } from './errors';

for (const poses of allCases()) {
  for (const noisy of [false, true]) {
    const tables = (['classic', 'direct'] as const).map((solver) =>
      measureErrors(poses, { solver, noisy, mirror: false }),
    );
    console.log(`\n${poses.name}${noisy ? ', noisy' : ''}`);
    for (const name of tables[0]!.rows.keys())
      console.log(
        name.padEnd(44),
        ...tables.map(({ rows }) => {
          const r = rows.get(name)!;
          return `${r.median.toFixed(2).padStart(8)} ${r.p95.toFixed(2).padStart(8)} ${r.max.toFixed(2).padStart(8)} |`;
        }),
      );
  }
}
