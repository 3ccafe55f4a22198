import { countByStatus } from "./invariants.ts";
import type { TestShop } from "./shop.ts";

const CUSTOMERS = 64;
const SKUS = 50;

/**
 * Lets many customers order at the same time, each one order after the other, until `orders` are
 * placed. All have the hot SKU in the cart before the first order, and every fifth order adds it
 * again. A cart whose hot SKU is out of stock is ordered without it. Returns the number of orders
 * by their final status, and of those that were refused at first.
 */
export async function runCrowd(shop: TestShop, { orders, hotUnits }: { orders: number; hotUnits: number }) {
  await shop.settle();
  const before = await countByStatus(shop.shop);
  const hot = await shop.variant({ stock: hotUnits });
  const others: string[] = [];
  while (others.length < SKUS - 1) others.push(await shop.variant({ stock: orders }));
  const customers = await Promise.all(Array.from({ length: CUSTOMERS }, () => shop.customer()));
  for (const customer of customers) await customer.addToCart(hot);
  let next = 0;
  let refused = 0;
  await Promise.all(
    customers.map(async (customer) => {
      for (let order = next++; order < orders; order = next++) {
        // The shop refuses this after the SKU is sold out.
        if (order % 5 === 0) await customer.addToCart(hot);
        await customer.addToCart(others[order % others.length] ?? "");
        let { status, body } = await customer.order();
        if (body.code === "order.out_of_stock") {
          refused += 1;
          await customer.call("DELETE", `/cart/items/${hot}`);
          ({ status, body } = await customer.order());
        }
        if (status !== 201) throw new Error(`Order ${order}: ${status} ${JSON.stringify(body)}`);
      }
    }),
  );
  await shop.settle();
  const ended: Record<string, number> = {};
  for (const [status, count] of Object.entries(await countByStatus(shop.shop))) {
    const more = count - (before[status] ?? 0);
    if (more > 0) ended[status] = more;
  }
  return { ended, refused, hot };
}
