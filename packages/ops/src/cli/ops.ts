/** `npm run ops -- COMMAND`: looks after a shop, the one on this machine or a stage. */
import { Refused } from "../command.ts";
import { connect } from "../connect.ts";

const HELP = `Looks after a shop.

Usage: npm run ops -- [--url URL] COMMAND

  dlq list                   messages that failed for good, by where they were going
  dlq show NAME              some of them
  dlq redrive NAME           sends them there once more
  orders stuck               orders past their bound, and what their sagas do
  events replay --from TIME --to TIME [--type TYPE] [--dry-run]
                             publishes events again
  stock audit                recounts stock against the orders

The shop is the one of npm run dev (http://127.0.0.1:4000, or --url), or a stage:
  npx sst shell --stage NAME -- npm run ops -- COMMAND
The exit code is 1 when there is something to look at, 2 when the command could not be run.
`;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const args = process.argv.slice(2);
const at = args.indexOf("--url");
const [, url = "http://127.0.0.1:4000"] = at < 0 ? [] : args.splice(at, 2);

if (args.length === 0 || args.includes("--help")) process.stdout.write(HELP);
else process.exitCode = await work().catch(refusal);

async function work(): Promise<number> {
  const where = await connect(url);
  process.stderr.write(`${where}\n`);
  // The SDK's clients read the environment when they are made.
  const [{ run }, { systemClock, ulids }] = await Promise.all([
    import("../run.ts"),
    import("@tradewind/commerce/platform/context"),
  ]);
  const name = `ops:${process.env["USER"] ?? "somebody"}`;
  const trace = ulids.next("ops");
  const actor = { kind: "staff", id: name } as const;
  return run({ actor, clock: systemClock, ids: ulids, correlationId: trace, causationId: trace }, args, say);
}

function refusal(error: unknown): number {
  process.stderr.write(`${error instanceof Refused ? error.message : String(error)}\n`);
  return 2;
}
