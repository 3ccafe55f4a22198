import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

/** Ends the command with a line that says why. */
export function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** The command's options. A wrong one ends it with a line, `--help` with what it can do; `--no-x` turns x off. */
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
    // Node's advice, how to pass what looks like an option, is of no use here.
    const what = error instanceof Error ? error.message.split(/\.?\s*\n|\. /, 1)[0] : String(error);
    return fail(`${what}. See npm run ${command} -- --help.`);
  }
}
