import type { Blueprint } from "@tradewind/blueprint";
import type { Group } from "@tradewind/blueprint/language/access";
import { schedules } from "@tradewind/blueprint/schedules";
import { type Shop, type ShopOptions, startShop } from "@tradewind/dev";
import { VirtualClock } from "@tradewind/local-cloud";
import { openTestAccount, signedIn } from "./accounts.ts";
import { fetchChecked, noteAnswer } from "./answers.ts";
import { undeclaredCalls } from "./declared-uses.ts";

export const PASSWORD = "Correct-horse-7";
const QUICK_HASH = { N: 2 ** 4, r: 1, p: 1 };
/** An access token is good for an hour. */
const TOKEN_RENEWAL_MS = 50 * 60_000;

export interface Answer {
  status: number;
  headers: Headers;
  // Tests read any member of the API's JSON.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Signs a client in again. */
interface Renewal {
  /** The token is too old, or soon will be. */
  isDue(): boolean;
  signIn(): Promise<string>;
}

/** A client of the API, with or without a token. */
export class Client {
  readonly #url: string;
  readonly #renewal: Renewal | undefined;
  token: string | undefined;

  constructor(url: string, token?: string, renewal?: Renewal) {
    this.#url = url;
    this.token = token;
    this.#renewal = renewal;
  }

  async call(method: string, path: string, { body, headers = {} }: CallOptions = {}): Promise<Answer> {
    if (this.#renewal?.isDue()) this.token = await this.#renewal.signIn();
    const response = await fetchChecked(this.#url, path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = text !== "" && (response.headers.get("content-type")?.includes("json") ?? false);
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  }

  get(path: string): Promise<Answer> {
    return this.call("GET", path);
  }

  async cardToken(number: string = CARDS.approved): Promise<string> {
    const card = { number, expMonth: 12, expYear: 2030, cvc: "123", holder: "Test" };
    return (await this.call("POST", "/payments/tokens", { body: card })).body.token;
  }

  async addToCart(sku: string, quantity = 1): Promise<Answer> {
    return this.call("POST", "/cart/items", { body: { sku, quantity } });
  }

  /** Places an order for the contents of the cart. */
  async order(
    options: { card?: string; postalCode?: string; key?: string; paymentToken?: string } = {},
  ): Promise<Answer> {
    const paymentToken = options.paymentToken ?? (await this.cardToken(options.card));
    return this.call("POST", "/orders", {
      body: {
        paymentToken,
        shippingAddress: { ...ADDRESS, postalCode: options.postalCode ?? ADDRESS.postalCode },
      },
      headers: { "idempotency-key": options.key ?? crypto.randomUUID() },
    });
  }

  async requestReturn(
    orderId: string,
    lines: { sku: string; quantity: number; exchange?: { sku: string } }[],
    { key = crypto.randomUUID(), reason = "Too small" }: { key?: string; reason?: string } = {},
  ): Promise<Answer> {
    return this.call("POST", `/orders/${orderId}/returns`, {
      body: { lines, reason },
      headers: { "idempotency-key": key },
    });
  }

  /** Puts units of a SKU in the cart, orders them and returns the order's id. */
  async buy(
    sku: string,
    options: { quantity?: number; card?: string; postalCode?: string; onceInCart?: () => unknown } = {},
  ): Promise<string> {
    await this.addToCart(sku, options.quantity);
    await options.onceInCart?.();
    const { status, body } = await this.order(options);
    if (status !== 201) throw new Error(`The order was refused: ${status} ${JSON.stringify(body)}`);
    return body.id;
  }
}

export const CARDS = {
  approved: "4242424242424242",
  declined: "4000000000000002",
  insufficientFunds: "4000000000009995",
  processorTimeout: "4000000000000119",
} as const;

export const ADDRESS = { name: "Test", line1: "1 Road", city: "Town", postalCode: "12345", country: "US" };

/** A whole shop in this process. It is empty until the test adds something. */
export class TestShop {
  readonly shop: Shop;
  readonly clock: VirtualClock | undefined;
  readonly #undeclared: () => string[];
  #number = 0;

  private constructor(shop: Shop, clock: VirtualClock | undefined, blueprint?: Blueprint) {
    this.shop = shop;
    this.clock = clock;
    this.#undeclared = undeclaredCalls(shop.meter, blueprint);
  }

  /** Opens a shop on a virtual clock by default, so that waits, retries and delays take no time. */
  static async open(options: ShopOptions = {}): Promise<TestShop> {
    const given = "clock" in options ? options.clock : new VirtualClock(Date.UTC(2026, 10, 1));
    const clock = given instanceof VirtualClock ? given : undefined;
    const shop = await startShop({
      seed: false,
      throttling: false,
      cache: false,
      passwordCost: QUICK_HASH,
      // The carrier picks parcels up and never delivers them.
      settings: { CarrierPace: "1" },
      onAnswer: noteAnswer({ mayFail: options.faults !== undefined }),
      ...(clock ? { clock } : {}),
      ...options,
    });
    return new TestShop(shop, clock, options.blueprint);
  }

  /** @throws an error that names the calls that AWS would have refused */
  async stop(): Promise<void> {
    await this.shop.stop();
    const undeclared = this.#undeclared();
    if (undeclared.length > 0) throw new Error(undeclared.join("\n"));
  }

  anybody(): Client {
    return new Client(this.shop.url);
  }

  /** A signed-in customer, by default with the second factor that /orders needs. */
  async customer(options: { mfa?: boolean } = {}): Promise<Client> {
    return this.member("customer", options);
  }

  async admin(): Promise<Client> {
    return this.member("admin");
  }

  /** A member of a group, who stays signed in while hours and days pass on the virtual clock. */
  async member(group: Group, { mfa = true }: { mfa?: boolean } = {}): Promise<Client> {
    const account = { email: `user-${this.#number++}@example.com`, password: PASSWORD };
    await openTestAccount(this.shop, { ...account, group, mfa });
    const now = () => this.clock?.now() ?? 0;
    let signedInAt = now();
    const signIn = async () => {
      const at = now();
      const token = await signedIn(this.shop, account);
      signedInAt = at;
      return token;
    };
    const isDue = () => now() - signedInAt > TOKEN_RENEWAL_MS;
    return new Client(this.shop.url, await signIn(), { isDue, signIn });
  }

  /** Publishes a variant and returns its SKU. `of` names a SKU whose product gets the variant. */
  async variant({
    stock = 10,
    price = 1000,
    lots = 1,
    of,
    name,
    weightGrams,
  }: {
    stock?: number;
    price?: number;
    lots?: number;
    of?: string;
    name?: string;
    weightGrams?: number;
  } = {}) {
    const number = this.#number++;
    const sku = `SKU-${number}`;
    await this.publish([{ sku, price, name: name ?? `Thing ${number}`, of, weightGrams }]);
    const Inventory = await import("@tradewind/commerce/inventory");
    await Inventory.open(await this.context(), [{ sku, available: stock, lots }]);
    return sku;
  }

  /** Publishes products with one variant each. */
  async publish(
    variants: {
      sku: string;
      price: number;
      name: string;
      of?: string | undefined;
      weightGrams?: number | undefined;
    }[],
  ): Promise<void> {
    const Catalog = await import("@tradewind/commerce/catalog");
    const products = variants.map(({ sku, price, name, of = sku, weightGrams = 100 }) => ({
      id: idOf(of),
      slug: sku.toLowerCase(),
      name,
      description: "A thing.",
      brand: "Acme",
      image: { url: "/images/thing.svg", width: 800, height: 800 },
      price,
      categories: ["things"],
      attributes: {},
      options: [],
      variants: [{ sku, options: {}, price, weightGrams }],
      taxClass: "standard",
      createdAt: "2026-01-01T00:00:00.000Z",
    }));
    await Catalog.publish(await this.context(), products, [
      { slug: "things", name: "Things", description: "" },
    ]);
  }

  /**
   * Deletes the schedules of the sweeps. Weeks then pass quickly, and nothing runs that the test
   * does not start.
   */
  async stopSweeps(): Promise<void> {
    for (const { name } of schedules)
      await this.shop.cloud.call("scheduler", "DeleteSchedule", { Name: name });
  }

  /** Returns the id of a SKU's product. */
  productOf = idOf;

  /** The context for direct calls of commerce modules. */
  async context() {
    const { systemClock, ulids } = await import("@tradewind/commerce/platform/context");
    const clock = this.clock ?? systemClock;
    return {
      actor: { kind: "system" as const, id: "test" },
      clock,
      ids: ulids,
      correlationId: "test",
      causationId: "test",
    };
  }

  /**
   * Waits until all events, queues, sagas and retries are at rest: timers within ten minutes fire
   * one after the other, each as soon as nothing else runs. Schedules go on for ever, so they count
   * only with a `horizonMs`: then all timers within that time fire.
   */
  async settle(horizonMs?: number): Promise<void> {
    const { clock } = this;
    const { activity } = this.shop.cloud.kernel;
    if (!clock) throw new Error("Only a shop on a virtual clock can be settled.");
    const until = clock.now() + (horizonMs ?? 10 * 60_000);
    for (;;) {
      await activity.idle();
      const next = clock.nextTimer(horizonMs === undefined ? "once" : undefined);
      if (next === undefined || next > until) return;
      clock.advanceTo(next);
    }
  }
}

/** Derives a product id from a SKU. */
function idOf(sku: string): string {
  return `00000000-0000-4000-8000-${Buffer.from(sku).toString("hex").slice(0, 12).padStart(12, "0")}`;
}
