import { blueprint } from "@tradewind/blueprint";
import { stageOf } from "@tradewind/blueprint/derived/stages";

export const stage = stageOf(blueprint, $app.stage);

/** Off under `sst dev`, where functions run on the developer's machine in one version. */
export const gradualReleases = stage.gradualReleases && !$dev;

const RETENTION = { 7: "1 week", 30: "1 month", 365: "1 year" } as const;

/** The log retention in the words of SST's components. */
export const logRetention = RETENTION[stage.logDays];

/** A resource's name in AWS. It contains the stage, because two stages may share an account. */
export const physicalName = (name: string) => `${$app.name}-${$app.stage}-${name}`;

const { accountId } = aws.getCallerIdentityOutput();

/** The ARN of a resource in this account and region, such as `table/orders` of `dynamodb`. */
export const arnOf = (service: string, resource: $util.Input<string>) =>
  $interpolate`arn:aws:${service}:${stage.region}:${accountId}:${resource}`;

export { accountId };
