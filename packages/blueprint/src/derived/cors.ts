import type { Cors } from "../language/edge.ts";

/** The headers that let a page of another origin read an answer. */
export const corsHeaders = ({ origins, exposeHeaders }: Cors) => ({
  "access-control-allow-origin": origins.join(","),
  "access-control-expose-headers": exposeHeaders.join(","),
});
