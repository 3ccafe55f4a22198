/**
 * `npm run bench` measures a shop on this machine: requests per second, the metered cost of an
 * order, a sign-in and the authorizer, and DynamoDB beside dynalite. It then lists the targets as
 * met or not met.
 */
import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { optionsOf } from "@tradewind/command-line";
import { say, type Target } from "./suite.ts";

const HELP = `Measures a shop on this machine and says which targets are met.

Usage: npm run bench -- [options]

  --only SUITE   shop, identity, dynamodb or web; repeatable (default: all)
  --seconds N    duration of each load (default 8)
  --orders N     number of orders of the checkouts (default 960)
  --help         show this text
`;
const values = optionsOf("bench", HELP, {
  only: { type: "string", multiple: true },
  seconds: { type: "string", default: "8" },
  orders: { type: "string", default: "960" },
});
const seconds = Number(values.seconds);
const orders = Number(values.orders);

const suites: Record<string, () => Promise<Target[]>> = {
  shop: async () => (await import("./shop.ts")).shopSuite({ seconds, orders }),
  identity: async () => (await import("./identity.ts")).identitySuite(),
  web: async () => (await import("./web.ts")).webSuite(),
  dynamodb: async () => (await import("./dynamodb.ts")).dynamodbSuite(seconds),
};

const chosen = values.only ?? Object.keys(suites);
const unknown = chosen.find((name) => !Object.hasOwn(suites, name));
if (unknown !== undefined) {
  process.stderr.write(`There is no suite ${unknown}. The suites are: ${Object.keys(suites).join(", ")}.\n`);
  process.exit(1);
}

const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
say(
  `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${memory}, Node ${process.version}, commit ${commit}`,
);

const targets: Target[] = [];
for (const name of chosen) targets.push(...((await suites[name]?.()) ?? []));

if (targets.length > 0) say("\nTargets");
for (const { name, measured, wanted, met } of targets) {
  say(`  ${met ? "met    " : "not met"}  ${name}: ${measured}, ${wanted} wanted`);
}
