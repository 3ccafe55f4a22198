/**
 * Building blocks of edge functions. Edge functions have no environment, so nothing here reads it.
 */
export { originRequest } from "./edge/origin-request.ts";
export { normalizeRequestQuery } from "./edge/query.ts";
export { admitBrowser } from "./edge/session.ts";
export { describeViewer } from "./edge/viewer.ts";
