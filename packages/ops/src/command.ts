/** What a command gets, and how it answers: lines for a person, and the exit code. */
export interface Command {
  usage: string;
  about: string;
  run(args: readonly string[], say: (line: string) => void): Promise<number>;
}

/** The command was asked for something that does not exist or is not allowed: a sentence, no stack. */
export class Refused extends Error {}

/** Columns as wide as they must be. */
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
