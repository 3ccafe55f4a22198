import { blueprint } from "@tradewind/blueprint";
import type { Product } from "@tradewind/blueprint/areas/catalog";
import { DEMO_PASSWORD, type Shop, startShop } from "@tradewind/dev";
import { ApiClient } from "@tradewind/dev/demo/customer";
import { linkOf } from "@tradewind/dev/runtime/links";
import { openAccount } from "@tradewind/dev/seed/open-account";
import {
  type GatewayRequest,
  type GatewayResponse,
  type MeteredCall,
  VirtualClock,
} from "@tradewind/local-cloud";

/** An authenticator's code works once; the next one comes within this time. */
const NEXT_CODE_MS = 60_000;
/** Work that waits for longer is not metered: a sweep, or a return that waits for its goods. */
const HORIZON_MS = 10 * 60_000;
const QUICK_HASH = { N: 16, r: 1, p: 1 };

/**
 * A private shop with the sample catalog, whose calls are metered. It runs on a virtual clock, so
 * that each run meters the same.
 */
export class MeteredShop {
  readonly #shop: Shop;
  readonly #clock: VirtualClock;
  #accounts = 0;

  private constructor(shop: Shop, clock: VirtualClock) {
    this.#shop = shop;
    this.#clock = clock;
  }

  static async open(): Promise<MeteredShop> {
    const clock = new VirtualClock();
    const shop = await startShop({
      clock,
      throttling: false,
      cache: false,
      passwordCost: QUICK_HASH,
      // The carrier picks parcels up. Their further scans are not a part of these flows.
      settings: { CarrierPace: "1" },
    });
    return new MeteredShop(shop, clock);
  }

  stop(): Promise<void> {
    return this.#shop.stop();
  }

  /** Answers one request to the shop's address, without a socket. */
  answer(request: GatewayRequest): Promise<GatewayResponse> {
    return this.#shop.answer(request);
  }

  /** A client of the API that has not signed in. */
  anybody(): ApiClient {
    return new ApiClient(this.#shop.url);
  }

  /** Opens an account with an authenticator and returns its email. */
  async account(group: "customer" | "admin"): Promise<string> {
    const email = `metered-${this.#accounts++}@example.com`;
    const pool = linkOf(this.#shop.links, blueprint.userPools[0]);
    await openAccount(this.#shop.cloud, pool, { email, name: "Ada Demo", group, password: DEMO_PASSWORD });
    this.#clock.advance(NEXT_CODE_MS);
    return email;
  }

  async signedIn(group: "customer" | "admin"): Promise<ApiClient> {
    const client = this.anybody();
    await client.signIn(await this.account(group), DEMO_PASSWORD);
    return client;
  }

  /** Lets time pass in which nothing happens. */
  pass(seconds: number): void {
    this.#clock.advance(seconds * 1000);
  }

  /** Collects the calls that requests cause, until their last message is handled. */
  async meter(work: () => Promise<unknown>): Promise<MeteredCall[]> {
    const calls: MeteredCall[] = [];
    // Sweeps belong to no request.
    const stop = this.#shop.meter.tap((call) => call.traces.size > 0 && calls.push(call));
    await work();
    await this.settle();
    stop();
    return calls;
  }

  /**
   * Collects all calls that happen meanwhile, also of work that no request to the API has caused,
   * such as the renderer's. The clock stands still, so that no sweep is among them.
   */
  async meterAll(work: () => Promise<unknown>): Promise<MeteredCall[]> {
    const calls: MeteredCall[] = [];
    const stop = this.#shop.meter.tap((call) => calls.push(call));
    await work();
    stop();
    return calls;
  }

  /** Waits until nothing is left to do, except what waits for longer. */
  async settle(): Promise<void> {
    const until = this.#clock.now() + HORIZON_MS;
    for (;;) {
      await this.#shop.cloud.kernel.activity.idle();
      const next = this.#clock.nextTimer("once");
      if (next === undefined || next > until) return;
      this.#clock.advanceTo(next);
    }
  }

  /** SKUs of the sample catalog that have stock to spare. */
  async plentifulSkus(): Promise<string[]> {
    const client = this.anybody();
    const { items } = await client.get<{ items: { id: string }[] }>("/products?limit=100");
    const products = await Promise.all(items.map(({ id }) => client.get<Product>(`/products/${id}`)));
    return products.flatMap(({ variants }) =>
      variants.filter(({ available }) => available > 40).map(({ sku }) => sku),
    );
  }
}
