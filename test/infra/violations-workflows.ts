/** Planted violations of the rules for state machines. */
import * as messaging from "./checks/messaging.ts";
import * as observability from "./checks/observability.ts";
import * as resilience from "./checks/resilience.ts";
import { remove, rewrite, set, type Violation } from "./planting.ts";

export const workflowViolations: readonly Violation[] = [
  {
    check: messaging.workflows,
    change: rewrite("OrderSagaMachine", "definition", "RefundPayment", "KeepPayment"),
    says: "The state machine OrderSagaMachine should be",
  },
  {
    check: messaging.workflows,
    change: set("OrderSagaMachine", { type: "STANDARD" }),
    says: "The state machine OrderSagaMachine should be",
  },
  {
    check: resilience.roles,
    change: rewrite("OrderSagaRole", "inlinePolicies", "ProcessPayment", "Other"),
    says: "OrderSagaMachine may not lambda:InvokeFunction on ProcessPayment.",
  },
  {
    check: observability.alarmsOnFailure,
    change: remove("OrderSagaTimedOut"),
    says: "OrderSagaMachine has no alarm on ExecutionsTimedOut.",
  },
  {
    check: observability.failuresInLogs,
    change: set("OrderSagaMachine", { "loggingConfiguration.level": "OFF" }),
    says: "OrderSagaMachine does not log its failures.",
  },
  {
    check: observability.secretsInLogs,
    change: set("OrderSagaMachine", { "loggingConfiguration.includeExecutionData": true }),
    says: "OrderSagaMachine logs the data of its executions.",
  },
];
