/** Mail to customers: one mail for each event, even when the event arrives more than once. */
export * from "./return-templates.ts";
export { mailOnce, mailsOf, toCustomer } from "./send.ts";
export * from "./templates.ts";
