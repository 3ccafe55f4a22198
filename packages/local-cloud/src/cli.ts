import { parseArgs } from "node:util";
import { DURABILITIES, type Durability } from "./kernel/store.ts";

const HELP = `An empty AWS account on this machine, on one endpoint.

Usage: npm run cloud -- [options]

  --port N     port on 127.0.0.1 (default 4566; 0 takes a free one)
  --data DIR   keep state in DIR (default: in memory only)
  --durability process | power
               acknowledged writes survive a crash of the process (default), or also a power loss
  --help       show this
`;

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

interface Options {
  port: number;
  data: string | undefined;
  durability: Durability;
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "4566" },
        data: { type: "string" },
        durability: { type: "string", default: "process" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
      fail(`--port ${values.port} is not a port.`);
    const durability = DURABILITIES.find((one) => one === values.durability);
    if (!durability) return fail(`--durability is ${DURABILITIES.join(" or ")}, not ${values.durability}.`);
    return { port: Number(values.port), data: values.data, durability };
  } catch (error) {
    const what = error instanceof Error ? error.message.split(/\.?\s*\n|\. /, 1)[0] : String(error);
    // npm keeps an option before `--` for itself and passes on only the option's value.
    if (what?.startsWith("Unexpected argument"))
      return fail(`${what}. Options follow --, as in npm run cloud -- --help.`);
    return fail(`${what}. See npm run cloud -- --help.`);
  }
}

function reasonOf(error: unknown, port: number, data: string | undefined): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `Port ${port} is in use; choose another with --port.`;
  if (/database is locked/.test(message))
    return `The data folder ${data} is in use by another process; choose another with --data.`;
  return `The local cloud cannot start: ${message}`;
}

const { port, data, durability } = readOptions();
// Loaded after the options are checked, because it takes long to load.
const { LocalCloud } = await import("./cloud.ts");
const cloud = await LocalCloud.open({ port, data, durability }).catch((error: unknown) =>
  fail(reasonOf(error, port, data)),
);
cloud.resume();
process.stdout.write(
  `Local cloud on ${cloud.url}${data === undefined ? " (in memory)" : `, data in ${data}`}\n`,
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void cloud.stop().then(() => process.exit(0)));
}
