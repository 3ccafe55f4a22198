import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { fetchChecked } from "../../support/answers.ts";
import { folder } from "./support.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const DEV = "packages/dev/src/cli/dev.ts";
const CLOUD = "packages/local-cloud/src/cli.ts";

const started: ChildProcess[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** Runs a command like its npm script. */
function run(script: string, ...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "1" },
  });
  started.push(child);
  let output = "";
  const waiters = new Set<() => void>();
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
    for (const check of waiters) check();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const exited = new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    child,
    exited,
    output: () => output,
    /** Waits for the first match in the output. */
    async says(pattern: RegExp): Promise<RegExpExecArray> {
      const found = new Promise<RegExpExecArray>((resolve, reject) => {
        const check = () => {
          const match = pattern.exec(output);
          if (match) resolve(match);
        };
        waiters.add(check);
        check();
        void exited.then(() => reject(new Error(`It ended without saying ${pattern}:\n${output}`)));
      });
      return found;
    },
  };
}

const READY = /API {10}(http:\S+)/;

describe("npm run dev", () => {
  test.each([
    [["--prot", "1"], "Unknown option '--prot'. See npm run dev -- --help.\n"],
    [["--port", "http"], "--port http is not a port.\n"],
    [["--port", "65536"], "--port 65536 is not a port.\n"],
    [["demo"], "Unexpected argument 'demo'. Options follow --, as in npm run dev -- --help.\n"],
    [["--port"], "Option '--port <value>' argument missing. See npm run dev -- --help.\n"],
  ])("refuses %j with one line", async (args, line) => {
    const { exited, output } = run(DEV, ...args);
    expect(await exited).toBe(1);
    expect(output()).toBe(line);
  });

  test("prints its help", async () => {
    const { exited, output } = run(DEV, "--help");
    expect(await exited).toBe(0);
    for (const option of ["--port", "--data", "--no-throttle", "--no-cache", "--web", "--json-logs"]) {
      expect(output()).toContain(option);
    }
  });

  test("reports a port in use in one line", async () => {
    using data = folder();
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const { exited, output } = run(DEV, "--port", String(port), "--data", data.path);
    expect(await exited).toBe(1);
    expect(output()).toBe(`Port ${port} is in use; choose another with --port.\n`);
    server.close();
  });

  test("survives kill -9, locks its data folder, prints readable logs, and stops on a signal", async () => {
    using data = folder();
    const path = join(data.path, "shop");
    const first = run(DEV, "--port", "0", "--data", path);
    const [greeting] = await first.says(/Tradewind is ready[\s\S]*curl '[^']+'/);
    expect(greeting).toContain(
      "customer@example.com, support@example.com, merchandiser@example.com, admin@example.com, password Tradewind-demo-1",
    );
    const url = READY.exec(greeting)?.[1] ?? "";
    const listed = await (await fetchChecked(url, "/products?limit=3")).text();
    await first.says(
      /^\d\d:\d\d:\d\d\.\d{3} INFO {2}ListProducts +GET \/products status=200 durationMs=\d+ correlationId=\S+$/m,
    );

    const second = run(DEV, "--port", "0", "--data", path);
    expect(await second.exited).toBe(1);
    expect(second.output()).toBe(
      `The data folder ${path} is in use by another process; choose another with --data.\n`,
    );

    first.child.kill("SIGKILL");
    // Waits for "exit", not "close": an orphaned bundler may keep the output open.
    await once(first.child, "exit");
    const third = run(DEV, "--port", "0", "--data", path, "--json-logs");
    const again = (await third.says(READY))[1] ?? "";
    expect(await (await fetchChecked(again, "/products?limit=3")).text()).toBe(listed);
    await third.says(/^\{"level":"INFO","message":"GET \/products"/m);
    third.child.kill("SIGINT");
    expect(await third.exited).toBe(0);
  });

  test("loads Vite's server only with --web, whose looser policy it names", async () => {
    const noteVite = `import { registerHooks } from "node:module";
      registerHooks({
        resolve(specifier, context, next) {
          if (specifier === "vite") console.log("Vite is loaded.");
          return next(specifier, context);
        },
      });`;
    const hooks = `data:text/javascript,${encodeURIComponent(noteVite)}`;
    const policy = "--web relaxes the content security policy; npm run test:e2e runs under the deployed one.";
    for (const options of [[], ["--web"]]) {
      using data = folder();
      const shop = run("--import", hooks, DEV, "--port", "0", "--data", join(data.path, "shop"), ...options);
      const url = (await shop.says(READY))[1] ?? "";
      const page = await fetch(url, { headers: { accept: "text/html" } });
      expect(page.status).toBe(200);
      expect(shop.output().includes("Vite is loaded.")).toBe(options.includes("--web"));
      expect(shop.output().includes(policy)).toBe(options.includes("--web"));
      shop.child.kill("SIGINT");
      expect(await shop.exited).toBe(0);
    }
  });

  test("stops when nobody reads its output any more", async () => {
    using data = folder();
    const shop = run(DEV, "--port", "0", "--data", join(data.path, "shop"));
    const url = (await shop.says(READY))[1] ?? "";
    const exit = once(shop.child, "exit");
    shop.child.stdout.destroy();
    shop.child.stderr.destroy();
    await fetchChecked(url, "/products?limit=3");
    expect(await exit).toEqual([0, null]);
  });
});

describe("npm run cloud", () => {
  test("serves an empty cloud until a signal stops it", async () => {
    using data = folder();
    const cloud = run(CLOUD, "--port", "0", "--data", data.path);
    const url = (await cloud.says(/^Local cloud on (\S+), data in /m))[1] ?? "";
    const headers = { "x-amz-target": "DynamoDB_20120810.ListTables" };
    expect(await (await fetch(url, { method: "POST", headers, body: "{}" })).json()).toEqual({
      TableNames: [],
    });
    const second = run(CLOUD, "--port", "0", "--data", data.path);
    expect(await second.exited).toBe(1);
    expect(second.output()).toBe(
      `The data folder ${data.path} is in use by another process; choose another with --data.\n`,
    );
    cloud.child.kill("SIGTERM");
    expect(await cloud.exited).toBe(0);
  });

  test.each([
    [["--port", "x"], "--port x is not a port.\n"],
    [["4567"], "Unexpected argument '4567'. Options follow --, as in npm run cloud -- --help.\n"],
    [["--date"], "Unknown option '--date'. See npm run cloud -- --help.\n"],
  ])("refuses %j with one line", async (args, line) => {
    const { exited, output } = run(CLOUD, ...args);
    expect(await exited).toBe(1);
    expect(output()).toBe(line);
  });
});

describe("other commands", () => {
  const NO_SHOP = "http://127.0.0.1:1";

  test.each([
    [
      "packages/dev/src/cli/demo.ts",
      ["--url", NO_SHOP],
      `No shop runs on ${NO_SHOP}. Start one with npm run dev.\n`,
    ],
    ["packages/dev/src/cli/demo.ts", ["--url", "foo"], "--url foo is not a URL.\n"],
    ["packages/ops/src/cli/docs.ts", ["--foo"], "Unknown option '--foo'. See npm run docs -- --help.\n"],
    ["packages/ops/src/cli/capacity.ts", ["--orders", "many"], "--orders must be a number above 0.\n"],
    [
      "packages/ops/src/cli/release.ts",
      ["--percent", "100"],
      "--stage is missing. See npm run release -- --help.\n",
    ],
  ])("%s refuses %j with one line", async (script, args, line) => {
    const { exited, output } = run(script, ...args);
    expect(await exited).toBe(1);
    expect(output()).toBe(line);
  });

  test("the cost of a stage with another name is said to be that of dev", async () => {
    const cost = run("packages/ops/src/cli/cost.ts", "--stage", "prodction");
    await cost.says(/^prodction is not a stage of the blueprint: these are the settings of dev\.\n/);
  });

  test("the operations refuse --url without a URL", async () => {
    const { exited, output } = run("packages/ops/src/cli/ops.ts", "--url");
    expect(await exited).toBe(2);
    expect(output()).toBe("--url needs a URL.\n");
  });

  test.each(["test/bench/run.ts", "test/conformance.ts"])("%s prints its help", async (script) => {
    const { exited, output } = run(script, "--help");
    expect(await exited).toBe(0);
    expect(output()).toContain("Usage: npm run ");
  });

  test("the help of the operations lists each command with its own words, without a shop", async () => {
    const { exited, output } = run("packages/ops/src/cli/ops.ts", "--help");
    expect(await exited).toBe(0);
    expect(output()).toContain(
      "  orders stuck               lists orders that need a person, or that are overdue",
    );
    expect(output()).toContain(
      "[--mail-again]\n                             publishes events of that time again",
    );
  });

  test("the smoke test names the shop that does not answer", async () => {
    vi.stubEnv("TARGET", NO_SHOP);
    const { exited, output } = run("packages/ops/src/cli/smoke.ts");
    expect(await exited).toBe(1);
    expect(output()).toContain(`  failed  No shop answers on ${NO_SHOP}.\n`);
  });
});
