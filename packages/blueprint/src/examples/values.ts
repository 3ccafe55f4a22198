/** Values that occur in several examples, so that the examples tell one story. */

export const usd = (amount: number) => ({ amount, currency: "USD" });

/** 26 characters of a ULID. */
const ulid = (last: string) => `01KB2Z9QW4${"0".repeat(16 - last.length)}${last}`;

export const ids = {
  order: `ord_${ulid("1")}`,
  replacement: `ord_${ulid("2")}`,
  draft: `drf_${ulid("3")}`,
  return: `ret_${ulid("4")}`,
  paymentToken: `tok_${ulid("5")}`,
  apiKey: `key_${ulid("6")}`,
  webhook: `whk_${ulid("7")}`,
  delivery: `dlv_${ulid("8")}`,
  event: `evt_${ulid("9")}`,
  adjustment: `adj_${ulid("A")}`,
  journalEntry: `jrn_${ulid("B")}`,
  auditEntry: `aud_${ulid("C")}`,
  address: `adr_${ulid("D")}`,
  correlation: "0b2e6c1d-58a1-4d6e-9a57-3f1f4f0c9d21",
  customer: "5b1f0c3e-7f4a-4a55-9d7e-2f6c0a1b9e10",
  staff: "c2a7d6f4-0b9e-4d3c-8e21-6a5f4b3c2d1e",
  product: "0d5f3f0a-6a43-5d0e-9c57-7d0f2b8a4c11",
} as const;

export const times = {
  placed: "2026-11-30T09:15:00.000Z",
  paid: "2026-11-30T09:15:02.000Z",
  shipped: "2026-11-30T16:40:00.000Z",
  later: "2026-12-04T10:00:00.000Z",
} as const;

export const email = "ada@example.com";
export const trackingNumber = "TW000000000042US";

export const address = {
  name: "Ada Lovelace",
  line1: "1 Harbour Street",
  city: "San Francisco",
  region: "CA",
  postalCode: "94104",
  country: "US",
};

export const mug = {
  sku: "MUG-BLUE-L",
  productId: ids.product,
  name: "Harbour mug",
  options: { colour: "blue", size: "L" },
};

export const twoMugs = { sku: mug.sku, quantity: 2 };
