import type { CloudFrontRequest, CloudFrontRequestEvent, CloudFrontResultResponse } from "aws-lambda";

/** Changes the request to the origin, or answers it. */
type Step = (request: CloudFrontRequest) => CloudFrontResultResponse | undefined | void;

/** Makes a function for CloudFront's origin request. */
export function originRequest(...steps: readonly Step[]) {
  return async (event: CloudFrontRequestEvent): Promise<CloudFrontRequest | CloudFrontResultResponse> => {
    const [record] = event.Records;
    if (!record) throw new Error("CloudFront sends one record with each event.");
    const { request } = record.cf;
    for (const step of steps) {
      const answer = step(request);
      if (answer) return answer;
    }
    return request;
  };
}
