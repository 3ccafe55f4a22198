import type { Random } from "../../kernel/random.ts";
import type { IntegratedService } from "../asl/definition.ts";
import { StateError } from "../asl/failure.ts";
import { refusal, withSdkMetadata } from "./sdk-answer.ts";

/**
 * Calls another service of the local cloud by its API: `("sqs", "SendMessage", { QueueUrl, … })`.
 * Rejects with an AwsError if the service refuses.
 */
export type CallService = (service: string, operation: string, input: object) => Promise<object>;

interface Caller {
  executionArn: string;
  machineArn: string;
}

const JSON_1_0 = "application/x-amz-json-1.0";

/**
 * An optimised integration:
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export async function callIntegration(
  callService: CallService,
  { service, action }: { service: IntegratedService; action: string },
  parameters: Record<string, unknown>,
  caller: Caller,
  random: Random,
): Promise<unknown> {
  const operation = action.charAt(0).toUpperCase() + action.slice(1);
  const answer = await callService(service, operation, adaptParameters(service, parameters, caller)).catch(
    (error: unknown) => {
      throw refusal(service, error, random);
    },
  );
  const output = JSON.parse(JSON.stringify(answer)) as Record<string, unknown>;
  if (service === "events" && Number(output["FailedEntryCount"] ?? 0) > 0) {
    throw new StateError({ error: "EventBridge.FailedEntry", cause: JSON.stringify(output) });
  }
  return withSdkMetadata(output, JSON_1_0, random);
}

/** Step Functions serialises JSON where the service expects text. */
function adaptParameters(
  service: IntegratedService,
  parameters: Record<string, unknown>,
  caller: Caller,
): object {
  switch (service) {
    case "sqs":
      return { ...parameters, MessageBody: text(parameters["MessageBody"]) };
    case "sns":
      return { ...parameters, Message: text(parameters["Message"]) };
    case "events":
      return {
        ...parameters,
        Entries: list(parameters["Entries"]).map((entry) => eventEntry(entry, caller)),
      };
    default:
      return parameters;
  }
}

/** Each event lists the execution and the state machine that it comes from. */
function eventEntry(entry: unknown, caller: Caller): object {
  const fields = typeof entry === "object" && entry !== null ? (entry as Record<string, unknown>) : {};
  return {
    ...fields,
    Detail: text(fields["Detail"]),
    Resources: [caller.executionArn, caller.machineArn, ...list(fields["Resources"])],
  };
}

function text(value: unknown): unknown {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
