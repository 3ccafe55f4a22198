import { blueprint } from "@tradewind/blueprint";
import { stageOf } from "@tradewind/blueprint/derived/stages";

export const stage = stageOf(blueprint, $app.stage);

/** Under `sst dev` functions run on the developer's machine, in one version. */
export const gradualReleases = stage.gradualReleases && !$dev;

const RETENTION = { 7: "1 week", 30: "1 month", 365: "1 year" } as const;

/** As SST's components have it. */
export const logRetention = RETENTION[stage.logDays];

/** The name that a resource has in AWS: names of two stages in one account must differ. */
export const physicalName = (name: string) => `${$app.name}-${$app.stage}-${name}`;

const { accountId } = aws.getCallerIdentityOutput();

/** The ARN of a resource of this account and region, such as `table/orders` of `dynamodb`. */
export const arnOf = (service: string, resource: $util.Input<string>) =>
  $interpolate`arn:aws:${service}:${stage.region}:${accountId}:${resource}`;

export { accountId };
