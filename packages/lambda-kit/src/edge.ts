/** What functions at CloudFront's edge are made of. Nothing here reads an environment, which they do not have. */
export { originRequest } from "./edge/origin-request.ts";
export { orderQuery } from "./edge/query.ts";
export { admitBrowser } from "./edge/session.ts";
export { describeViewer } from "./edge/viewer.ts";
