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

/** Probabilities of a call, unless the partner says otherwise. */
const LOST_BEFORE = 0.01;
const LOST_AFTER = 0.02;
const SLOW = 0.04;
const LONGEST_MS = 4_000;
/** Longer than any function waits: what is asked happens after the function has died. */
const STUCK = 0.01;
const STUCK_MS = 90_000;

/** The faults of calls of a kind, as probabilities. */
interface Rates {
  /** The request is lost. */
  lost?: number;
  /** The request is carried out after the function that asked has died. */
  stuck?: number;
}

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

  async call<A>(
    what: string,
    carryOut: () => A,
    { lost = LOST_BEFORE, stuck = STUCK }: Rates = {},
  ): Promise<A | "unanswered"> {
    if (!this.isBad) return carryOut();
    const { cloud, random, outage } = this.#line;
    const { clock, activity } = cloud.kernel;
    const delay = random.next();
    if (delay < stuck) await activity.sleep(clock, STUCK_MS);
    else if (delay < stuck + SLOW) await activity.sleep(clock, 1 + random.next() * LONGEST_MS);
    const fate = random.next();
    if (outage.from <= clock.now() && clock.now() < outage.until) return this.#lost(what, "outage");
    if (fate < lost) return this.#lost(what, "request lost");
    const answer = carryOut();
    if (delay < stuck) return this.#lost(what, "carried out late");
    return fate < lost + LOST_AFTER ? this.#lost(what, "answer lost") : answer;
  }

  #lost(what: string, why: string): "unanswered" {
    this.incidents.push(`${new Date(this.#line.cloud.kernel.clock.now()).toISOString()} ${what}: ${why}`);
    return "unanswered";
  }
}
