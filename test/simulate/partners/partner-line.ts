import type { LocalCloud, Random } from "@tradewind/local-cloud";

/** Milliseconds since the epoch. */
export interface Outage {
  from: number;
  until: number;
}

interface Line {
  cloud: LocalCloud;
  random: Random;
  outage: Outage;
}

const LOST_BEFORE = 0.01;
const LOST_AFTER = 0.02;
const SLOW = 0.05;
const LONGEST_MS = 4_000;
/** Longer than any function waits: what is asked happens after the function has died. */
const STUCK = 0.01;
const STUCK_MS = 90_000;

/**
 * The line to a partner. During an outage nobody answers. At other times a request or its answer is
 * lost now and then, or takes so long that the function that asked has died.
 */
export class PartnerLine {
  readonly #line: Line;
  /** Calls that were not answered, for the report of a violation. */
  readonly incidents: string[] = [];
  /** False: every call is answered at once. */
  isBad = true;

  constructor(line: Line) {
    this.#line = line;
  }

  async call<A>(what: string, carryOut: () => A): Promise<A | "unanswered"> {
    if (!this.isBad) return carryOut();
    const { cloud, random, outage } = this.#line;
    const { clock, activity } = cloud.kernel;
    const delay = random.next();
    if (delay < STUCK) await activity.sleep(clock, STUCK_MS);
    else if (delay < SLOW) await activity.sleep(clock, 1 + random.next() * LONGEST_MS);
    const fate = random.next();
    if (outage.from <= clock.now() && clock.now() < outage.until) return this.#lost(what, "outage");
    if (fate < LOST_BEFORE) return this.#lost(what, "request lost");
    const answer = carryOut();
    if (delay < STUCK) return this.#lost(what, "carried out late");
    return fate < LOST_BEFORE + LOST_AFTER ? this.#lost(what, "answer lost") : answer;
  }

  #lost(what: string, why: string): "unanswered" {
    this.incidents.push(`${new Date(this.#line.cloud.kernel.clock.now()).toISOString()} ${what}: ${why}`);
    return "unanswered";
  }
}
