import type { Address, Money } from "@tradewind/blueprint/language/schema";
import * as Payments from "../payments/index.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { escapeHtml } from "../platform/html.ts";
import { format } from "../platform/money.ts";
import type { Order } from "./entity.ts";
import { readOwn } from "./read.ts";

/**
 * Invoice of one of the caller's orders, as HTML to read and print.
 * @throws order.not_found, order.not_invoiced
 */
export async function invoiceOwn(ctx: Context, orderId: string): Promise<string> {
  return invoice(await readOwn(ctx, orderId));
}

/** Invoice of an order, as HTML. @throws order.not_invoiced before the order is paid */
export async function invoice(order: Order): Promise<string> {
  const { orderId, fulfilledAt, lines, totals, payment } = order;
  if (!fulfilledAt) throw new DomainError("order.not_invoiced");
  // The total after an edit lacks its refund already.
  const refunded = await Payments.refundedBesidesEdits(orderId);
  const number = `INV-${orderId.slice("ord_".length)}`;
  const units = lines.map(({ name, sku, options, quantity, unitPrice, total }) =>
    row(
      `${escapeHtml([name, ...Object.values(options)].join(", "))}<br><small>${escapeHtml(sku)}</small>`,
      String(quantity),
      format(unitPrice),
      format(total),
    ),
  );
  return page(
    `Invoice ${number}`,
    `<h1>Invoice</h1>
<dl>
<dt>Number</dt><dd>${number}</dd>
<dt>Date</dt><dd>${fulfilledAt.slice(0, 10)}</dd>
<dt>Order</dt><dd>${orderId}, placed on ${order.placedAt.slice(0, 10)}</dd>
</dl>
<address>${addressHtml(order.shippingAddress)}</address>
<table>
<thead>${row("Item", "Quantity", "Price", "Total").replaceAll("td>", "th>")}</thead>
<tbody>${units.join("\n")}</tbody>
<tfoot>
${totalRow("Subtotal", totals.subtotal)}
${totalRow("Delivery", totals.shipping)}
${totals.credit ? totalRow("Less value of returned goods", totals.credit) : ""}
${totalRow("Total", totals.total)}
${refunded && refunded.amount > 0 ? totalRow("Refunded so far", refunded) : ""}
</tfoot>
</table>
<p>Paid by ${escapeHtml(payment.brand)} ending in ${escapeHtml(payment.last4)}.</p>`,
  );
}

const row = (...cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
const totalRow = (name: string, money: Money) => row(name, "", "", format(money));

function addressHtml({ name, line1, line2, postalCode, city, region, country }: Address): string {
  const place = [postalCode, city, region].filter(Boolean).join(" ");
  return [name, line1, line2, place, country]
    .flatMap((line) => (line ? escapeHtml(line) : []))
    .join("<br>\n");
}

const page = (title: string, content: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<style>
body { font-family: sans-serif; line-height: 1.5; max-width: 44em; margin: 2em auto }
dl { display: grid; grid-template-columns: max-content auto; gap: 0 1em }
table { border-collapse: collapse; width: 100%; margin: 2em 0 }
th, td { text-align: left; padding: .3em .5em; border-bottom: 1px solid #ccc; vertical-align: top }
:is(th, td):nth-child(n + 2) { text-align: right }
</style>
</head>
<body>
${content}
</body>
</html>
`;
