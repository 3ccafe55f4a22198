import { parseArn } from "../../kernel/arn.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import { compileTargetInput, type TargetInput } from "../delivery/target-input.ts";
import { compilePattern, type Matcher } from "../patterns/pattern.ts";
import type { BusRecord, EventRecord, RuleRecord, TargetRecord } from "./records.ts";

/** A rule with its pattern and its targets' inputs compiled. */
export interface Rule {
  record: RuleRecord;
  matches: Matcher | undefined;
  targets: RuleTarget[];
}

export interface RuleTarget {
  record: TargetRecord;
  service: string;
  input: TargetInput;
}

export interface Bus {
  record: BusRecord;
  rules: Map<string, Rule>;
}

const DEFAULT_BUS = "default";

/** Buses and their rules, in memory and in the store. */
export class Buses {
  readonly #kernel: Kernel;
  readonly #busCollection: Collection<BusRecord>;
  readonly #ruleCollection: Collection<RuleRecord>;
  readonly #buses = new Map<string, Bus>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#busCollection = kernel.store.collection("events.buses");
    this.#ruleCollection = kernel.store.collection("events.rules");
    for (const [name, record] of this.#busCollection.load()) {
      this.#buses.set(name, { record, rules: new Map() });
    }
    if (!this.#buses.has(DEFAULT_BUS)) this.create(DEFAULT_BUS, undefined);
    for (const [, record] of this.#ruleCollection.load()) {
      this.#buses.get(record.bus)?.rules.set(record.name, compileRule(record));
    }
  }

  all(): Bus[] {
    return [...this.#buses.values()];
  }

  /** Every rule of every bus. */
  rules(): Rule[] {
    return this.all().flatMap((bus) => [...bus.rules.values()]);
  }

  create(name: string, description: string | undefined): BusRecord {
    const now = this.#kernel.clock.now();
    const record: BusRecord = {
      name,
      arn: this.#kernel.arn("events", `event-bus/${name}`),
      ...(description !== undefined && { description }),
      createdAt: now,
      modifiedAt: now,
    };
    this.#buses.set(name, { record, rules: new Map() });
    this.#busCollection.put(name, record);
    return record;
  }

  remove(name: string): void {
    this.#buses.delete(name);
    this.#busCollection.delete(name);
  }

  find(nameOrArn: string | undefined): Bus | undefined {
    return this.#buses.get(busName(nameOrArn));
  }

  /** Finds a bus by name or ARN. Undefined means the default bus. */
  get(nameOrArn: string | undefined): Bus {
    const bus = this.find(nameOrArn);
    if (!bus) {
      throw new AwsError("ResourceNotFoundException", `Event bus ${busName(nameOrArn)} does not exist.`);
    }
    return bus;
  }

  getRule(bus: Bus, name: string): Rule {
    const rule = bus.rules.get(name);
    if (!rule) {
      throw new AwsError(
        "ResourceNotFoundException",
        `Rule ${name} does not exist on EventBus ${bus.record.name}.`,
      );
    }
    return rule;
  }

  /**
   * Stores a new or changed rule. Throws and changes nothing if its pattern or a target is
   * malformed.
   */
  putRule(record: RuleRecord): Rule {
    const rule = compileRule(record);
    this.get(record.bus).rules.set(record.name, rule);
    this.#ruleCollection.put(ruleKey(record), record);
    return rule;
  }

  removeRule(rule: Rule): void {
    this.get(rule.record.bus).rules.delete(rule.record.name);
    this.#ruleCollection.delete(ruleKey(rule.record));
  }

  ruleArn(bus: string, name: string): string {
    return this.#kernel.arn("events", bus === DEFAULT_BUS ? `rule/${name}` : `rule/${bus}/${name}`);
  }

  /** The enabled rules of `bus` that match `event`. */
  matching(bus: Bus, event: EventRecord): Rule[] {
    const matching: Rule[] = [];
    for (const rule of bus.rules.values()) {
      if (rule.record.state === "ENABLED" && rule.matches?.(event)) matching.push(rule);
    }
    return matching;
  }
}

const BUS_ARN = /^arn:[^:]*:events:[^:]*:[^:]*:event-bus\/(.+)$/;

function busName(nameOrArn = DEFAULT_BUS): string {
  return BUS_ARN.exec(nameOrArn)?.[1] ?? nameOrArn;
}

function ruleKey({ bus, name }: RuleRecord): string {
  return `${bus}|${name}`;
}

function compileRule(record: RuleRecord): Rule {
  return {
    record,
    matches: record.pattern === undefined ? undefined : compilePattern(record.pattern),
    targets: record.targets.map((target) => {
      const { service } = parseArn(target.Arn);
      return { record: target, service, input: compileTargetInput(record, target, service) };
    }),
  };
}
