import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sign, verifyWebhook } from "@tradewind/commerce/platform/standard-webhooks";

/** The example in the specification. */
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const AT = 1_614_265_330_000;
const BODY = `{"test": 2432232314}`;
const SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

const signed = { "webhook-id": ID, "webhook-timestamp": "1614265330", "webhook-signature": SIGNATURE };

describe("a signature of Standard Webhooks", () => {
  it("matches the specification's example", () => {
    expect(sign(SECRET, ID, AT, BODY)).toEqual(signed);
    expect(verifyWebhook(SECRET, signed, AT, BODY)).toBe(ID);
  });

  it("may stand beside others during a change of the secret", () => {
    const several = { ...signed, "webhook-signature": `v1,AAAA v2,x ${SIGNATURE}` };
    expect(verifyWebhook(SECRET, several, AT, BODY)).toBe(ID);
  });

  it.each([
    ["a missing header", { ...signed, "webhook-id": undefined }, AT],
    ["another id", { ...signed, "webhook-id": "msg_other" }, AT],
    ["another time", { ...signed, "webhook-timestamp": "1614265331" }, AT],
    ["a time that is none", { ...signed, "webhook-timestamp": "1e9" }, AT],
    ["another version alone", { ...signed, "webhook-signature": SIGNATURE.replace("v1", "v1a") }, AT],
    ["an empty signature", { ...signed, "webhook-signature": "v1," }, AT],
    ["one of five minutes ago", signed, AT + 301_000],
    ["one of the future", signed, AT - 301_000],
  ])("is refused with %s", (_what, headers, now) => {
    expect(verifyWebhook(SECRET, headers, now, BODY)).toBeUndefined();
  });

  it("is refused for any other body", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (body, other) => {
        const headers = { ...sign(SECRET, ID, AT, body) };
        expect(verifyWebhook(SECRET, headers, AT, body)).toBe(ID);
        if (other !== body) expect(verifyWebhook(SECRET, headers, AT, other)).toBeUndefined();
      }),
    );
  });
});
