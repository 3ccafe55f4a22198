import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Told } from "./story/run-story.ts";

/** The outcome of a seed. */
export interface Outcome extends Omit<Told, "violations"> {
  seed: number;
  violations: { invariant: string; detail: string }[];
  /** Processor time. */
  seconds: number;
}

/** A shop that takes so long waits for something that never comes. */
const PATIENCE_MS = 4 * 60_000;
/** Each shop loads bundles of its own, which stay in memory. */
const SEEDS_OF_A_WORKER = 25;

interface Run {
  /** The folder of the sources. */
  root: string;
  workers: number;
  ended: (outcome: Outcome) => "go on" | "stop";
}

/** Runs seeds, `workers` at a time, in their order. */
export async function runSeeds(seeds: readonly number[], { root, workers, ended }: Run): Promise<void> {
  const waiting = [...seeds];
  const work = async () => {
    let worker: Worker | undefined;
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      if (!worker?.isFit) {
        worker?.end();
        worker = new Worker(root);
      }
      if (ended(await worker.run(seed)) === "stop") waiting.length = 0;
    }
    worker?.end();
  };
  await Promise.all(Array.from({ length: Math.min(workers, seeds.length) }, work));
}

/** A process that runs seeds. */
class Worker {
  readonly #child: ChildProcess;
  #errors = "";
  #seeds = 0;
  #broken = false;

  constructor(root: string) {
    this.#child = fork(join(root, "test/simulate/worker.ts"), {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#errors += text));
  }

  get isFit(): boolean {
    return !this.#broken && this.#seeds < SEEDS_OF_A_WORKER;
  }

  async run(seed: number): Promise<Outcome> {
    this.#seeds += 1;
    const child = this.#child;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const fail = (detail: string) => {
      this.#broken = true;
      const violations = [{ invariant: "the shop runs to its end", detail }];
      resolve({
        seed,
        violations,
        faults: 0,
        injected: [],
        incidents: [],
        statuses: {},
        returns: {},
        seconds: 0,
      });
    };
    const told = (outcome: Outcome) => resolve(outcome);
    const died = () => fail(this.#errors.trim().split("\n").slice(0, 12).join("\n"));
    const patience = setTimeout(() => fail("It did not end."), PATIENCE_MS);
    child.once("message", told);
    child.once("close", died);
    child.send(seed);
    try {
      return await promise;
    } finally {
      clearTimeout(patience);
      child.off("message", told);
      child.off("close", died);
    }
  }

  end(): void {
    this.#child.kill("SIGKILL");
  }
}
