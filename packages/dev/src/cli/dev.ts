/** `npm run dev`: the whole shop on this machine. */
import type { Durability } from "@tradewind/local-cloud";
import { DEMO_PASSWORD, demoAccounts } from "../seed/demo-accounts.ts";
import { readableLogs } from "../readable-logs.ts";
import type { Shop } from "../shop.ts";
import { fail, optionsOf } from "./options.ts";

const HELP = `Tradewind on this machine.

Usage: npm run dev -- [options]

  --port N        port of the API on 127.0.0.1 (default 4000)
  --data DIR      folder of all data (default .tradewind)
  --no-throttle   lift the API's request limits
  --no-cache      switch the API's stage cache off
  --set NAME=VALUE
                  choose a setting of the blueprint, such as CarrierPace="1 5 10 15"; may be given again
  --durability process | power
                  what acknowledged writes survive: the death of the process (default), or power loss too
  --json-logs     logs as JSON lines, as CloudWatch gets them
  --help          show this
`;

interface Options {
  port: number;
  data: string;
  durability: Durability;
  throttling: boolean;
  cache: boolean;
  jsonLogs: boolean;
  settings: Record<string, string>;
}

async function readOptions(): Promise<Options> {
  const values = optionsOf("dev", HELP, {
    port: { type: "string", default: "4000" },
    data: { type: "string", default: ".tradewind" },
    set: { type: "string", multiple: true, default: [] },
    durability: { type: "string", default: "process" },
    throttle: { type: "boolean", default: true },
    cache: { type: "boolean", default: true },
    "json-logs": { type: "boolean", default: false },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) fail(`--port ${values.port} is not a port.`);
  // What takes long to load comes after what is refused at once.
  const { DURABILITIES } = await import("@tradewind/local-cloud");
  const durability = DURABILITIES.find((one) => one === values.durability);
  if (!durability) return fail(`--durability is ${DURABILITIES.join(" or ")}, not ${values.durability}.`);
  return {
    port,
    data: values.data,
    durability,
    settings: Object.fromEntries(values.set.map((one) => /^([^=]*)=?(.*)$/s.exec(one)?.slice(1) ?? [])),
    throttling: values.throttle,
    cache: values.cache,
    jsonLogs: values["json-logs"],
  };
}

/** What stops the shop from starting, in a line where a line says it. */
function reasonOf(error: unknown, { port, data }: Options): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `Port ${port} is in use; choose another with --port.`;
  if (/database is locked/.test(message)) return `The data folder ${data} is in use by another process.`;
  return `Tradewind cannot start: ${message}`;
}

function greeting({ url, cloud, seeded }: Shop, { data }: Options, startedIn: number): string {
  const accounts = demoAccounts.map(({ email }) => email).join(", ");
  return `
Tradewind is ready after ${(startedIn / 1000).toFixed(1)} s${seeded ? ", with its sample catalog" : ""}.

  API          ${url}           described by ${url}/openapi.json
  Mail         ${url}/_local/outbox
  Sign in      ${url}/_local/sign-in
  AWS APIs     ${cloud.url}           aws --endpoint-url ${cloud.url} dynamodb list-tables
  Data         ${data}
  Accounts     ${accounts}, password ${DEMO_PASSWORD}

  curl '${url}/products?category=kitchen&limit=3'

`;
}

const started = performance.now();
const options = await readOptions();
const { startShop } = await import("../shop.ts");
if (!options.jsonLogs) {
  readableLogs(process.stdout);
  readableLogs(process.stderr);
}

const shop = await startShop({
  ...options,
  watch: true,
  logs: true,
  onChange(outcome) {
    if ("problem" in outcome) process.stderr.write(`${outcome.problem}\nThe version before stays in use.\n`);
    else process.stdout.write(`Reloaded ${outcome.changed.join(", ")}\n`);
  },
}).catch((error: unknown) => fail(reasonOf(error, options)));
process.stdout.write(greeting(shop, options, performance.now() - started));

// In AWS a function that fails outside of its invocation takes down its own sandbox; here it shares the process.
process.on("uncaughtException", (error) => {
  process.stderr.write(`A failure that nobody handled; the shop goes on.\n${error.stack ?? String(error)}\n`);
});

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(130);
    stopping = true;
    process.stdout.write("\nStopping; once more to stop at once.\n");
    void shop.stop().then(() => process.exit(0));
  });
}
