import { AwsError } from "../kernel/wire.ts";

/** ValidationException: the input of an operation is invalid. */
export function validation(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

/** The form in which AWS reports most invalid values. */
export function invalidParameter(message: string): AwsError {
  return validation(`One or more parameter values were invalid: ${message}`);
}

export function serialization(message: string): AwsError {
  return new AwsError("SerializationException", message);
}

export function tableNotFound(): AwsError {
  return new AwsError("ResourceNotFoundException", "Requested resource not found");
}

/** The error names the missing table in control-plane calls, but not in data-plane calls. */
export function namedTableNotFound(name: string): AwsError {
  return new AwsError("ResourceNotFoundException", `Requested resource not found: Table: ${name} not found`);
}

export function resourceInUse(message: string): AwsError {
  return new AwsError("ResourceInUseException", message);
}

export function conditionFailed(item: object | undefined): AwsError {
  return new AwsError("ConditionalCheckFailedException", "The conditional request failed", {
    details: item ? { Item: item } : {},
  });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-response-CancellationReasons */
export interface CancellationReason {
  Code: string;
  Message?: string;
  Item?: object;
}

export function transactionCanceled(reasons: CancellationReason[]): AwsError {
  const codes = reasons.map((reason) => reason.Code).join(", ");
  return new AwsError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    // Unlike in other errors, the API's member is `Message` here. SDKs read both.
    { details: { CancellationReasons: reasons } },
  );
}
