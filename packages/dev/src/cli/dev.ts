/** `npm run dev`: runs the whole shop on this machine. */

import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { fail, optionsOf } from "@tradewind/command-line";
import type { Durability } from "@tradewind/local-cloud";
import { prettyPrintLogs } from "../pretty-logs.ts";
import { DEMO_PASSWORD, demoAccounts } from "../seed/demo-accounts.ts";
import type { Shop } from "../shop.ts";

const HELP = `Runs the whole shop on this machine.

Usage: npm run dev -- [options]

  --port N        port of the API on 127.0.0.1 (default 4000)
  --data DIR      folder for all data (default .tradewind)
  --no-throttle   turn off the API's request limits
  --no-cache      turn off the API's stage cache
  --set NAME=VALUE
                  override a setting of the blueprint, such as CarrierPace="1 5 10 15"; repeatable
  --durability process | power
                  acknowledged writes survive a crash of the process (default), or also a power loss
  --web           show the pages of packages/storefront with hot reload
  --json-logs     print logs as JSON lines, the format of CloudWatch
  --help          show this text
`;

const NAMED_RELOADS = 3;

interface Options {
  port: number;
  data: string;
  durability: Durability;
  throttling: boolean;
  cache: boolean;
  web: boolean;
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
    web: { type: "boolean", default: false },
    "json-logs": { type: "boolean", default: false },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) fail(`--port ${values.port} is not a port.`);
  // This module loads slowly, so cheap checks run before it.
  const { DURABILITIES } = await import("@tradewind/local-cloud");
  const durability = DURABILITIES.find((one) => one === values.durability);
  if (!durability)
    return fail(`--durability must be ${DURABILITIES.join(" or ")}, not ${values.durability}.`);
  return {
    port,
    data: values.data,
    durability,
    settings: Object.fromEntries(values.set.map((one) => /^([^=]*)=?(.*)$/s.exec(one)?.slice(1) ?? [])),
    throttling: values.throttle,
    cache: values.cache,
    web: values.web,
    jsonLogs: values["json-logs"],
  };
}

/** Explains to a person why the shop did not start, in one line where that suffices. */
function startFailure(error: unknown, { port, data }: Options): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `Port ${port} is in use; choose another with --port.`;
  if (/database is locked/.test(message))
    return `The data folder ${data} is in use by another process; choose another with --data.`;
  return `Tradewind cannot start: ${message}`;
}

/** Pages with hot reload are not quite those that are deployed. */
const HOT_RELOAD =
  "\n--web relaxes the content security policy; npm run test:e2e runs under the deployed one.\n";

function greeting({ url, cloud, seeded }: Shop, { data, web }: Options, startedIn: number): string {
  const accounts = demoAccounts.map(({ email }) => email).join(", ");
  return `
Tradewind is ready after ${(startedIn / 1000).toFixed(1)} s${seeded ? ", with its sample catalog" : ""}.

  Shop         ${url}
  API          ${url}/api       described by ${url}/api-docs
  Mail         ${url}/_local/outbox
  Sign in      ${url}/_local/sign-in
  AWS APIs     ${cloud.url}
  Data         ${data}
  Accounts     ${accounts}, password ${DEMO_PASSWORD}

  curl '${url}/products?category=kitchen&limit=3'

  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=${cloud.kernel.region}
  aws --endpoint-url ${cloud.url} dynamodb list-tables
${web ? HOT_RELOAD : ""}
`;
}

/** Names up to three functions. A change of a shared module reloads many. */
function reloadNotice({ changed, repaired }: { changed: string[]; repaired: boolean }): string {
  const names = changed.length <= NAMED_RELOADS ? changed.join(", ") : `${changed.length} functions`;
  return [repaired && "The code builds again.", names && `Reloaded ${names}`].filter(Boolean).join(" ");
}

const started = performance.now();
// Node keeps the compiled modules, which halves the time that a later start spends on them.
enableCompileCache(fileURLToPath(new URL("../../../../.build/compile-cache", import.meta.url)));
const options = await readOptions();
const { startShop } = await import("../shop.ts");
if (!options.jsonLogs) {
  prettyPrintLogs(process.stdout);
  prettyPrintLogs(process.stderr);
}

let shop: Shop | undefined;
let stopping = false;
const stop = async (): Promise<never> => {
  stopping = true;
  await shop?.stop();
  process.exit(0);
};
// Nobody reads the output any more, as after `npm run dev | head`. Without this handler the error
// would be uncaught, its report would fail in the same way, and so on.
for (const output of [process.stdout, process.stderr]) {
  output.on("error", () => {
    if (!stopping) void stop();
  });
}

shop = await startShop({
  ...options,
  watch: true,
  logs: true,
  receipts: true,
  onChange(outcome) {
    if ("problem" in outcome)
      process.stderr.write(`${outcome.problem}\nThe previous version stays in use.\n`);
    else process.stdout.write(`${reloadNotice(outcome)}\n`);
  },
}).catch((error: unknown) => fail(startFailure(error, options)));
process.stdout.write(greeting(shop, options, performance.now() - started));
// The first page takes the longest, since the site is built for it. So it is made before one asks.
void shop.answer({
  method: "GET",
  target: "/",
  rawHeaders: ["Accept", "text/html", "Host", new URL(shop.url).host],
  sourceIp: "127.0.0.1",
});

// In AWS, a failure outside an invocation ends only the function's own sandbox. Here it would end
// the whole shop.
process.on("uncaughtException", (error) => {
  process.stderr.write(`Uncaught error. The shop keeps running.\n${error.stack ?? String(error)}\n`);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(130);
    process.stdout.write("\nStopping. Press Ctrl+C again to stop at once.\n");
    void stop();
  });
}
