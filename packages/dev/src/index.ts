export { demoAccounts, DEMO_PASSWORD } from "./demo-accounts.ts";
export { type Shop, type ShopOptions, startShop } from "./shop.ts";
