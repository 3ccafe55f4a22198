import type { Context } from "@tradewind/commerce/platform/context";
import { type Command, Refused } from "./command.ts";
import { deadLetterCommands } from "./dead-letters.ts";
import { eventCommands } from "./events.ts";
import { orderCommands } from "./orders.ts";
import { stockCommands } from "./stock.ts";

const commands = (ctx: Context, laptop?: string): Command[] => [
  ...deadLetterCommands,
  ...orderCommands(() => ctx.clock.now(), laptop),
  ...eventCommands(ctx),
  ...stockCommands(ctx),
];

const USAGE_COLUMNS = 27;

/** The usage of each command and what it does. A long usage has a line of its own. */
export const helpLines = (ctx: Context): string[] =>
  commands(ctx).map(({ usage, about }) =>
    usage.length < USAGE_COLUMNS
      ? `  ${usage.padEnd(USAGE_COLUMNS)}${about}`
      : `  ${usage}\n${" ".repeat(USAGE_COLUMNS + 2)}${about}`,
  );

/**
 * Runs the command that the first two words name.
 * @param laptop the URL of the shop, if it runs on this machine
 * @returns the exit code: 1 when a person should look at the result
 */
export async function run(
  ctx: Context,
  [subject, verb, ...args]: readonly string[],
  say: (line: string) => void,
  laptop?: string,
): Promise<number> {
  const known = commands(ctx, laptop);
  const command = known.find(({ usage }) => {
    const words = usage.split(" ");
    return words[0] === subject && words[1] === verb;
  });
  if (!command) throw new Refused(["Commands:", ...known.map(({ usage }) => `  ${usage}`)].join("\n"));
  return command.run(args, say);
}
