import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import type { AuthRule } from "@tradewind/blueprint/language/access";
import type { Route } from "@tradewind/blueprint/language/define";
import type { LinkProperties } from "@tradewind/blueprint/language/resources";
import { openTestAccount } from "../../support/accounts.ts";
import { PASSWORD, TestShop } from "../../support/shop.ts";

/** The callers. Those in `NOBODY` have no valid access token of an open session. */
const MEMBERS = ["customer", "other customer", "support", "merchandiser", "admin"] as const;
const SINGLE_FACTOR = ["customer without MFA", "admin without MFA"] as const;
const NOBODY = [
  "anonymous",
  "expired",
  "wrong audience",
  "id token instead of access token",
  "alg none",
  "unknown kid",
  "tampered",
  "revoked",
] as const;
type Caller = (typeof MEMBERS | typeof SINGLE_FACTOR | typeof NOBODY)[number];
const CALLERS: readonly Caller[] = [...MEMBERS, ...SINGLE_FACTOR, ...NOBODY];

/** The authorizer's decision. `in` means that the request reaches the function. */
type Decision = 401 | 403 | "in";

const isOneOf = <T extends string>(list: readonly T[], caller: string): caller is T =>
  (list as readonly string[]).includes(caller);

/** A second implementation of the rules, for comparison. */
function expectedDecision(rule: AuthRule, caller: Caller): Decision {
  if (rule === "none" || rule === "optional") return "in";
  if (isOneOf(NOBODY, caller)) return 401;
  if (rule === "signed-in" || rule === "account") return "in";
  if (isOneOf(SINGLE_FACTOR, caller)) return 403;
  if (rule === "signed-in-mfa") return "in";
  const group = caller === "other customer" ? "customer" : caller;
  return rule.groups.some((one) => one === group) ? "in" : 403;
}

/** Valid bodies for the routes below an order, so that only the caller can be wrong. */
const OWNED_BODIES: Readonly<Record<string, (sku: string) => object>> = {
  RequestReturn: (sku) => ({ lines: [{ sku, quantity: 1 }], reason: "unwanted" }),
};
/** Other ids in the path of an order. They are well-formed, so that the route looks for them. */
const OWNED_IDS: Readonly<Record<string, string>> = { returnId: "ret_01JZZZZZZZZZZZZZZZZZZZZZZZ" };
/** This route signs its callers out at Cognito, so it is called last. */
const lastOne = "SignOutEverywhere";
const routes = blueprint.api.routes.toSorted(
  (a, b) => Number(a.name === lastOne) - Number(b.name === lastOne),
);
const isOwned = ({ path }: Route) => path.startsWith("/orders/{id}");

let shop: TestShop;
let orderId: string;
let sku: string;
const tokens = new Map<Caller, string>();

const pool = () => shop.shop.links.get("UserPool") as LinkProperties["user-pool"];
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (part = "") =>
  JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;

/** Opens an account and signs in directly at Cognito, with the shop's client or another. */
async function tokensOf(group: string, mfa: boolean, clientId = pool().clientId, clientSecret?: string) {
  const email = `${crypto.randomUUID()}@example.com`;
  await openTestAccount(shop.shop, { email, password: PASSWORD, group, mfa });
  const secret = clientSecret ?? pool().clientSecret;
  const SECRET_HASH = createHmac("sha256", secret)
    .update(email + clientId)
    .digest("base64");
  const { AuthenticationResult } = await shop.shop.cloud.call("cognito-idp", "InitiateAuth", {
    ClientId: clientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD, SECRET_HASH },
  });
  return AuthenticationResult as { AccessToken: string; IdToken: string };
}

/** Changes a token's header or payload and signs it by `sign`. */
function forgeToken(token: string, header: object, payload: object, sign: (text: string) => string): string {
  const [head, body] = token.split(".");
  const text = `${encode({ ...decode(head), ...header })}.${encode({ ...decode(body), ...payload })}`;
  return `${text}.${sign(text)}`;
}

const decisionOf = (status: number): number | "in" =>
  status === 401 || status === 403 || status >= 500 ? status : "in";

async function call(route: Route, caller: Caller, withBody = false) {
  const token = tokens.get(caller);
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    isOwned(route) ? (OWNED_IDS[name] ?? orderId) : "x-1",
  );
  const body = withBody ? OWNED_BODIES[route.name]?.(sku) : undefined;
  return shop.anybody().call(route.method, path, {
    ...(body && { body }),
    headers: {
      ...(route.headers && { "idempotency-key": "access" }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  });
}

beforeAll(async () => {
  shop = await TestShop.open();
  const wait = (seconds: number) => shop.clock?.advance(seconds * 1000);
  const accessToken = async (group: string, mfa = true) => (await tokensOf(group, mfa)).AccessToken;

  tokens.set("expired", await accessToken("admin"));
  wait(61 * 60);
  const revoked = await accessToken("admin");
  wait(1);
  const headers = { authorization: `Bearer ${revoked}` };
  expect((await shop.anybody().call("POST", "/auth/sign-out-everywhere", { headers })).status).toBe(204);
  wait(60);
  tokens.set("revoked", revoked);

  for (const group of ["support", "merchandiser", "admin"] as const)
    tokens.set(group, await accessToken(group));
  tokens.set("other customer", await accessToken("customer"));
  tokens.set("customer without MFA", await accessToken("customer", false));
  tokens.set("admin without MFA", await accessToken("admin", false));
  const customer = await shop.customer();
  tokens.set("customer", customer.token ?? "");
  sku = await shop.variant();
  orderId = await customer.buy(sku);
  await shop.settle();

  const admin = await tokensOf("admin", true);
  tokens.set("id token instead of access token", admin.IdToken);
  tokens.set(
    "alg none",
    forgeToken(admin.AccessToken, { alg: "none" }, {}, () => ""),
  );
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const own = (text: string) => createSign("RSA-SHA256").update(text).sign(privateKey, "base64url");
  tokens.set("unknown kid", forgeToken(admin.AccessToken, { kid: "another" }, {}, own));
  const signature = admin.AccessToken.split(".")[2] ?? "";
  const more = { "cognito:groups": ["admin", "support"] };
  tokens.set(
    "tampered",
    forgeToken(admin.AccessToken, {}, more, () => signature),
  );

  const other = { clientId: "anotherclient", clientSecret: "anothersecret" };
  await shop.shop.cloud.cognito.defineClient({
    poolId: pool().id,
    ...other,
    ClientName: "Another",
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
  });
  const foreign = await tokensOf("admin", true, other.clientId, other.clientSecret);
  tokens.set("wrong audience", foreign.AccessToken);
}, 60_000);
afterAll(() => shop.stop());

describe("access rules", () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "%s",
    async (_name, route) => {
      const answers = await Promise.all(
        CALLERS.map(async (caller) => [caller, decisionOf((await call(route, caller)).status)] as const),
      );
      expect(Object.fromEntries(answers)).toEqual(
        Object.fromEntries(CALLERS.map((caller) => [caller, expectedDecision(route.auth, caller)])),
      );
    },
  );

  it("are tested with every kind of caller", () => {
    expect([...tokens.keys(), "anonymous"].toSorted()).toEqual(CALLERS.toSorted());
  });
});

describe("a change by staff", () => {
  const as = (caller: Caller, method: string, path: string, body?: object) =>
    shop.anybody().call(method, path, {
      ...(body && { body }),
      headers: { authorization: `Bearer ${tokens.get(caller)}`, "x-correlation-id": `by-${caller}` },
    });

  it("is in the audit log with its outcome, newest first, page by page, for admins", async () => {
    const path = `/admin/stock/${sku}`;
    expect((await as("merchandiser", "PUT", path, { available: 7 })).status).toBe(200);
    // Ids of the same millisecond have no order.
    shop.clock?.advance(1);
    expect((await as("admin", "PUT", "/admin/stock/NONE-1", { available: 7 })).status).toBe(404);
    // A read, a forbidden request and an invalid request leave no entry.
    await as("support", "GET", path);
    await as("support", "PUT", path, { available: 0 });
    await as("admin", "PUT", path, { available: -1 });
    const first = await as("admin", "GET", "/admin/audit?limit=1");
    const second = await as("admin", "GET", `/admin/audit?limit=1&cursor=${first.body.nextCursor}`);
    const sub = (caller: Caller) => decode(tokens.get(caller)?.split(".")[1])["sub"];
    expect([...first.body.items, ...second.body.items]).toEqual([
      {
        id: expect.stringMatching(/^aud_/),
        at: new Date(shop.clock?.now() ?? 0).toISOString(),
        actor: sub("admin"),
        action: "SetStock",
        target: { sku: "NONE-1" },
        outcome: "stock.unknown_sku",
        correlationId: "by-admin",
      },
      expect.objectContaining({ actor: sub("merchandiser"), target: { sku }, outcome: "done" }),
    ]);
    const none = await as("admin", "GET", "/admin/audit?month=2020-01");
    expect(none.body).toEqual({ items: [] });
  });
});

describe("somebody else's order", () => {
  const owned = blueprint.api.routes.filter(isOwned);

  it.each(owned.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "is hidden from other customers and from staff: %s",
    async (_name, route) => {
      // An invalid body would hide the answer. A new route with a body needs an entry.
      if (route.body) expect(Object.keys(OWNED_BODIES)).toContain(route.name);
      for (const caller of ["other customer", "support", "admin"] as const)
        expect([caller, (await call(route, caller, true)).status]).toEqual([caller, 404]);
    },
  );

  it("is visible to its owner", async () => {
    const [route] = owned.filter(({ name }) => name === "GetOrder");
    expect(route && (await call(route, "customer")).status).toBe(200);
  });
});

it("/auth/me tells staff what they may do, if their session passed the second factor", async () => {
  const permissions = async (caller: Caller) => {
    const headers = { authorization: `Bearer ${tokens.get(caller)}` };
    return (await shop.anybody().call("GET", "/auth/me", { headers })).body.permissions;
  };
  expect(await permissions("merchandiser")).toEqual(["stock.read", "stock.change"]);
  expect(await permissions("admin")).toContain("api-keys.manage");
  expect(await permissions("admin without MFA")).toEqual([]);
  expect(await permissions("customer")).toEqual([]);
});

// This test comes last because it lets the gateway's cached decisions expire.
it("an admin's sign-out of an account ends all its sessions", async () => {
  const customer = await shop.customer();
  const { id } = (await customer.get("/auth/me")).body;
  shop.clock?.advance(1000);
  const path = `/admin/accounts/${id}/sign-out`;
  const headers = { authorization: `Bearer ${tokens.get("admin")}` };
  expect((await shop.anybody().call("POST", path, { headers })).status).toBe(204);
  const none = path.replace(id, crypto.randomUUID());
  expect((await shop.anybody().call("POST", none, { headers })).body.code).toBe("account.not_found");
  shop.clock?.advance(60_000);
  expect((await customer.get("/auth/me")).status).toBe(401);
});
