import { rmSync } from "node:fs";
import { join } from "node:path";
import { setSourceMapsEnabled } from "node:process";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Blueprint, blueprint as tradewind } from "@tradewind/blueprint";
import { checkBlueprint } from "@tradewind/blueprint/derived/check";
import { backgroundFunctionsOf, functionsOf } from "@tradewind/blueprint/derived/functions";
import type { Checkout } from "@tradewind/blueprint/language/access";
import { type BuildOptions, buildFunctions } from "@tradewind/bundles/build-functions";
import { handlerPath } from "@tradewind/bundles/handler-path";
import { bindHost, type HostBindings } from "@tradewind/bundles/host-bindings";
import { runFolder } from "@tradewind/bundles/run-folder";
import type { Substitutes } from "@tradewind/bundles/substitutes";
import {
  ApiGateway,
  type Clock,
  type Durability,
  type Faults,
  type GatewayRequest,
  type GatewayResponse,
  LocalCloud,
  type LocalCloudOptions,
  type Meter,
  type Random,
  type ScryptCost,
} from "@tradewind/local-cloud";
import { keepMailIn } from "./mail-files.ts";
import { browserFront } from "./pages/browser-front.ts";
import { liveSite } from "./pages/live-site.ts";
import { type LocalPages, localPages } from "./pages/local-pages.ts";
import { keepReceipts } from "./pages/receipts.ts";
import { ReleasedSite } from "./pages/released-site.ts";
import { Site } from "./pages/site.ts";
import { negotiatedAt, withoutApiPrefix } from "./pages/site-front.ts";
import { provision } from "./provision/index.ts";
import { provisionSchedules } from "./provision/schedules.ts";
import { restApi } from "./rest-api.ts";
import { BackgroundThreads } from "./runtime/background/threads.ts";
import { type CheckedAnswer, logWrongAnswer, withCheckedAnswers } from "./runtime/checked-answers.ts";
import { failureLog } from "./runtime/function-failures.ts";
import { Handlers } from "./runtime/handlers.ts";
import {
  enterEnvironment,
  functionEnvironment,
  type Links,
  linkOf,
  withoutSecrets,
} from "./runtime/links.ts";
import { isSeeded, seed, seedFunction } from "./seed/index.ts";

export interface ShopOptions {
  /** Folder for all data. Without it, nothing outlives the process. */
  data?: string | undefined;
  /**
   * Acknowledged writes survive a crash of the process by default, and a power loss with `power`.
   */
  durability?: Durability;
  /** Port of the HTTP API on 127.0.0.1. The default, 0, takes any free port. */
  port?: number;
  /** Port of the cloud's AWS APIs. The default, 0, takes any free port. */
  cloudPort?: number;
  /** False lifts the API's request limits. */
  throttling?: boolean;
  /** False switches the stage cache off. */
  cache?: boolean;
  /** The clock of the cloud and of the functions. The default is the system's clock. */
  clock?: Clock;
  random?: Random;
  faults?: Faults;
  /** Models the throughput of DynamoDB's partitions. Without it, no table is ever throttled. */
  partitions?: LocalCloudOptions["partitions"];
  /** Customers must meet this rule to order. The default asks for a second factor. */
  checkout?: Checkout;
  /** False leaves catalog, stock and demo accounts empty. */
  seed?: boolean;
  /** Cost of password hashes. Tests lower it. */
  passwordCost?: ScryptCost;
  /** Rebuild functions when their source changes. */
  watch?: boolean;
  /**
   * True shows the pages of the sources, and changes open pages when a source changes. Their policy
   * allows more than the deployed one.
   */
  web?: boolean;
  onChange?: BuildOptions["onChange"];
  /**
   * True makes functions log to stdout at the level `POWERTOOLS_LOG_LEVEL`, or INFO. Errors that
   * leave a function are logged, too, and answers that differ from their routes' declarations.
   */
  logs?: boolean;
  /** Gets every answer of a route's function in place of the log. */
  onAnswer?: (answer: CheckedAnswer) => void;
  /** True keeps the metered calls of the newest requests, which costs each call a little time. */
  receipts?: boolean;
  blueprint?: Blueprint;
  /** Values that override the blueprint's settings, by name. */
  settings?: Readonly<Record<string, string>>;
  /** The repository's root. Handler paths are relative to it. */
  root?: string;
  /** Files that take the place of modules in the functions. */
  substitutes?: Substitutes;
}

export interface Shop {
  /** URL of the HTTP API. */
  url: string;
  /** Answers one request to the HTTP API without a socket. */
  answer(request: GatewayRequest): Promise<GatewayResponse>;
  cloud: LocalCloud;
  meter: Meter;
  links: Links;
  /** True if this start wrote the sample data. */
  seeded: boolean;
  /** Gives open requests a moment to finish, then stops everything. */
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Time that a stop gives to open requests, and then again to the work that they started. */
const GRACE_MS = 400;

let running: Shop | undefined;

/**
 * Starts the whole shop in this process: the cloud, the blueprint's resources in it, the functions
 * and the HTTP API. A process runs one shop at a time, because functions read their configuration
 * from the process's environment.
 * @throws an error that names the problem, such as a fault in the blueprint, a missing handler, or
 * a
 *   port or folder in use
 */
export async function startShop(options: ShopOptions = {}): Promise<Shop> {
  if (running) throw new Error(`This process runs a shop already, on ${running.url}.`);
  const blueprint = options.blueprint ?? tradewind;
  const problems = [...checkBlueprint(blueprint), ...wrongSettings(blueprint, options)];
  if (problems.length > 0) throw new Error(problems.join("\n"));

  const undo: (() => unknown)[] = [];
  const stop = async () => {
    running = undefined;
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    running = await start(blueprint, options, undo, stop);
    return running;
  } catch (error) {
    await stop();
    throw error;
  }
}

function wrongSettings(blueprint: Blueprint, { settings = {} }: ShopOptions): string[] {
  const names = blueprint.settings.map(({ name }) => name).join(", ");
  return Object.entries(settings).flatMap(([name, value]) => {
    const setting = blueprint.settings.find((one) => one.name === name);
    if (!setting) return [`There is no setting ${name}; there are: ${names}.`];
    const { pattern, words } = setting.allowed;
    return new RegExp(pattern).test(value) ? [] : [`The setting ${name} must be ${words}, not ${value}.`];
  });
}

async function start(
  blueprint: Blueprint,
  options: ShopOptions,
  undo: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<Shop> {
  const { data, durability, clock, random, faults, partitions, passwordCost } = options;
  const cloud = await LocalCloud.open({
    port: options.cloudPort ?? 0,
    data,
    passwordCost,
    ...(durability && { durability }),
    ...(clock && { clock }),
    ...(random && { random }),
    ...(faults && { faults }),
    ...(partitions && { partitions }),
  });
  undo.push(() => cloud.stop());
  if (data !== undefined) undo.push(keepMailIn(join(data, "mail"), (listener) => cloud.ses.onMail(listener)));

  // The port is taken first because it may be in use. Early requests wait until the shop is ready.
  const root = options.root ?? ROOT;
  const ready = Promise.withResolvers<LocalPages>();
  const site = new Site(blueprint, cloud);
  const gateway = gatewayOf(blueprint, cloud, ready.promise, site, options);
  const listener = await gateway.listen(options.port ?? 0);
  undo.push(() => listener.close(GRACE_MS));

  const seeding = options.seed !== false && !isSeeded(cloud);
  const functions = functionsOf(blueprint);
  const outdir = runFolder(root);
  undo.push(() => rmSync(outdir, { recursive: true, force: true }));
  const building = buildFunctions({
    functions,
    root,
    extraModules: options.seed === false ? [] : [handlerPath(seedFunction.handler).module],
    outdir,
    cloudClock: clock !== undefined,
    substitutes: options.substitutes,
    watch: options.watch ?? false,
    onChange(outcome) {
      // An answer or a policy of the code before would look as if nothing was reloaded.
      gateway.flushCache();
      gateway.flushAuthorizers();
      options.onChange?.(outcome);
    },
  });
  undo.push(async () => (await building.catch(() => undefined))?.close());
  undo.push(bindHost(hostBindingsOf(cloud, site)));

  // Work left over from the last process may call functions early. They wait for the environment.
  const environment = Promise.withResolvers<void>();
  const bundles = Promise.all([building, environment.promise]).then(([built]) => built);
  const handlers = new Handlers(bundles);
  if (options.logs) cloud.lambda.onFailure(failureLog(blueprint));
  const onAnswer = options.onAnswer ?? (options.logs ? logWrongAnswer : undefined);
  for (const fn of functions) {
    const checks = onAnswer && fn.kind === "route";
    define(fn, cloud, checks ? withCheckedAnswers(fn, handlers, onAnswer) : handlers);
  }
  if (seeding) define(seedFunction, cloud, handlers);
  // With an injected clock, everything runs on one thread, so that all code reads the same time.
  if (!clock) {
    const threads = new BackgroundThreads({ cloud, bundles, sourceMaps: options.logs ?? false });
    undo.push(() => threads.stop());
    for (const fn of backgroundFunctionsOf(blueprint)) define(fn, cloud, threads);
  }

  const { settings, checkout } = options;
  const { links, mappings } = await provision(blueprint, cloud, settings, checkout);
  const variables = functionEnvironment({
    links,
    region: cloud.kernel.region,
    endpoint: cloud.url ?? "",
    logLevel: options.logs ? (process.env["POWERTOOLS_LOG_LEVEL"] ?? "INFO") : "SILENT",
  });
  undo.push(enterEnvironment(variables));
  // Source maps make stacks in logs show the sources. They cost time, so only logs turn them on.
  if (options.logs) setSourceMapsEnabled(true);
  environment.resolve();
  await Promise.all([building, seeding ? seed(blueprint, cloud, links, building) : undefined]);
  // A new schedule runs at once. Earlier, its run would compete with the seed.
  await provisionSchedules(blueprint, cloud);
  cloud.resume();
  const receiptOf = options.receipts ? keepReceipts(cloud.kernel.meter) : undefined;

  undo.push(() => quiet(cloud));
  undo.push(() => mappings.forEach((mapping) => mapping.stop()));
  undo.push(() => listener.close(GRACE_MS));
  // Closed first, since the listener waits for open websockets.
  if (options.web) {
    const live = await liveSite(blueprint, root, listener.server);
    undo.push(() => live.close());
    site.open(live);
  } else {
    const { name: bucket } = linkOf(links, blueprint.cdn.pages.bucket);
    site.open(new ReleasedSite(blueprint, cloud, bucket, root, options.watch ?? false));
  }
  ready.resolve(localPages(blueprint, cloud, links, withoutSecrets(variables, blueprint), receiptOf));

  return {
    url: `http://127.0.0.1:${listener.port}`,
    answer: (request) => gateway.handle(request),
    cloud,
    meter: cloud.kernel.meter,
    links,
    seeded: seeding,
    stop,
  };
}

/** Waits a moment until the cloud is idle. Work that is cut off continues after the next start. */
async function quiet(cloud: LocalCloud): Promise<void> {
  const patience = new AbortController();
  const soon = setTimeout(GRACE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
  await Promise.race([cloud.kernel.activity.idle(), soon]);
  patience.abort();
}

function gatewayOf(
  blueprint: Blueprint,
  cloud: LocalCloud,
  ready: Promise<LocalPages>,
  site: Site,
  { throttling = true, cache = true }: ShopOptions,
) {
  let pages: LocalPages | undefined;
  const early = ready.then((given) => {
    pages = given;
    return given;
  });
  return new ApiGateway(cloud.kernel, cloud.lambda, restApi(blueprint), {
    throttling,
    cache,
    async front(request, answer) {
      const toApi = withoutApiPrefix(blueprint, request);
      if (toApi) return browserFront(toApi, answer);
      if (!pages) await early;
      return (await site.answer(request)) ?? negotiatedAt(request, await browserFront(request, answer));
    },
    staticPaths: (request) => (pages ? pages(request) : early.then((given) => given(request))),
  });
}

function hostBindingsOf(cloud: LocalCloud, site: Site): HostBindings {
  const { clock: time, activity } = cloud.kernel;
  return {
    requestHandler: cloud.requestHandler(),
    now: () => time.now(),
    setTimer: (milliseconds, fire) => activity.timer(time, milliseconds, fire),
    loadSite: () => site.load(),
  };
}

/** The properties of a function that the cloud needs to run it. */
interface Runnable {
  name: string;
  handler: string;
  timeoutSeconds: number;
  memoryMb: number;
}

function define(fn: Runnable, cloud: LocalCloud, handlers: Pick<Handlers | BackgroundThreads, "load">): void {
  const { name, handler, timeoutSeconds, memoryMb } = fn;
  cloud.lambda.define({
    name,
    timeoutMs: timeoutSeconds * 1000,
    memoryMb,
    load: () => handlers.load(handler),
  });
}
