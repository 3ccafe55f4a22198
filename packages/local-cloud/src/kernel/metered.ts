import type { Kernel } from "./kernel.ts";
import type { Service } from "./wire.ts";

/**
 * Counts each call of an AWS JSON service that bills by request. `operations` has a member for each
 * known operation.
 */
export function meterCalls(kernel: Kernel, service: Service, operations: object): Service {
  return {
    name: service.name,
    async handle(request) {
      const response = await service.handle(request);
      const target = request.headers["x-amz-target"]?.split(".")[1] ?? "";
      const operation = Object.hasOwn(operations, target) ? target : "Unknown";
      const bytes = { request: request.body.length, response: Buffer.byteLength(response.body) };
      kernel.meter.record(service.name, operation, { requests: 1 }, bytes);
      return response;
    },
  };
}
