import type { CloudFrontRequest, CloudFrontRequestEvent, CloudFrontResultResponse } from "aws-lambda";

/** Changes the request before it goes to the origin, or answers it. */
type Step = (request: CloudFrontRequest) => CloudFrontResultResponse | undefined | void;

/**
 * The Lambda behind CloudFront's origin request. The first step with an answer ends the request.
 */
export function originRequest(...steps: readonly Step[]) {
  return async (event: CloudFrontRequestEvent): Promise<CloudFrontRequest | CloudFrontResultResponse> => {
    const [record] = event.Records;
    if (!record) throw new Error("CloudFront sent an event without a record.");
    const { request } = record.cf;
    for (const step of steps) {
      const answer = step(request);
      if (answer) return answer;
    }
    return request;
  };
}
