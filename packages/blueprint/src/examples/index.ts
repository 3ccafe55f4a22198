import { identityExamples } from "./identity.ts";
import { operationExamples } from "./operations.ts";
import { orderExamples } from "./orders.ts";
import { shoppingExamples } from "./shopping.ts";

/**
 * One example of each request and of each answer, by the name of its schema. Lists and pages need
 * none: they are made from the example of their items.
 */
export const examples: Readonly<Record<string, unknown>> = {
  ...identityExamples,
  ...shoppingExamples,
  ...orderExamples,
  ...operationExamples,
};
