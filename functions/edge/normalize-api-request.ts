import { admitBrowser, describeViewer, orderQuery, originRequest } from "@tradewind/lambda-kit/edge";

export const handler = originRequest(orderQuery, describeViewer, admitBrowser);
