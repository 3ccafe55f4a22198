import type { Random } from "../../kernel/random.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Lambda } from "../../lambda/index.ts";
import { StateError } from "../asl/failure.ts";
import { refusal, withSdkMetadata } from "./sdk-answer.ts";

/**
 * "Unhandled errors in Lambda are reported as Lambda.Unknown in the error output. These include
 * out-of-memory errors":
 * https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
const EXITED = "Runtime.ExitError";

/** Runs a Task state whose resource is a function. Its response is the result. */
export async function invokeFunction(
  lambda: Lambda,
  functionName: string,
  payload: unknown,
  random: Random,
): Promise<unknown> {
  const result = await lambda.invoke(functionName, payload).catch((error: unknown) => {
    throw refusal("lambda", error, random);
  });
  if (result.ok) return result.payload;
  const { errorType, errorMessage, trace } = result.error;
  // Errors of the sandbox itself, such as a timeout, have no stack trace.
  const ofSandbox = errorType.startsWith("Sandbox.") || errorType === EXITED;
  const details = ofSandbox ? { errorType, errorMessage } : { errorType, errorMessage, trace };
  const error = errorType === EXITED ? "Lambda.Unknown" : errorType || "Lambda.Unknown";
  throw new StateError({ error, cause: JSON.stringify(details) });
}

/** `arn:aws:states:::lambda:invoke`: the response is wrapped as in the Lambda API. */
export async function callLambda(
  lambda: Lambda,
  parameters: Record<string, unknown>,
  random: Random,
): Promise<unknown> {
  const { FunctionName: name, InvocationType: type = "RequestResponse" } = parameters;
  if (typeof name !== "string" || type !== "RequestResponse") {
    throw new StateError({
      error: "Lambda.InvalidParameterValueException",
      cause: "lambda:invoke takes a FunctionName, and RequestResponse as its only InvocationType",
    });
  }
  const answer = await invokeFunction(lambda, name, payloadOf(parameters, random), random);
  const wrapped = withSdkMetadata(
    { ExecutedVersion: "$LATEST", Payload: answer },
    "application/json",
    random,
  );
  return { ...wrapped, StatusCode: 200 };
}

/** A text is the body of the Invoke request as it stands. Any other value is written as JSON. */
function payloadOf({ Payload: payload }: Record<string, unknown>, random: Random): unknown {
  if (typeof payload !== "string") return payload ?? {};
  if (payload === "") return {};
  try {
    return JSON.parse(payload);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Could not parse request body into json: Could not parse payload into json: ${reason}`;
    throw refusal("lambda", new AwsError("InvalidRequestContentException", message), random);
  }
}
