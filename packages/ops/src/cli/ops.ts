/** `npm run ops -- COMMAND`: operates a shop, on this machine or on a stage. */
import { Refused } from "../command.ts";
import { connect } from "../connect.ts";

const HELP = `Operates a shop: finds and repairs what failed.

Usage: npm run ops -- [--url URL] COMMAND

  dlq list                   count the dead letters of each queue, rule, pipe and schedule
  dlq show NAME              show some of its dead letters and leave them there
  dlq redrive NAME           send its dead letters to their target again
  orders stuck               list orders that are overdue, and the state of their sagas
  orders cost ID             show what an order costs on AWS: metered here, by a model on a stage
  events replay --from TIME --to TIME [--type TYPE] [--dry-run]
                             publish events of that time again
  stock audit                recount the stock against the orders

By default, the shop is the one of npm run dev on http://127.0.0.1:4000 (or --url URL).
For a stage: npx sst shell --stage NAME -- npm run ops -- COMMAND

Exit codes: 0 for nothing found, 1 for a finding, 2 for a command that could not run.
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
  const ctx = { actor, clock: systemClock, ids: ulids, correlationId: trace, causationId: trace } as const;
  return run(ctx, args, say, where === url ? url : undefined);
}

function refusal(error: unknown): number {
  process.stderr.write(`${error instanceof Refused ? error.message : String(error)}\n`);
  return 2;
}
