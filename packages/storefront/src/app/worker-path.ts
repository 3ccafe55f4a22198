/** The path of the service worker, which keeps pages for times without a connection. */
export const WORKER = "/sw.js";
