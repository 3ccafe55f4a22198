import { type Api, createClient } from "@tradewind/client";
import type { PageRequest } from "./contract.ts";

/** Milliseconds for one answer of the API; a page needs one or two, one after the other. */
const TIMEOUT_MS = 3000;

/** A client without a session: pages are for everybody. */
export const clientOver = (api: PageRequest["api"]): Api =>
  createClient({
    baseUrl: "",
    // The client gives the address as a text.
    fetch: (path, init) => api(path as string, init),
    timeoutMs: TIMEOUT_MS,
    retries: 1,
  });
