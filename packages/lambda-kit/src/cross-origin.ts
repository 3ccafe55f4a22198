import { cors } from "@tradewind/blueprint/gateway";

/** Behind a proxy integration API Gateway answers preflights alone: the answers themselves carry what browsers ask for. */
export const crossOrigin = {
  "access-control-allow-origin": cors.origins.join(","),
  "access-control-expose-headers": cors.exposeHeaders.join(","),
};
