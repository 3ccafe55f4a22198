/** The cost of an order on AWS, by a model of the steps that it took. It changes nothing. */
export { cost } from "./cost.ts";
