import {
  admitBrowser,
  describeViewer,
  normalizeRequestQuery,
  originRequest,
} from "@tradewind/lambda-kit/edge";

export const handler = originRequest(normalizeRequestQuery, describeViewer, admitBrowser);
