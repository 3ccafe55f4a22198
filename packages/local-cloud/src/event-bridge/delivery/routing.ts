import type { Kernel } from "../../kernel/kernel.ts";
import type { Archives } from "../state/archives.ts";
import type { Bus, Buses, Rule, RuleTarget } from "../state/buses.ts";
import type { EventRecord } from "../state/records.ts";
import { DEFAULT_RETRY_POLICY, type Deliveries, type Delivery } from "./deliveries.ts";
import { targetOptions } from "./target-input.ts";

/** Accepts events and turns each into deliveries to the targets of the matching rules. */
export class Routing {
  readonly #kernel: Kernel;
  readonly #buses: Buses;
  readonly #deliveries: Deliveries;
  readonly #archives: Archives;

  constructor(kernel: Kernel, buses: Buses, deliveries: Deliveries, archives: Archives) {
    this.#kernel = kernel;
    this.#buses = buses;
    this.#deliveries = deliveries;
    this.#archives = archives;
  }

  /**
   * Accepts `event` on `bus` in this synchronous block. Await `kernel.store.durable()` before
   * acknowledging it.
   */
  accept(bus: Bus, event: EventRecord): void {
    this.#archives.record(bus.record.arn, event);
    this.#deliver(this.#buses.matching(bus, event), event);
  }

  /**
   * Like {@link accept}, for an event from an archive: it is not archived again and goes only to
   * the named rules, if any are named.
   */
  replay(bus: Bus, event: EventRecord, ruleArns: string[]): void {
    const rules = this.#buses.matching(bus, event);
    this.#deliver(
      ruleArns.length === 0 ? rules : rules.filter((rule) => ruleArns.includes(rule.record.arn)),
      event,
    );
  }

  /** Sends `event` to the targets of one rule without matching its pattern, as a schedule does. */
  fire(rule: Rule, event: EventRecord): void {
    this.#deliver([rule], event);
  }

  #deliver(rules: Rule[], event: EventRecord): void {
    const now = this.#kernel.clock.now();
    const deliveries: Delivery[] = [];
    for (const rule of rules) {
      for (const target of rule.targets) {
        // A bus wraps its input in a new event, so it gets only the detail.
        const input = target.service === "events" ? event.detail : target.input(event, now);
        if (input !== undefined) deliveries.push(deliveryOf(rule, target, event, input, now));
      }
    }
    this.#deliveries.accept(deliveries);
  }
}

function deliveryOf(
  rule: Rule,
  target: RuleTarget,
  event: EventRecord,
  input: unknown,
  now: number,
): Delivery {
  const { record, service } = target;
  const replay = event["replay-name"];
  const queueArn = record.DeadLetterConfig?.Arn;
  return {
    id: `${event.id}|${rule.record.arn}|${record.Id}${replay === undefined ? "" : `|${replay}`}`,
    targetArn: record.Arn,
    service,
    input,
    options: targetOptions(service, record, event),
    channel: `events:${rule.record.name}`,
    acceptedAt: now,
    retryPolicy: { ...DEFAULT_RETRY_POLICY, ...record.RetryPolicy },
    ...(queueArn !== undefined && {
      deadLetter: {
        queueArn,
        body: event,
        attributes: { RULE_ARN: rule.record.arn, TARGET_ARN: record.Arn },
      },
    }),
    failures: 0,
    dueAt: now,
  };
}
