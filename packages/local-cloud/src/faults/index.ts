export {
  type FaultPlan,
  faultPlan,
  type FaultRates,
  GALE,
  type InjectedFault,
  ROUGH_WEATHER,
} from "./plan.ts";
