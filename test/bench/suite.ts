/** A target of a bench suite, with the measured value. */
export interface Target {
  name: string;
  measured: string;
  wanted: string;
  met: boolean;
}

export const CONCURRENCY = 16;

export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

export const atMost = (name: string, milliseconds: number, limit: number): Target => ({
  name,
  measured: `${milliseconds.toFixed(1)} ms`,
  wanted: `at most ${limit} ms`,
  met: milliseconds <= limit,
});
