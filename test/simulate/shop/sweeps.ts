import { orderSweep, refundSweep, returnSweep, stockSweep } from "@tradewind/blueprint/schedules";
import type { LocalCloud } from "@tradewind/local-cloud";
import { HOUR, MINUTE } from "./time.ts";

const SWEEP_OF: Readonly<Record<string, string>> = {
  order: orderSweep.target.name,
  payment: refundSweep.target.name,
  return: returnSweep.target.name,
};

/** While the shop is at work, and this long afterwards, the sweep of the stock runs. */
const STOCK_SWEEPS_FOR = HOUR;
const STOCK_SWEEP_EVERY = 15 * MINUTE;
/** An item that stays due although it was swept is swept again after this, at most. */
const LONGEST_PAUSE = HOUR;

interface Due {
  id: string;
  entity: string;
  at: number;
}

/**
 * Runs the sweeps when there is something to sweep, and at no other minute: weeks pass quickly. The
 * shop's own schedules are deleted.
 */
export class Sweeps {
  readonly #cloud: LocalCloud;
  readonly #table: string;
  /** The items that were due at the last run of the sweeps, and the pause after it. */
  #last = { due: "", pause: MINUTE, at: 0 };
  #lastStock: number;
  #lastWork: number;

  constructor(cloud: LocalCloud, table: string) {
    this.#cloud = cloud;
    this.#table = table;
    this.#lastStock = this.#lastWork = cloud.kernel.clock.now();
  }

  /** Tells that somebody works in the shop. */
  noteWork(): void {
    this.#lastWork = this.#cloud.kernel.clock.now();
  }

  /** The time at which sweeps have to run next, and their functions. */
  async next(): Promise<{ at: number; functions: string[] } | undefined> {
    const now = this.#cloud.kernel.clock.now();
    const due = await this.#due();
    const first = due.map(({ at }) => at).toSorted((a, b) => a - b)[0];
    const stockAt =
      this.#lastStock < this.#lastWork + STOCK_SWEEPS_FOR ? this.#lastStock + STOCK_SWEEP_EVERY : undefined;
    const names = due.map(({ id, at }) => `${id} ${at}`).join();
    const pause = first !== undefined && names === this.#last.due ? this.#last.pause : MINUTE;
    const itemsAt = first === undefined ? undefined : Math.max(first, this.#last.at + pause, now);
    const at = Math.min(itemsAt ?? Infinity, stockAt ?? Infinity);
    if (at === Infinity) return undefined;
    const minute = Math.ceil(at / MINUTE) * MINUTE;
    const functions = [
      ...new Set(due.filter((one) => one.at <= minute).map(({ entity }) => SWEEP_OF[entity] ?? "")),
      ...(stockAt !== undefined && stockAt <= minute ? [stockSweep.target.name] : []),
    ];
    return { at: minute, functions };
  }

  /** Starts sweeps, as the scheduler does. */
  async start(functions: readonly string[]): Promise<void> {
    const { kernel, lambda } = this.#cloud;
    const now = kernel.clock.now();
    const due = (await this.#due()).map(({ id, at }) => `${id} ${at}`).join();
    const pause = due === this.#last.due ? Math.min(2 * this.#last.pause, LONGEST_PAUSE) : MINUTE;
    this.#last = { due, pause, at: now };
    if (functions.includes(stockSweep.target.name)) this.#lastStock = now;
    const input = { at: new Date(now).toISOString(), run: kernel.random.uuid() };
    for (const name of functions)
      kernel.activity.run(async () => {
        // A run that the plan refuses is missed, as the next one makes up for it.
        await lambda.invoke(name, input).catch(() => undefined);
      });
  }

  async #due(): Promise<Due[]> {
    const { Items } = (await this.#cloud.call("dynamodb", "Scan", {
      TableName: this.#table,
      ConsistentRead: true,
      FilterExpression: "attribute_exists(dueAt) AND (NOT #status = :attention)",
      ProjectionExpression: "pk, sk, dueAt, #entity",
      ExpressionAttributeNames: { "#entity": "__edb_e__", "#status": "status" },
      ExpressionAttributeValues: { ":attention": { S: "NEEDS_ATTENTION" } },
    })) as { Items: Record<string, { S: string }>[] };
    return Items.map((item) => ({
      id: `${item["pk"]?.S} ${item["sk"]?.S}`,
      entity: item["__edb_e__"]?.S ?? "",
      at: Date.parse(item["dueAt"]?.S ?? ""),
    })).filter(({ entity }) => SWEEP_OF[entity] !== undefined);
  }
}
