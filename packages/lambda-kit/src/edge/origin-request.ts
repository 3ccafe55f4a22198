import type { CloudFrontRequest, CloudFrontRequestEvent } from "aws-lambda";

/** A function at CloudFront's origin request: each step changes the request that goes on to the origin. */
export function originRequest(...steps: readonly ((request: CloudFrontRequest) => void)[]) {
  return async (event: CloudFrontRequestEvent): Promise<CloudFrontRequest> => {
    const [record] = event.Records;
    if (!record) throw new Error("CloudFront sends one record with each event.");
    const { request } = record.cf;
    for (const step of steps) step(request);
    return request;
  };
}
