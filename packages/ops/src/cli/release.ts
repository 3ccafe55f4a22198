/**
 * `npm run release -- --stage NAME --percent N`: routes N percent of a stage's requests to the
 * versions that the deploy of this commit published. It needs the AWS CLI with credentials.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fail, optionsOf } from "@tradewind/command-line";
import { type AwsLambda, release } from "../release.ts";
import { settingsOf } from "./stage-option.ts";

const HELP = `Routes requests of a stage to the versions that the deploy of this commit published.

Usage: npm run release -- --stage NAME --percent N

  --stage NAME    a stage with gradual releases
  --percent N     percentage of the requests: 100 completes the release, 0 reverts it
  --help          show this
`;
const values = optionsOf("release", HELP, { stage: { type: "string" }, percent: { type: "string" } });
const stage = values.stage ?? fail("--stage is missing. See npm run release -- --help.");
const percent = Number(values.percent);
const { region, gradualReleases } = settingsOf(stage);

if (!gradualReleases) fail(`The stage "${stage}" has no gradual releases: a deploy takes all its requests.`);
if (!Number.isInteger(percent) || percent < 0 || percent > 100)
  fail("--percent must be a whole number from 0 to 100.");

let waiting: Promise<unknown> = Promise.resolve();

/** Makes one call at a time, since Lambda's control plane allows 15 calls a second. */
const aws: AwsLambda = (operation, ...options) => {
  const call = waiting.then(async () => {
    const args = ["lambda", operation, ...options, "--region", region, "--output", "json"];
    const { stdout } = await promisify(execFile)("aws", args);
    return JSON.parse(stdout) as unknown;
  });
  waiting = call.catch(() => {});
  return call;
};

const commit = (await promisify(execFile)("git", ["rev-parse", "HEAD"])).stdout.trim();
for (const { function: name, before, newest } of await release(aws, { stage, commit, percent }))
  process.stdout.write(
    `${name.padEnd(26)} version ${before}${newest === before ? "" : `, ${percent} % to version ${newest}`}\n`,
  );
