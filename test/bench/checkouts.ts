import { call } from "./http.ts";
import { type Load, type Measured, type Shopper, summary } from "./measured.ts";

const shippingAddress = {
  name: "Ada",
  line1: "1 Harbour Street",
  city: "Portsmouth",
  postalCode: "PO1 3AX",
  country: "GB",
};

/** Measures whole checkouts: add a line to the cart, read the cart, place the order. */
export async function checkouts({ url, shoppers }: Extract<Load, { kind: "checkouts" }>): Promise<Measured> {
  const latencies: number[] = [];
  const placings: number[] = [];
  let failures = 0;
  const started = performance.now();
  const succeed = async (answer: ReturnType<typeof call>, wanted: number) => {
    if ((await answer).status !== wanted) failures += 1;
  };
  const shop = async ({ accessToken: token, paymentTokens, skus }: Shopper) => {
    for (const [order, paymentToken] of paymentTokens.entries()) {
      const begin = performance.now();
      const sku = skus[order % skus.length];
      await succeed(call(`${url}/cart/items`, { method: "POST", token, body: { sku, quantity: 1 } }), 200);
      await succeed(call(`${url}/cart`, { token }), 200);
      const body = { paymentToken, shippingAddress };
      const placing = performance.now();
      await succeed(
        call(`${url}/orders`, { method: "POST", token, body, idempotencyKey: paymentToken }),
        201,
      );
      placings.push(performance.now() - placing);
      latencies.push(performance.now() - begin);
    }
  };
  await Promise.all(shoppers.map(shop));
  const elapsed = performance.now() - started;
  return { ...summary(latencies, elapsed), failures, placing: summary(placings, elapsed) };
}
