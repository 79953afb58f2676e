/** One subject of `npm run bench`; add a module with one and list it in `index.ts`. */
export interface Topic {
  name: string;
  /** Measures and returns what to print. Bounded in time; says in a note what could not be measured here. */
  run(): Promise<Report>;
}

export interface Report {
  tables: Table[];
  notes: string[];
}

export interface Table {
  title: string;
  columns: string[];
  rows: string[][];
}

export const formatTable = ({ title, columns, rows }: Table): string => {
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [title, line(columns), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join(
    '\n',
  );
};

export const ms = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
