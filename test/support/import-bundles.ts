/**
 * Imports bundles, each with only the links of its function. Prints the failures as JSON: the
 * message by function. Usage: node test/support/import-bundles.ts '[{ "name", "file", "links":
 * ["Commerce"] }]'
 */
import { pathToFileURL } from "node:url";

const bundles = JSON.parse(process.argv[2] ?? "[]") as { name: string; file: string; links: string[] }[];
const PREFIX = "SST_RESOURCE_";

const problems: Record<string, string> = {};
for (const { name, file, links } of bundles) {
  for (const key of Object.keys(process.env)) if (key.startsWith(PREFIX)) delete process.env[key];
  for (const link of ["App", ...links]) {
    process.env[PREFIX + link] = JSON.stringify({ name: link, arn: link, url: link, id: link, value: link });
  }
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    problems[name] = String(error);
  }
}
process.stdout.write(JSON.stringify(problems));
process.exit(0);
