/** Parcels that go with EasyPost, which a server on this machine plays as its documentation has it. */
import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { easyPostKey, easyPostWebhookSecret } from "@tradewind/blueprint/areas/carriers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { violations } from "../../support/invariants.ts";
import { type Client, TestShop } from "../../support/shop.ts";

interface Asked {
  method: string;
  path: string;
  body: { shipment?: Record<string, unknown> };
}
interface Shipment {
  id: string;
  tracking_code: string | null;
  [field: string]: unknown;
}

const SOON = 60_000;
const asked: Asked[] = [];
const shipments = new Map<string, Shipment>();
/** What goes wrong instead of the next answers, by path. */
const failures: { path: RegExp; status: number; afterwards?: boolean }[] = [];

let easyPost: Server;
let shop: TestShop;
let customer: Client;
let staff: Client;

/** https://docs.easypost.com/docs/shipments */
function answerTo({ method, path, body }: Asked): [status: number, body: object] {
  const [, , id, action] = path.split("?")[0]?.slice(1).split("/") ?? [];
  if (method === "POST" && id === undefined) {
    const created = {
      ...body.shipment,
      object: "Shipment",
      id: `shp_${shipments.size + 1}`,
      tracking_code: null,
      rates: [
        {
          object: "Rate",
          id: "rate_dear",
          carrier: "UPS",
          service: "Ground",
          rate: "12.10",
          currency: "USD",
        },
        {
          object: "Rate",
          id: "rate_cheap",
          carrier: "USPS",
          service: "Priority",
          rate: "7.58",
          currency: "USD",
        },
      ],
    };
    shipments.set(created.id, created);
    return [201, created];
  }
  const shipment = shipments.get(id ?? "");
  if (!shipment)
    return [404, { error: { code: "NOT_FOUND", message: "The requested resource could not be found." } }];
  if (action !== "buy") return [200, shipment];
  if (shipment.tracking_code)
    return [
      422,
      { error: { code: "SHIPMENT.POSTAGE.EXISTS", message: "Postage already exists for this shipment." } },
    ];
  shipment.tracking_code = `9400${id?.slice(4)}`;
  shipment["selected_rate"] = (body as { rate?: object }).rate;
  shipment["postage_label"] = {
    object: "PostageLabel",
    label_url: `https://easypost-files.example/${id}.pdf`,
  };
  return [200, shipment];
}

beforeAll(async () => {
  easyPost = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const one = {
        method: request.method ?? "",
        path: request.url ?? "",
        body: text ? JSON.parse(text) : {},
      };
      expect(request.headers.authorization).toBe(`Basic ${btoa(`${easyPostKey.local}:`)}`);
      asked.push(one);
      const index = failures.findIndex(({ path }) => path.test(one.path));
      const [failure] = index < 0 ? [] : failures.splice(index, 1);
      const done = failure && !failure.afterwards ? undefined : answerTo(one);
      const [status, body] = failure
        ? [failure.status, { error: { code: "FAILED", message: "Something went wrong." } }]
        : (done as [number, object]);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => easyPost.listen(0, "127.0.0.1", resolve));
  const { port } = easyPost.address() as AddressInfo;
  shop = await TestShop.open({
    settings: { Carrier: "easypost", EasyPostUrl: `http://127.0.0.1:${port}/v2/` },
  });
  staff = await shop.admin();
  customer = await shop.customer();
});
beforeEach(() => {
  asked.length = 0;
  failures.length = 0;
});
afterAll(async () => {
  await shop.stop();
  easyPost.close();
});

const get = async (id: string, path = "") => (await customer.get(`/orders/${id}${path}`)).body;
const bookedFor = (id: string) =>
  [...shipments.values()].filter(({ reference }) => reference === id.replace("ord_", "trk_"));
const bought = () => asked.filter(({ path }) => path.endsWith("/buy"));

/** https://docs.easypost.com/docs/trackers */
async function tracked(shipment: Shipment, status: string, secret: string = easyPostWebhookSecret.local) {
  const body = JSON.stringify({
    object: "Event",
    id: `evt_${shipment.id}_${status}`,
    description: "tracker.updated",
    result: {
      object: "Tracker",
      tracking_code: shipment.tracking_code,
      status,
      shipment_id: shipment.id,
      weight: 17,
      updated_at: "2026-11-01T12:00:00Z",
    },
  });
  // It signs the weight as the float that it is.
  const hmac = createHmac("sha256", secret)
    .update(body.replace('"weight":17', '"weight":17.0'))
    .digest("hex");
  const headers = { "x-hmac-signature": `hmac-sha256-hex=${hmac}` };
  return shop.anybody().call("POST", "/webhooks/carriers/easypost", { body, headers });
}

describe("an order that goes with EasyPost", () => {
  it("is bought the cheapest way, has its label, and is brought on by EasyPost's webhooks", async () => {
    const id = await customer.buy(await shop.variant(), { quantity: 3 });
    await shop.settle(SOON);
    expect((await get(id)).status).toBe("FULFILLED");
    const [shipment] = bookedFor(id) as [Shipment];
    expect(shipment).toMatchObject({
      from_address: { street1: "417 Montgomery Street", zip: "94104" },
      to_address: { name: "Test", street1: "1 Road", city: "Town", zip: "12345", country: "US" },
      // 450 g.
      parcel: { weight: 15.9 },
      selected_rate: { id: "rate_cheap" },
    });
    const { body: labels } = await staff.get(`/admin/orders/${id}/labels`);
    expect(labels.items).toEqual([
      {
        trackingNumber: id.replace("ord_", "trk_"),
        location: "loc_main",
        label: {
          url: `https://easypost-files.example/${shipment.id}.pdf`,
          carrierNumber: shipment.tracking_code,
        },
      },
    ]);

    expect((await tracked(shipment, "delivered", "somebody else's secret")).status).toBe(401);
    for (const [status, expected] of [
      ["pre_transit", "FULFILLED"],
      ["in_transit", "SHIPPED"],
      ["delivered", "DELIVERED"],
    ] as const) {
      expect((await tracked(shipment, status)).status).toBe(202);
      await shop.settle(SOON);
      expect((await get(id)).status).toBe(expected);
    }
    expect((await get(id, "/tracking")).parcels[0].carrier).toBe("easypost");
  });

  it.each([
    ["creating fails in passing", { path: /shipments$/, status: 503 }],
    ["buying fails in passing", { path: /buy$/, status: 500 }],
    ["the answer to the purchase is lost", { path: /buy$/, status: 502, afterwards: true }],
  ])("is bought once when %s", async (_what, failure) => {
    failures.push(failure);
    const id = await customer.buy(await shop.variant());
    await shop.settle(SOON);
    const paid = bookedFor(id).filter(({ tracking_code }) => tracking_code !== null);
    expect(paid).toHaveLength(1);
    await tracked(paid[0] as Shipment, "in_transit");
    await shop.settle(SOON);
    expect((await get(id)).status).toBe("SHIPPED");
  });

  it("fails and is refunded when EasyPost finds the address wrong", async () => {
    failures.push({ path: /shipments$/, status: 422 });
    const id = await customer.buy(await shop.variant());
    await shop.settle(SOON);
    expect(await get(id)).toMatchObject({
      status: "FAILED",
      failure: { reason: "SHIPPING_FAILED" },
      payment: { status: "REFUNDED" },
    });
    expect(bought()).toEqual([]);
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("comes back with a label of EasyPost's", async () => {
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    await shop.settle(SOON);
    await tracked(bookedFor(id)[0] as Shipment, "delivered");
    await shop.settle(SOON);
    const body = { lines: [{ sku, quantity: 1 }], reason: "Too small" };
    const returnId = (await customer.call("POST", `/orders/${id}/returns`, { body })).body.id;
    const label = () => customer.get(`/orders/${id}/returns/${returnId}/label`);
    expect((await label()).body.code).toBe("return.no_label");
    await staff.call("POST", `/admin/orders/${id}/returns/${returnId}/decision`, { body: { approve: true } });
    await shop.settle(SOON);
    const [back] = [...shipments.values()].filter(({ is_return }) => is_return);
    expect(back).toMatchObject({ to_address: { name: "Test" }, from_address: { zip: "94104" } });
    expect((await label()).body).toEqual({
      url: `https://easypost-files.example/${back?.id}.pdf`,
      carrierNumber: back?.tracking_code,
    });
    const stranger = await (await shop.customer()).get(`/orders/${id}/returns/${returnId}/label`);
    expect([stranger.status, stranger.body.code]).toEqual([404, "order.not_found"]);
  });
});
