export {
  type FaultPlan,
  type FaultRates,
  faultPlan,
  GALE,
  type InjectedFault,
  ROUGH_WEATHER,
} from "./plan.ts";
