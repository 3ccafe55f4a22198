/**
 * The parts of functions at CloudFront's edge. They have no environment, so nothing here reads one.
 */
export { originRequest } from "./edge/origin-request.ts";
export { orderQuery } from "./edge/query.ts";
export { admitBrowser } from "./edge/session.ts";
export { describeViewer } from "./edge/viewer.ts";
