/**
 * Calls between services carry a token signed by KMS: only returns can ask payments for a refund.
 */
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { refundOfReturn as call } from "@tradewind/blueprint/areas/return-saga";
import { TestShop } from "../../support/shop.ts";

const MINUTE = 60_000;
const asked = { orderId: "ord_1", returnId: "ret_1", amount: 1000, currency: "USD" };

let shop: TestShop;
let tokens: typeof import("../../../packages/commerce/src/returns/service-tokens.ts");
let good: string;

beforeAll(async () => {
  shop = await TestShop.open();
  tokens = await import("../../../packages/commerce/src/returns/service-tokens.ts");
  good = await tokens.issue(await shop.context(), call, asked);
});
afterAll(() => shop.stop());

const kms = (operation: string, input: object) =>
  shop.shop.cloud.call("kms", operation, input) as Promise<Record<string, string>>;
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
const decoded = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
const parts = () => good.split(".") as [string, string, string];

/** Changes the valid token's claims or header and signs it with the same key. */
async function forgeToken(
  { header = {}, claims = {} }: { header?: object; claims?: object },
  key = `alias/${call.key.name}`,
) {
  const [head, body] = parts();
  const signed = `${encoded({ ...decoded(head), ...header })}.${encoded({ ...decoded(body), ...claims })}`;
  const Message = Buffer.from(signed).toString("base64");
  const { Signature = "" } = await kms("Sign", { KeyId: key, SigningAlgorithm: "ECDSA_SHA_256", Message });
  const der = Buffer.from(Signature, "base64");
  const r = der.subarray(4, 4 + der.readUInt8(3));
  const s = der.subarray(6 + r.length);
  const whole = [r, s].map((one) => Buffer.concat([Buffer.alloc(32), one]).subarray(-32));
  return `${signed}.${Buffer.concat(whole).toString("base64url")}`;
}

async function answerTo(token: string, payload: Record<string, string | number> = asked): Promise<string> {
  return tokens.accept(await shop.context(), call, payload, token).then(
    () => "accepted",
    (error: Error) => (error.name === "CallRefused" ? (error.message.split(": ")[1] ?? "") : String(error)),
  );
}

describe("a token of a service", () => {
  it("is a JWT signed by KMS for one callee and ten minutes, with a hash of the request", async () => {
    const [header, body] = parts();
    expect(decoded(header)).toEqual({ alg: "ES256", typ: "JWT", kid: expect.any(String) as string });
    const { iss, aud, exp, iat, jti } = decoded(body);
    expect({ iss, aud, seconds: exp - iat }).toEqual({
      iss: "RestockReturn",
      aud: "RefundReturn",
      seconds: 600,
    });
    expect(jti).toMatch(/^call_/);
    expect(await answerTo(good)).toBe("accepted");
    expect(await answerTo(await forgeToken({}))).toBe("accepted");
  });

  const now = () => Math.floor((shop.clock?.now() ?? 0) / 1000);

  test.each<[string, string, () => string | Promise<string>]>([
    ["for another callee", "audience.", () => forgeToken({ claims: { aud: "CapturePayment" } })],
    ["of another caller", "issuer.", () => forgeToken({ claims: { iss: "SendMail" } })],
    ["that has expired", "expiry.", () => forgeToken({ claims: { exp: now(), iat: now() - 60 } })],
    ["that lives for an hour", "expiry.", () => forgeToken({ claims: { exp: now() + 3600 } })],
    ["from the future", "time of issue.", () => forgeToken({ claims: { iat: now() + 30, exp: now() + 60 } })],
    ["without a signature", "signature.", () => parts().slice(0, 2).join(".")],
    ["without an algorithm", "header.", () => `${encoded({ alg: "none", typ: "JWT" })}.${parts()[1]}.`],
    ["of a key that nobody knows", "header.", () => forgeToken({ header: { kid: "another" } })],
    ["with more parts", "header.", () => `${good}.${parts()[1]}`],
    ["that is nothing", "header.", () => ""],
  ])("%s is refused", async (_, why, token) => {
    expect(await answerTo(await token())).toBe(why);
  });

  it("is refused if another KMS key signed it, even if it names the right key", async () => {
    const thief = { alias: "alias/Thief", spec: "ECC_NIST_P256", usage: "SIGN_VERIFY" } as const;
    const arn = await shop.shop.cloud.kms.defineKey(thief);
    expect(await answerTo(await forgeToken({}, arn))).toBe("signature.");
  });

  it("is refused if the public key was used as a shared secret", async () => {
    const { PublicKey = "" } = await kms("GetPublicKey", { KeyId: `alias/${call.key.name}` });
    const [head, body] = parts();
    for (const header of [head, encoded({ ...decoded(head), alg: "HS256" })]) {
      const signed = `${header}.${body}`;
      const mac = createHmac("sha256", Buffer.from(PublicKey, "base64")).update(signed).digest("base64url");
      expect(await answerTo(`${signed}.${mac}`)).toBe(header === head ? "signature." : "header.");
    }
  });

  test.each([
    ["another amount", { ...asked, amount: 999_999 }],
    ["another return", { ...asked, returnId: "ret_2" }],
  ])("is refused for %s", async (_, payload) => {
    expect(await answerTo(good, payload)).toBe("payload.");
  });
});

describe("a refund that a return requests", () => {
  const refund = async (input: object) => {
    const result = await shop.shop.cloud.lambda.invoke(call.callee, input);
    return result.ok ? "done" : result.error.errorType;
  };

  it("is paid once for a token that is sent several times, and never without a token", async () => {
    const [customer, staff] = [await shop.customer(), await shop.admin()];
    const sku = await shop.variant();
    const orderId = await customer.buy(sku, { quantity: 2 });
    await shop.settle(MINUTE);
    const { id: returnId } = (await customer.requestReturn(orderId, [{ sku, quantity: 1 }])).body;
    await shop.settle(0);
    const path = `/admin/orders/${orderId}/returns/${returnId}`;
    await staff.call("POST", `${path}/decision`, { body: { approve: true } });
    await shop.settle(0);
    await staff.call("POST", `${path}/receipt`, {
      body: { lines: [{ sku, quantity: 1, condition: "resalable" }] },
    });
    await shop.settle(MINUTE);
    const refunded = async () => (await customer.get(`/orders/${orderId}`)).body.payment.refunded.amount;
    expect(await refunded()).toBe(1000);

    const input = { orderId, returnId, execution: "stranger", correlationId: "stranger" };
    expect([await refund(input), await refund({ ...input, token: good })]).toEqual([
      "CallRefused",
      "CallRefused",
    ]);
    const asks = { orderId, returnId, amount: 1000, currency: "USD" };
    const token = await tokens.issue(await shop.context(), call, asks);
    expect([await refund({ ...input, token }), await refund({ ...input, token })]).toEqual(["done", "done"]);
    expect(await refunded()).toBe(1000);
    shop.clock?.advance(10 * MINUTE);
    expect(await refund({ ...input, token })).toBe("CallRefused");
  });
});
