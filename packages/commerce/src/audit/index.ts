/**
 * What staff do. Nobody acts without one of the groups that may and a session with a second factor; every change is written
 * down before it is made, and then what came of it. Entries are kept for good.
 */
export { type AuditedAction, list, record } from "./log.ts";
