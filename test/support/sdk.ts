import { type InProcessHandler, inProcessHandler } from "../../packages/local-cloud/src/kernel/in-process.ts";
import type { Service } from "../../packages/local-cloud/src/kernel/wire.ts";

/** Configuration for any AWS SDK client that should talk to `service` of the local cloud in this process. */
export function sdkConfig(service: Pick<Service, "handle">): {
  region: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
  requestHandler: InProcessHandler;
} {
  return {
    region: "us-east-1",
    endpoint: "http://127.0.0.1:4566",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: inProcessHandler(service),
  };
}
