/** The accounts of the sample shop; one password for all. */
export const DEMO_PASSWORD = "Tradewind-demo-1";

export const demoAccounts = [
  { email: "customer@example.com", name: "Casey Customer", group: "customer" },
  { email: "admin@example.com", name: "Ada Admin", group: "admin" },
] as const;
