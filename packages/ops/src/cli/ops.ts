/** `npm run ops -- COMMAND`: operates a shop, on this machine or on a stage. */
import { Refused } from "../command.ts";
import { connect } from "../connect.ts";

const helpOf = (commands: readonly string[]) => `Operates a shop: finds and repairs what failed.

Usage: npm run ops -- [--url URL] COMMAND

${commands.join("\n")}

By default, the shop is the one of npm run dev on http://127.0.0.1:4000 (or --url URL).
For a stage: npx sst shell --stage NAME -- npm run ops -- COMMAND

Exit codes: 0 for nothing found, 1 for a finding, 2 for a command that could not run.
`;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const args = process.argv.slice(2);
const at = args.indexOf("--url");
const [, url] = at < 0 ? ["--url", "http://127.0.0.1:4000"] : args.splice(at, 2);

if (url === undefined) process.exitCode = refusal(new Refused("--url needs a URL."));
else if (args.length === 0 || args.includes("--help")) process.stdout.write(await help());
else process.exitCode = await work(url).catch(refusal);

async function work(url: string): Promise<number> {
  const where = await connect(url);
  process.stderr.write(`${where}\n`);
  const { ctx, run } = await load();
  return run(ctx, args, say, where === url ? url : undefined);
}

async function help(): Promise<string> {
  const { ctx, helpLines } = await load();
  return helpOf(helpLines(ctx));
}

/** Loads the commands. The SDK's clients read the environment when they are made: connect first. */
async function load() {
  const [{ run, helpLines }, { systemClock, ulids }] = await Promise.all([
    import("../run.ts"),
    import("@tradewind/commerce/platform/context"),
  ]);
  const name = `ops:${process.env["USER"] ?? "somebody"}`;
  const trace = ulids.next("ops");
  const actor = { kind: "staff", id: name } as const;
  const ctx = { actor, clock: systemClock, ids: ulids, correlationId: trace, causationId: trace } as const;
  return { ctx, run, helpLines };
}

function refusal(error: unknown): number {
  process.stderr.write(`${error instanceof Refused ? error.message : String(error)}\n`);
  return 2;
}
