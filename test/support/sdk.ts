import { type InProcessHandler, inProcessHandler } from "../../packages/local-cloud/src/kernel/in-process.ts";
import type { Service } from "../../packages/local-cloud/src/kernel/wire.ts";

/**
 * `npm run conformance` sets `TARGET=aws` to run the suites that need nothing but an SDK against
 * AWS itself.
 */
export const againstAws = process.env["TARGET"] === "aws";

interface SdkConfig {
  region: string;
  maxAttempts: number;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  requestHandler?: InProcessHandler;
}

/** Connects an AWS SDK client to `service` of the local cloud in this process. */
export function sdkConfig(service: Pick<Service, "handle">): SdkConfig {
  if (againstAws) return { region: process.env["AWS_REGION"] ?? "us-east-1", maxAttempts: 5 };
  return {
    region: "us-east-1",
    endpoint: "http://127.0.0.1:4566",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: inProcessHandler(service),
  };
}
