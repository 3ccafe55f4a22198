export { DEMO_PASSWORD, demoAccounts } from "./seed/demo-accounts.ts";
export { type Shop, type ShopOptions, startShop } from "./shop.ts";
