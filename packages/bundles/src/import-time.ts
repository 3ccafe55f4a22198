import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { blueprint } from "@tradewind/blueprint";
import { functionsOf, usesOf } from "@tradewind/blueprint/derived/functions";
import { median } from "./bundle-budgets.ts";

/** Milliseconds of processor time. */
export interface ImportTime {
  /** The import of the module only. */
  import: number;
  /** From the start of the process to the end of the import. */
  start: number;
}

/**
 * Measures what an import of each module costs a new process: the median of `rounds` processes. The
 * modules take turns, so that other load on the machine affects all of them alike. Processor time
 * (user and system) measures the module's own work; wall time would also measure the other load.
 */
export async function importTimes(
  modules: readonly { file: string; environment: Record<string, string> }[],
  rounds: number,
): Promise<ImportTime[]> {
  const measured = modules.map((): ImportTime[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { file, environment }] of modules.entries())
      measured[index]?.push(await importOnce(file, environment));
  }
  return measured.map((times) => ({
    import: median(times.map((time) => time.import)),
    start: median(times.map((time) => time.start)),
  }));
}

async function importOnce(file: string, environment: Record<string, string>): Promise<ImportTime> {
  const script = `const before = process.cpuUsage();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    const { user, system } = process.cpuUsage();
    console.log(JSON.stringify({ import: user + system - before.user - before.system, start: user + system }));
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    env: { PATH: process.env["PATH"], ...environment },
  });
  const micros = JSON.parse(stdout) as ImportTime;
  return { import: micros.import / 1000, start: micros.start / 1000 };
}

/** The environment that a function needs to load. Its links have every property of every kind. */
export function environmentOf(name: string): Record<string, string> {
  const fn = functionsOf(blueprint).find((one) => one.name === name);
  if (!fn) return {};
  const link = JSON.stringify({
    name: "name",
    arn: "arn",
    id: "id",
    value: "value",
    url: "https://queue.example",
    clientId: "client",
    issuer: "https://issuer.example",
    jwksUri: "https://issuer.example/jwks",
    sender: "shop@example.com",
  });
  return {
    AWS_REGION: "us-east-1",
    SST_RESOURCE_App: JSON.stringify({ name: "tradewind", stage: "bundles" }),
    ...Object.fromEntries(
      usesOf(blueprint, fn).map(({ resource }) => [`SST_RESOURCE_${resource.name}`, link]),
    ),
  };
}
