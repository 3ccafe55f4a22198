import { carrierScans } from "@tradewind/blueprint/areas/logistics";
import { commerceTable } from "@tradewind/blueprint/ground/tables";
import {
  AwsError,
  type FaultPlan,
  type Faults,
  faultPlan,
  ROUGH_WEATHER,
  seededRandom,
  VirtualClock,
} from "@tradewind/local-cloud";
import { tapBus } from "../../support/bus-tap.ts";
import { entitiesOf } from "../../support/invariants.ts";
import { type Answer, TestShop } from "../../support/shop.ts";
import { PartnerLine } from "../partners/partner-line.ts";
import { setPartners } from "../partners/partners.ts";
import { SimulatedCarrier } from "../partners/simulated-carrier.ts";
import { SimulatedProcessor } from "../partners/simulated-processor.ts";
import { inProcessFetch } from "./in-process-fetch.ts";
import { seedProcess } from "./seeded-process.ts";
import { Sweeps } from "./sweeps.ts";
import { DAY, HOUR, MINUTE } from "./time.ts";

/** A Thursday morning: a weekend comes soon. */
const START = Date.UTC(2026, 10, 5, 9);
const WEEKEND = {
  from: Date.UTC(2026, 10, 6, 17),
  deskOpens: Date.UTC(2026, 10, 8, 12),
  until: Date.UTC(2026, 10, 9, 7),
};

const SUBSTITUTES = {
  "packages/commerce/src/payments/test-processor.ts": "test/simulate/partners/processor-module.ts",
  "packages/commerce/src/logistics/carriers.ts": "test/simulate/partners/carriers-module.ts",
};

const CLIENT_TRIES = 60;
const CLIENT_WAIT = 2_000;

/** Modules that this process imports itself keep the address of their first cloud. */
let cloudPort = 0;

/** One shop with its partners, on a clock that moves when nothing is to be done. */
export class SimulatedShop {
  readonly seed: number;
  readonly shop: TestShop;
  readonly plan: FaultPlan;
  readonly processor: SimulatedProcessor;
  readonly carrier: SimulatedCarrier;
  readonly lines: readonly PartnerLine[];
  readonly seen: () => Promise<Set<string>>;
  /** Mails that failed for good. A dead letter is kept for two weeks only. */
  deadMails = 0;
  readonly #clock: VirtualClock;
  readonly #sweeps: Sweeps;
  readonly #table: string;

  private constructor(
    parts: Pick<SimulatedShop, "seed" | "shop" | "plan" | "seen"> & { clock: VirtualClock },
  ) {
    const { seed, shop, plan, seen, clock } = parts;
    this.seed = seed;
    this.shop = shop;
    this.plan = plan;
    this.seen = seen;
    this.#clock = clock;
    const { cloud, links } = shop.shop;
    const random = this.random("partners");
    const line = () => {
      const from = START + random.next() * 5 * DAY;
      return new PartnerLine({ cloud, random, outage: { from, until: from + HOUR } });
    };
    const [payments, deliveries] = [line(), line()];
    this.lines = [payments, deliveries];
    this.processor = new SimulatedProcessor(payments);
    const scans = (links.get(carrierScans.name) as { url: string }).url;
    this.carrier = new SimulatedCarrier({ cloud, random, line: deliveries, scans, weekend: WEEKEND });
    setPartners(this);
    const { name } = links.get(commerceTable.name) as { name: string };
    this.#table = name;
    this.#sweeps = new Sweeps(cloud, name);
  }

  /** Opens the shop of a seed in fair weather. */
  static async open(seed: number): Promise<SimulatedShop> {
    seedProcess(seed);
    const plan = faultPlan(seed, ROUGH_WEATHER);
    plan.enabled = false;
    const clock = new VirtualClock(START);
    const shop = await TestShop.open({
      clock,
      random: seededRandom(seed),
      faults: ofFunctions(plan),
      substitutes: SUBSTITUTES,
      cloudPort,
    });
    cloudPort = Number(new URL(shop.shop.cloud.url ?? "").port);
    globalThis.fetch = inProcessFetch(shop.shop);
    await shop.stopSweeps();
    return new SimulatedShop({ seed, shop, plan, seen: await tapBus(shop.shop), clock });
  }

  /** Random numbers of a part of the story: what happens elsewhere does not change them. */
  random(part: string) {
    let hash = this.seed;
    for (const letter of part) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    return seededRandom(hash);
  }

  get now(): number {
    return this.#clock.now();
  }

  /** All items of an entity, as they are stored. */
  async stored<T = { orderId: string; status: string; returnId?: string }>(entity: string): Promise<T[]> {
    const all = (await entitiesOf(this.shop.shop)).get(entity) ?? [];
    return all as unknown[] as T[];
  }

  /** The orders and returns that need attention. A return has an id of its own. */
  async needAttention(): Promise<{ orderId: string; returnId?: string }[]> {
    const { Items } = (await this.shop.shop.cloud.call("dynamodb", "Scan", {
      TableName: this.#table,
      ConsistentRead: true,
      FilterExpression: "#status = :attention",
      ProjectionExpression: "orderId, returnId",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":attention": { S: "NEEDS_ATTENTION" } },
    })) as { Items: { orderId: { S: string }; returnId?: { S: string } }[] };
    return Items.map(({ orderId, returnId }) => ({
      orderId: orderId.S,
      ...(returnId && { returnId: returnId.S }),
    }));
  }

  /** Takes messages from queues that would drop them after two weeks. */
  async emptyQueues(): Promise<void> {
    await this.seen();
    const { cloud } = this.shop.shop;
    const { QueueUrl } = await cloud.call("sqs", "GetQueueUrl", { QueueName: "CustomerMailDlq" });
    for (;;) {
      const { Messages = [] } = (await cloud.call("sqs", "ReceiveMessage", { QueueUrl })) as {
        Messages?: { ReceiptHandle: string }[];
      };
      this.deadMails += Messages.length;
      for (const { ReceiptHandle } of Messages)
        await cloud.call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle });
      if (Messages.length === 0) return;
    }
  }

  /** Waits within the story. */
  sleep(milliseconds: number): Promise<void> {
    return this.shop.shop.cloud.kernel.activity.sleep(this.#clock, Math.max(1, Math.round(milliseconds)));
  }

  /** Repeats a request as an app with a bad connection does, until a retry is no use. */
  async repeat(request: () => Promise<Answer>, tries = CLIENT_TRIES): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      this.#sweeps.noteWork();
      const answer = await this.shop.shop.cloud.kernel.activity.track(request).catch(whileSigningIn);
      if (answer && (!isPassing(answer) || attempt >= tries)) return answer;
      await this.sleep(CLIENT_WAIT);
    }
  }

  /** Lets time pass until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { done: false };
    const finished = work.finally(() => (state.done = true));
    // The promise is awaited below, after the loop.
    finished.catch(() => {});
    const { activity } = this.shop.shop.cloud.kernel;
    let lookAt = 0;
    let sweep: Awaited<ReturnType<Sweeps["next"]>>;
    for (;;) {
      await activity.idle();
      if (state.done) return finished;
      const next = this.#clock.nextTimer("once");
      // Work that lasts moments is not interrupted to look what is due.
      if (next === undefined || next > lookAt) {
        sweep = await this.#sweeps.next();
        lookAt = this.#clock.now() + MINUTE;
      }
      if (sweep && sweep.at <= (next ?? Infinity)) {
        this.#clock.advanceTo(sweep.at);
        await this.#sweeps.start(sweep.functions);
        sweep = undefined;
        lookAt = 0;
      } else if (next !== undefined) this.#clock.advanceTo(next);
      else throw new Error("The story waits, and nothing is going to happen.");
    }
  }
}

const isPassing = ({ status, body }: Answer): boolean =>
  status >= 500 || status === 429 || body?.code === "idempotency.in_progress";

/** A client signs in again after a while, and that may fail, too. */
function whileSigningIn(error: unknown): undefined {
  if (!(error instanceof AwsError)) throw error;
}

/** The faults of the shop's own calls. Those of the story and of the checks succeed. */
const ofFunctions = (plan: FaultPlan): Faults => ({
  ...plan,
  onCall: (call) => (call.caller === undefined ? undefined : plan.onCall(call)),
  lagMs: (change) => (change.caller === undefined ? 0 : plan.lagMs(change)),
  onBatch: (batch) => (batch.caller === undefined ? undefined : plan.onBatch(batch)),
  isBusy: (access) => access.caller !== undefined && plan.isBusy(access),
});
