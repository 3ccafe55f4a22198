/** The address book of a customer. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { ADDRESS, type Answer, type Client, TestShop } from "../../support/shop.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
beforeEach(async () => {
  customer = await shop.customer();
});
afterAll(() => shop.stop());

interface Saved {
  id: string;
  label?: string;
  default: boolean;
  address: typeof ADDRESS;
}

const add = (more: object = {}, client = customer) =>
  client.call("POST", "/addresses", { body: { address: ADDRESS, ...more } });
const put = (id: string, body: object, client = customer) =>
  client.call("PUT", `/addresses/${id}`, { body: { address: ADDRESS, ...body } });
const remove = (id: string, client = customer) => client.call("DELETE", `/addresses/${id}`);
const list = async (client = customer): Promise<Saved[]> => (await client.get("/addresses")).body.items;
const defaults = async () => (await list()).filter((one) => one.default).map(({ id }) => id);

/** Adds addresses one after the other and returns their ids. */
async function added(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) ids.push((await add()).body.id);
  return ids;
}

describe("an address book", () => {
  it("is empty at first, and lists addresses as they were added", async () => {
    expect(await list()).toEqual([]);
    const home = await add({ label: " Home " });
    expect([home.status, home.body]).toEqual([
      201,
      { id: expect.stringMatching(/^adr_/), label: "Home", default: true, address: ADDRESS },
    ]);
    const { body: other } = await add();
    expect(other).toEqual({ id: other.id, default: false, address: ADDRESS });
    expect(await list()).toEqual([home.body, other]);
  });

  it("replaces an address whole", async () => {
    const { id } = (await add({ label: "Home" })).body;
    const address = { ...ADDRESS, line1: "2 Road", line2: "Left door" };
    const changed = await put(id, { address });
    expect([changed.status, changed.body]).toEqual([200, { id, default: true, address }]);
    expect(await list()).toEqual([changed.body]);
  });

  it("has one default, which moves as wanted and when it is deleted", async () => {
    const [first = "", second = ""] = await added(3);
    expect(await defaults()).toEqual([first]);
    expect((await put(second, { default: true })).body.default).toBe(true);
    expect(await defaults()).toEqual([second]);
    // The default moves to another address; no request leaves the customer without one.
    expect((await put(second, { default: false })).body.default).toBe(true);
    const { id: fourth } = (await add({ default: true })).body;
    expect(await defaults()).toEqual([fourth]);
    expect((await remove(fourth)).status).toBe(204);
    expect(await defaults()).toEqual([first]);
    for (const { id } of await list()) await remove(id);
    expect(await list()).toEqual([]);
    expect((await add()).body.default).toBe(true);
  });

  it("holds 20 addresses", async () => {
    await added(19);
    const codes = (answers: Answer[]) =>
      answers.map(({ status, body }) => String(body.code ?? status)).toSorted();
    expect(codes(await Promise.all([add(), add()]))).toEqual(["201", "address.too_many"]);
    expect(await list()).toHaveLength(20);
  });

  it("loses no address when several are added at once", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => add({ default: true })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set((await list()).map(({ id }) => id)).size).toBe(5);
    expect(await defaults()).toHaveLength(1);
  });

  it("tells a customer who loses every race to read the addresses again", async () => {
    const [id = ""] = await added(1);
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) => {
        if (operation !== "PutItem" || caller !== "DeleteAddress") return undefined;
        const faster = shop.shop.cloud.kernel.activity.track(() => put(id, {}));
        void faster.finally(() => shop.clock?.advance(1));
        return { delayMs: 1 };
      },
    };
    const lost = await remove(id);
    faultSwitch.clear();
    expect([lost.status, lost.body.code]).toEqual([409, "address.changed"]);
    expect(await list()).toHaveLength(1);
  });
});

describe("somebody else's address", () => {
  it("is not found, for customers and staff", async () => {
    const [id = ""] = await added(1);
    for (const stranger of [await shop.customer(), await shop.admin()]) {
      expect((await put(id, {}, stranger)).body.code).toBe("address.not_found");
      expect((await remove(id, stranger)).body.code).toBe("address.not_found");
      expect(await list(stranger)).toEqual([]);
    }
    expect(await list()).toHaveLength(1);
  });
});

it("an address with an unknown member or a wrong country is refused", async () => {
  const wrong = await add({ address: { ...ADDRESS, country: "usa", phone: "1" } });
  expect(wrong.status).toBe(400);
  expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    "/body/address/country",
    "/body/address/phone",
  ]);
});
