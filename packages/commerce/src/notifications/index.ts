/** Mail to customers: one per event, however often the event arrives. */
export * from "./return-templates.ts";
export { mailOnce, mailsOf, toCustomer } from "./send.ts";
export * from "./templates.ts";
