import { Activity } from "./activity.ts";
import { type Clock, SystemClock } from "./clock.ts";
import { type Faults, NO_FAULTS } from "./faults.ts";
import { Meter } from "./meter.ts";
import { type Random, systemRandom } from "./random.ts";
import { type Durability, openStore, type Store } from "./store.ts";
import { Targets } from "./targets.ts";

/** The foundation of all services of the local cloud. */
export interface Kernel {
  readonly region: string;
  readonly account: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly meter: Meter;
  readonly faults: Faults;
  readonly activity: Activity;
  readonly targets: Targets;
  arn(service: string, resource: string): string;
}

export interface KernelOptions {
  /** Folder of the durable state. Without it nothing is stored. */
  data?: string | undefined;
  durability?: Durability;
  region?: string;
  account?: string;
  clock?: Clock;
  random?: Random;
  faults?: Faults;
}

export function createKernel(options: KernelOptions = {}): Kernel {
  const region = options.region ?? "us-east-1";
  const account = options.account ?? "000000000000";
  return {
    region,
    account,
    clock: options.clock ?? new SystemClock(),
    random: options.random ?? systemRandom,
    store: openStore(options.data, options.durability),
    meter: new Meter(),
    faults: options.faults ?? NO_FAULTS,
    activity: new Activity(),
    targets: new Targets(),
    arn: (service, resource) => `arn:aws:${service}:${region}:${account}:${resource}`,
  };
}
