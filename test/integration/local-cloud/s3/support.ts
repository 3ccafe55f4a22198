import { S3Client } from "@aws-sdk/client-s3";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { createKernel, type KernelOptions } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import { S3 } from "../../../../packages/local-cloud/src/s3/index.ts";
import { sdkConfig } from "../../../support/sdk.ts";

/** A cloud with S3 and a client of it. */
export function startS3(options: KernelOptions = {}) {
  const clock = options.clock instanceof VirtualClock ? options.clock : new VirtualClock();
  const kernel = createKernel({ random: seededRandom(3), ...options, clock });
  const s3 = new S3(kernel);
  return { kernel, clock, s3, client: new S3Client({ ...sdkConfig(s3.service), forcePathStyle: true }) };
}
