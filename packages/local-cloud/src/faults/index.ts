export { type FaultPlan, faultPlan, type InjectedFault } from "./plan.ts";
export { type FaultRates, GALE, ROUGH_WEATHER } from "./rates.ts";
