/**
 * The audit log of staff. Every change is recorded before it is made, and then with its outcome.
 * Entries are kept forever.
 */
export { type AuditedAction, list, record } from "./log.ts";
