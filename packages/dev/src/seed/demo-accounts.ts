/** All accounts of the sample shop have this password. */
export const DEMO_PASSWORD = "Tradewind-demo-1";

export const demoAccounts = [
  { email: "customer@example.com", name: "Casey Customer", group: "customer" },
  { email: "support@example.com", name: "Sam Support", group: "support" },
  { email: "merchandiser@example.com", name: "Mia Merchandiser", group: "merchandiser" },
  { email: "admin@example.com", name: "Ada Admin", group: "admin" },
] as const;
