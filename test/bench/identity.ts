import { DEMO_PASSWORD, demoAccounts, type Shop, startShop } from "@tradewind/dev";
import { call } from "./http.ts";
import { openShoppers } from "./shoppers.ts";
import { say, type Target } from "./suite.ts";

const AUTHORIZATIONS = 5_000;
const WARM_UP = 500;
const MOST_ROUND_TRIPS = 2;
const MOST_CPU_MS = 1;

/**
 * Measures the AWS round trips of a sign-in, and the authorizer's CPU time with a warm key cache.
 */
export async function identitySuite(): Promise<Target[]> {
  say("\nSign-in and authorizer");
  const shop = await startShop({ throttling: false });
  const trips = await roundTrips(shop);
  for (const [step, operations] of trips)
    say(`  ${step}: ${operations.length} AWS round trips (${operations.join(", ")})`);
  const cpu = await authorizerCpu(shop);
  say(`  authorizer: ${cpu.toFixed(3)} ms of CPU per decision, including its one database query`);
  await shop.stop();
  const most = Math.max(...[...trips.values()].map((operations) => operations.length));
  return [
    {
      name: "sign-in, each step",
      measured: `${most} AWS round trips`,
      wanted: `at most ${MOST_ROUND_TRIPS}`,
      met: most <= MOST_ROUND_TRIPS,
    },
    {
      name: "authorizer, warm key cache",
      measured: `${cpu.toFixed(3)} ms of CPU`,
      wanted: `less than ${MOST_CPU_MS} ms`,
      met: cpu < MOST_CPU_MS,
    },
  ];
}

/** The AWS calls of the password step and of the code step, by function. */
async function roundTrips(shop: Shop): Promise<Map<string, string[]>> {
  const trips = new Map<string, string[]>([
    ["SignIn", []],
    ["AnswerMfaChallenge", []],
  ]);
  const stop = shop.meter.tap(({ caller, service, operation }) => {
    if (service !== "lambda") trips.get(caller ?? "")?.push(operation);
  });
  const json = async (path: string, body?: object) => {
    const answer = await call(`${shop.url}${path}`, body ? { method: "POST", body } : {});
    return JSON.parse(answer.body) as Record<string, string>;
  };
  const [{ email }] = demoAccounts;
  const { session } = await json("/auth/sign-in", { email, password: DEMO_PASSWORD });
  const { code } = await json(`/_local/totp?email=${email}`);
  await json("/auth/mfa/challenge", { session, code });
  stop();
  return trips;
}

/** Milliseconds of this process's CPU time for one decision without the gateway's cache. */
async function authorizerCpu(shop: Shop): Promise<number> {
  const [shopper] = await openShoppers(shop, 1, 1);
  const event = {
    type: "TOKEN",
    methodArn: "arn:aws:execute-api:us-east-1:000000000000:api/shop/GET/orders",
    authorizationToken: `Bearer ${shopper?.accessToken}`,
  };
  const decide = async (count: number) => {
    for (let made = 0; made < count; made += 1) {
      const { ok } = await shop.cloud.lambda.invoke("AuthorizeRequest", event);
      if (!ok) throw new Error("The authorizer refused a valid token.");
    }
  };
  await decide(WARM_UP);
  const before = process.cpuUsage();
  await decide(AUTHORIZATIONS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / AUTHORIZATIONS;
}
