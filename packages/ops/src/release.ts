import { blueprint } from "@tradewind/blueprint";
import { LIVE_ALIAS } from "@tradewind/blueprint/language/define";

/** Calls AWS as `aws lambda <operation> <options>` does. */
export type AwsLambda = (operation: string, ...options: string[]) => Promise<unknown>;

export interface Release {
  stage: string;
  /** The commit that was deployed. */
  commit: string;
  /** Percentage of requests for the new versions. 100 completes the release, 0 reverts it. */
  percent: number;
}

/** The versions of a function that share its requests. */
export interface Released {
  function: string;
  /** The version that was live before the release. */
  before: string;
  newest: string;
}

interface Alias {
  FunctionVersion: string;
  Description?: string;
}

/**
 * Routes the given percentage of requests to the newest version of every route's function, and the
 * rest to the version that was live before. The alias's description records the commit and that
 * version, so the same commit can still revert a completed release.
 */
export function release(aws: AwsLambda, { stage, commit, percent }: Release): Promise<Released[]> {
  return Promise.all(
    blueprint.api.routes.map(async ({ name }) => {
      const functionName = ["--function-name", `tradewind-${stage}-${name}`];
      const alias = [...functionName, "--name", LIVE_ALIAS];
      const [now, versions] = await Promise.all([
        aws("get-alias", ...alias),
        aws("list-versions-by-function", ...functionName),
      ]);
      const { FunctionVersion, Description = "" } = now as Alias;
      const newest = newestOf(versions);
      const [, remembered] = new RegExp(`^${commit} after (\\d+)$`).exec(Description) ?? [];
      const before = remembered ?? FunctionVersion;
      const weights = percent > 0 && percent < 100 && newest !== before ? { [newest]: percent / 100 } : {};
      const routing = ["--routing-config", JSON.stringify({ AdditionalVersionWeights: weights })];
      const version = ["--function-version", percent === 100 ? newest : before];
      const memory = ["--description", `${commit} after ${before}`];
      await aws("update-alias", ...alias, ...version, ...routing, ...memory);
      return { function: name, before, newest };
    }),
  );
}

function newestOf(answer: unknown): string {
  const { Versions } = answer as { Versions: { Version: string }[] };
  const numbers = Versions.map(({ Version }) => Number(Version)).filter((version) => version > 0);
  return String(Math.max(...numbers));
}
