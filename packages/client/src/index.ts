export type { CallOptions, KeyedOptions, Paged } from "./calls.ts";
export { type ClientOptions, createClient } from "./client.ts";
export type * from "./generated/api.ts";
export { ApiError, ConnectionError, isRefusal } from "./problems.ts";
export { inMemory, type SessionTokens, type TokenStore } from "./session.ts";
