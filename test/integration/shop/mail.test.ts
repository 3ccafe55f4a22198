import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Order } from "@tradewind/commerce/orders";
import { returnReceivedMail } from "../../../packages/commerce/src/notifications/return-templates.ts";
import { orderFailedMail, orderPlacedMail } from "../../../packages/commerce/src/notifications/templates.ts";
import { failureOf } from "../../../packages/commerce/src/orders/saga/failure.ts";
import { emlOf } from "../../../packages/dev/src/mail-files.ts";
import { letSagasEnd } from "../../support/orders.ts";
import { CARDS, type Client, TestShop } from "../../support/shop.ts";

const data = mkdtempSync(join(tmpdir(), "mail-"));
let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open({ data });
  customer = await shop.customer();
});
afterAll(async () => {
  await shop.stop();
  rmSync(data, { recursive: true });
});

const mailsAbout = async (id: string) =>
  (await shop.anybody().get("/_local/outbox")).body.items.filter(({ subject }: { subject: string }) =>
    subject.includes(id),
  );

/**
 * Puts an event about the customer on the mailer's queue. Calls with the same order send the same
 * event.
 */
async function tell(type: string, data: { orderId: string; [fact: string]: string }): Promise<void> {
  const { url: QueueUrl } = shop.shop.links.get("CustomerMail") as { url: string };
  const { sub } = JSON.parse(Buffer.from(customer.token?.split(".")[1] ?? "", "base64url").toString()) as {
    sub: string;
  };
  const detail = {
    id: data.orderId.replace("ord_", "evt_"),
    type,
    version: 1,
    time: "2026-11-01T00:00:00.000Z",
    actor: { kind: "system", id: "test" },
    correlationId: "test",
    causationId: "test",
    data: { ...data, customerId: sub },
  };
  const MessageBody = JSON.stringify({ detail });
  await shop.shop.cloud.call("sqs", "SendMessage", { QueueUrl, MessageBody });
}

describe("mail to a customer", () => {
  it("has the same content as text and as HTML", async () => {
    const id = await customer.buy(await shop.variant(), { quantity: 2 });
    await shop.settle();
    const placed = (await mailsAbout(id)).at(-1);
    expect(placed.text).toMatch(/2 × Thing \d+\n\nTotal: \$24\.99/);
    expect(placed.html).toMatch(/<li>2 × Thing \d+<\/li>.*\n<p>Total: \$24\.99<\/p>/);
  });

  it("goes to the address that the order has, without a question to Cognito", async () => {
    const asked: (string | undefined)[] = [];
    const stop = shop.shop.meter.tap(({ service, operation, caller }) => {
      if (service === "cognito-idp") asked.push(`${operation} of ${caller}`);
    });
    const id = await customer.buy(await shop.variant());
    await shop.settle();
    stop();
    expect(asked).toEqual([]);
    const { email } = (await customer.get("/auth/me")).body;
    const mails = await mailsAbout(id);
    expect(mails.map(({ to }: { to: string }) => to)).toEqual([email, email]);
    expect(mails[0].text).toMatch(/^Hello Test,\n/);
  });

  it("escapes text from outside", () => {
    const order = { orderId: "ord_1", lines: [], total: { amount: 100, currency: "USD" } };
    const { html, text } = orderPlacedMail(`<img src=x onerror="steal()">`, order);
    expect(html).toContain("Hello &lt;img src=x onerror=&quot;steal()&quot;&gt;,");
    expect(html).not.toContain("<img");
    expect(text).toContain("Hello <img");
  });

  it("tells why an order failed, once and in words for customers", async () => {
    const reasons = {
      declined: "The card was declined.",
      processorTimeout: "The payment could not be made.",
    } as const;
    for (const [card, why] of Object.entries(reasons)) {
      const id = await customer.buy(await shop.variant(), { card: CARDS[card as keyof typeof reasons] });
      // A processor that does not answer is asked again for some hours.
      await letSagasEnd(shop, 8 * 60 * 60_000);
      customer = await shop.customer();
      const failed = (await mailsAbout(id)).find(({ subject }: { subject: string }) =>
        subject.endsWith("could not be completed"),
      );
      expect(failed.text).toContain(`\n\nWe are sorry. ${why}\n\nYou have not been charged.\n`);
    }
    const detail = "The carrier does not deliver to postal code 00000.";
    const { text } = orderFailedMail("Eve", { orderId: "ord_1", reason: "SHIPPING_FAILED", detail });
    expect(text).toContain("We are sorry. We could not arrange the delivery.\n");
  });

  it("tells the customer of a cancelled order nothing of a delivery, when its undo needed a person", () => {
    const statuses = ["PENDING", "PROCESSING", "FULFILLED", "CANCELLED", "NEEDS_ATTENTION"] as const;
    const order = { history: statuses.map((status) => ({ status })) } as unknown as Order;
    const failure = failureOf(order);
    expect(failure).toEqual({ reason: "CANCELLED", detail: "The order was cancelled." });
    const refunded = { amount: 1499, currency: "USD" };
    const { subject, text } = orderFailedMail("Eve", { orderId: "ord_1", ...failure, refunded });
    expect(subject).toBe("Your order ord_1 is cancelled and refunded");
    expect(text).toContain("We are sorry. It took us longer than usual to cancel your order.\n");
    expect(text).toContain("We have refunded $14.99 to your original payment method.");
    const unpaid = orderFailedMail("Eve", { orderId: "ord_1", ...failure });
    expect(unpaid.subject).toBe("Your order ord_1 is cancelled");
    expect(unpaid.text).toContain("You have not been charged.");
    const asked = orderFailedMail("Eve", { orderId: "ord_1", ...failure, refunding: refunded });
    expect(asked.subject).toBe("Your order ord_1 is cancelled");
  });

  it("promises no refund of nothing", () => {
    const lines = [{ name: "Mug", quantity: 1 }];
    const goods = { orderId: "ord_1", returnId: "ret_1", lines };
    const mailOf = (amount: number) =>
      returnReceivedMail("Eve", { ...goods, refund: { amount, currency: "USD" } });
    expect(mailOf(100).text).toContain("We will refund $1.00. Refunds made earlier count towards it.");
    expect(mailOf(0).text).not.toContain("refund");
  });

  it("is sent once when its event arrives twice", async () => {
    const orderId = "ord_01JZZZZZZZZZZZZZZZZZZZZZZZ";
    for (let copy = 0; copy < 3; copy += 1) await tell("order.delivered", { orderId });
    await shop.settle();
    expect(await mailsAbout(orderId)).toHaveLength(1);
  });

  it("asks for the bank's challenge as soon as a payment needs one", async () => {
    const orderId = "ord_01JZZZZZZZZZZZZZZZZZZZZZZY";
    const url = "https://bank.example/challenge?id=1&step=2";
    await tell("payment.challenged", { orderId, url, until: "2026-11-01T12:00:00.000Z" });
    await shop.settle();
    const [mail] = await mailsAbout(orderId);
    expect(mail.subject).toBe(`Please confirm the payment of your order ${orderId}`);
    expect(mail.text).toContain(`\n  ${url}\n`);
    expect(mail.text).toContain("If the payment is not confirmed by 1 Nov 2026, 12:00 UTC");
  });

  it("opens in a browser as a page without scripts", async () => {
    await customer.buy(await shop.variant());
    await shop.settle();
    const { body, headers } = await shop
      .anybody()
      .call("GET", "/_local/outbox", { headers: { accept: "text/html,*/*" } });
    expect(headers.get("content-type")).toContain("text/html");
    expect(body).toMatch(
      /<summary>We have received your order ord_\w+ <span class="to">user-\d+@example\.com/,
    );
    expect(body).toContain('<iframe sandbox srcdoc="&lt;!doctype html&gt;');
  });

  it("is in the data folder, for a mail program to open", async () => {
    const id = await customer.buy(await shop.variant());
    await shop.settle();
    await shop.stop();
    const files = readdirSync(join(data, "mail")).map((name) =>
      readFileSync(join(data, "mail", name), "utf8"),
    );
    const found = files.filter((eml) => eml.includes(`Subject: We have received your order ${id}\r\n`));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^To: user-\d+@example\.com\r$/m);
  });

  it("cannot add headers to its file", () => {
    const eml = emlOf({ to: "a@example.com", subject: "Hi\r\nBcc: b@example.com", text: "ü", at: 0 });
    expect(eml).not.toMatch(/^Bcc:/m);
    expect(eml).toContain("w7w=");
  });
});
