import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { orderPlacedMail } from "../../../packages/commerce/src/notifications/templates.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emlOf } from "../../../packages/dev/src/mail-files.ts";
import { type Client, TestShop } from "../../support/shop.ts";

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

describe("mail to a customer", () => {
  it("says the same as text and as HTML", async () => {
    const id = await customer.buy(await shop.variant(), { quantity: 2 });
    await shop.settle();
    const placed = (await mailsAbout(id)).at(-1);
    expect(placed.text).toMatch(/2 × Thing \d+\n\nTotal: \$24\.99/);
    expect(placed.html).toMatch(/<li>2 × Thing \d+<\/li>.*\n<p>Total: \$24\.99<\/p>/);
  });

  it("shows what came from outside as text", () => {
    const order = { orderId: "ord_1", lines: [], total: { amount: 100, currency: "USD" } };
    const { html, text } = orderPlacedMail(`<img src=x onerror="steal()">`, order);
    expect(html).toContain("Hello &lt;img src=x onerror=&quot;steal()&quot;&gt;,");
    expect(html).not.toContain("<img");
    expect(text).toContain("Hello <img");
  });

  it("is sent once when its event arrives twice", async () => {
    const { url: QueueUrl } = shop.shop.links.get("CustomerMail") as { url: string };
    const { sub } = JSON.parse(Buffer.from(customer.token?.split(".")[1] ?? "", "base64url").toString()) as {
      sub: string;
    };
    const orderId = "ord_01JZZZZZZZZZZZZZZZZZZZZZZZ";
    const detail = {
      id: "evt_01JZZZZZZZZZZZZZZZZZZZZZZZ",
      type: "order.delivered",
      version: 1,
      time: "2026-11-01T00:00:00.000Z",
      actor: { kind: "system", id: "test" },
      correlationId: "test",
      causationId: "test",
      data: { orderId, customerId: sub },
    };
    for (let copy = 0; copy < 3; copy += 1)
      await shop.shop.cloud.call("sqs", "SendMessage", { QueueUrl, MessageBody: JSON.stringify({ detail }) });
    await shop.settle();
    expect(await mailsAbout(orderId)).toHaveLength(1);
  });

  it("lies in the data folder for a mail program to open", async () => {
    const id = await customer.buy(await shop.variant());
    await shop.settle();
    await shop.stop();
    const files = readdirSync(join(data, "mail")).map((name) =>
      readFileSync(join(data, "mail", name), "utf8"),
    );
    const found = files.filter((eml) => eml.includes(`Subject: We have your order ${id}\r\n`));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^To: user-\d+@example\.com\r$/m);
  });

  it("cannot add headers of its own to its file", () => {
    const eml = emlOf({ to: "a@example.com", subject: "Hi\r\nBcc: b@example.com", text: "ü", at: 0 });
    expect(eml).not.toMatch(/^Bcc:/m);
    expect(eml).toContain("w7w=");
  });
});
