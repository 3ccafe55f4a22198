import { styleText } from "node:util";
import { type ApiClient, Refused } from "./customer.ts";
import { APPROVED, DELIVERABLE } from "./scenarios.ts";

const EXPECTED = "order.out_of_stock";

/**
 * Somebody else buys the last units between the cart and the order: it is refused when it is
 * placed.
 * @returns the report, and one sentence if the outcome is not as expected
 */
export async function playSoldOut(customer: ApiClient, admin: ApiClient, sku: string) {
  await customer.addToCart(sku, 1);
  await admin.call("PUT", `/admin/stock/${sku}`, { available: 0 });
  const found = await customer.order(APPROVED, DELIVERABLE).then(
    ({ id }) => `order ${id}`,
    (error: unknown) => {
      if (error instanceof Refused) return error.code ?? "no code";
      throw error;
    },
  );
  await admin.call("PUT", `/admin/stock/${sku}`, { available: 25 });
  const wrong = found === EXPECTED ? [] : [`answer: expected ${EXPECTED}, found ${found}`];
  const verdict =
    wrong.length === 0 ? styleText("green", "✔ as expected") : styleText("red", `✘ ${wrong.join()}`);
  const title = styleText(["bold", "cyan"], "Out of stock: refused, nothing charged");
  return { report: `\n  ${title}\n    answered ${found}\n    ${verdict}`, wrong };
}
