import { blueprint } from "@tradewind/blueprint";
import { LIVE_ALIAS, type Route } from "@tradewind/blueprint/language/define";
import { byName } from "../by-name.ts";
import { gradualReleases, physicalName } from "../stage.ts";
import { functions } from "./functions.ts";

const aliases = gradualReleases
  ? byName(
      blueprint.api.routes,
      (route: Route) =>
        new aws.lambda.Alias(
          `${route.name}Live`,
          {
            name: LIVE_ALIAS,
            functionName: physicalName(route.name),
            functionVersion: functions.of(route).nodes.function.version,
          },
          // A deploy publishes a version; `npm run release` then moves requests to it step by step.
          { ignoreChanges: ["functionVersion", "routingConfig", "description"] },
        ),
    )
  : undefined;

/**
 * The ARN that API Gateway calls for a route: the live version, or the newest code on a stage
 * without gradual releases.
 */
export const liveArn = (route: Route) => aliases?.of(route).arn ?? functions.of(route).arn;
