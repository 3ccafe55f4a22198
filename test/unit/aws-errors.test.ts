import { describe, expect, it } from "vitest";
import { isPassing } from "@tradewind/commerce/platform/aws-errors";
import { StepError } from "@tradewind/commerce/platform/errors";

const named = (name: string, more: object = {}) => Object.assign(new Error("It failed."), { name, ...more });
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

describe("an error that passes", () => {
  it.each([
    named("InternalServerError", { $fault: "server" }),
    named("SomethingNew", status(500)),
    named("SomethingNew", status(599)),
    named("SomethingNew", status(429)),
    named("SomethingNew", { $fault: "client", $retryable: {} }),
    named("ThrottlingException"),
    named("ProvisionedThroughputExceededException"),
    named("RequestLimitExceeded"),
    named("TooManyRequestsException"),
    named("TransactionConflictException", status(400)),
    named("TransactionInProgressException", status(400)),
    named("TimeoutError"),
    named("AbortError"),
    named("Error", { code: "ECONNRESET" }),
    named("Error", { code: "ETIMEDOUT" }),
    named("Error", { code: "EPIPE" }),
    named("Error", { code: "ENOTFOUND" }),
    new TypeError("fetch failed", { cause: named("Error", { code: "ECONNREFUSED" }) }),
  ])("is $name $code $$metadata.httpStatusCode", (error) => {
    expect(isPassing(error)).toBe(true);
  });
});

describe("an error that stays", () => {
  it.each([
    named("ConditionalCheckFailedException", { $fault: "client", ...status(400) }),
    named("ValidationException", { $fault: "client", ...status(400) }),
    named("AccessDeniedException", { $fault: "client", ...status(400) }),
    new StepError("PaymentDeclined", "No."),
    new TypeError("undefined is not a function"),
    new Error("The data of the event is wrong."),
  ])("is $name", (error) => {
    expect(isPassing(error)).toBe(false);
  });

  it("may be any other value that is thrown", () => {
    expect(isPassing("ThrottlingException")).toBe(false);
    expect(isPassing(undefined)).toBe(false);
  });
});
