import { data } from "react-router";

/** The loader of addresses that lead nowhere. */
export function missing(): never {
  throw data(null, { status: 404 });
}
