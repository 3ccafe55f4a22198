/** A command answers with lines for a person, passed to `say`, and with an exit code. */
export interface Command {
  usage: string;
  about: string;
  run(args: readonly string[], say: (line: string) => void): Promise<number>;
}

/**
 * The request names something that does not exist or is not allowed. Its message is shown without a
 * stack.
 */
export class Refused extends Error {}

/** Pads the cells of each column to the widest of them. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
