/**
 * Runs a whole shop in a process of its own, so that a test can kill it.
 * Usage: node test/support/shop-process.ts --data DIR [--clock-offset MS]
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startShop } from "@tradewind/dev";
import { shiftedClock } from "./shifted-clock.ts";

/** The process prints these addresses when it is ready. */
interface Addresses {
  /** URL of the shop's HTTP API. */
  url: string;
  /** URL of the AWS APIs. */
  cloudUrl: string;
}

const QUICK_HASH = { N: 2 ** 4, r: 1, p: 1 };

export class ShopProcess {
  readonly url: string;
  readonly cloudUrl: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, { url, cloudUrl }: Addresses) {
    this.#child = child;
    this.url = url;
    this.cloudUrl = cloudUrl;
  }

  /**
   * Starts a shop on a data folder, with its clock set forward. Resolves when the shop is ready.
   */
  static async start(data: string, clockOffsetMs = 0): Promise<ShopProcess> {
    const file = fileURLToPath(import.meta.url);
    const child = spawn(process.execPath, [file, "--data", data, "--clock-offset", String(clockOffsetMs)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface(child.stdout)) {
      return new ShopProcess(child, JSON.parse(line) as Addresses);
    }
    throw new Error(`The shop did not start: its process ended with ${child.exitCode ?? child.signalCode}.`);
  }

  /** Kills the process as `kill -9` does, without any clean-up. */
  async kill(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { data: { type: "string" }, "clock-offset": { type: "string", default: "0" } },
  });
  const shop = await startShop({
    data: values.data,
    clock: shiftedClock(Number(values["clock-offset"])),
    throttling: false,
    cache: false,
    settings: { CarrierPace: "1" },
    passwordCost: QUICK_HASH,
  });
  const addresses: Addresses = { url: shop.url, cloudUrl: shop.cloud.url ?? "" };
  process.stdout.write(`${JSON.stringify(addresses)}\n`);
}
