import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** Prints the message and ends the command with exit code 1. */
export function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/**
 * Parses the command's options. A wrong option ends the command with a message, and `--help` ends
 * it with the help text. `--no-x` sets x to false.
 */
export function optionsOf<const Options extends ParseArgsOptionsConfig>(
  command: string,
  help: string,
  options: Options,
) {
  if (process.argv.includes("--help")) {
    process.stdout.write(help);
    process.exit(0);
  }
  try {
    return parseArgs({ options, allowNegative: true }).values;
  } catch (error) {
    // Node adds advice on positional arguments, which these commands do not take.
    const reason = error instanceof Error ? error.message.split(/\.?\s*\n|\. /, 1)[0] : String(error);
    const helpCommand = `npm run ${command} -- --help`;
    // npm keeps an option before `--` for itself and passes on only the option's value.
    if (reason?.startsWith("Unexpected argument"))
      return fail(`${reason}. Options follow --, as in ${helpCommand}.`);
    return fail(`${reason}. See ${helpCommand}.`);
  }
}
