/** A shop with the sample catalog for the browser tests. Nothing outlives the process. */
import { startShop } from "@tradewind/dev";

await startShop({ port: Number(process.argv[2]), throttling: false, passwordCost: { N: 16, r: 1, p: 1 } });
