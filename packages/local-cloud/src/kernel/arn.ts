import { AwsError } from "./wire.ts";

export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  /** Everything after the fifth colon, such as `table/Orders/stream/…` or `function:name`. */
  resource: string;
}

export function parseArn(arn: string): Arn {
  const [prefix, partition, service, region, account, ...resource] = arn.split(":");
  if (prefix !== "arn" || !partition || !service || resource.length === 0) {
    throw new AwsError("ValidationException", `Invalid ARN: ${arn}`);
  }
  return { partition, service, region: region ?? "", account: account ?? "", resource: resource.join(":") };
}
