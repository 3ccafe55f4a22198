export { demoAccounts, DEMO_PASSWORD } from "./seed/demo-accounts.ts";
export { type Shop, type ShopOptions, startShop } from "./shop.ts";
