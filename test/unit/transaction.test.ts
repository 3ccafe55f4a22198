import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from "vitest";
import { stockArrived } from "@tradewind/blueprint/areas/events";
import { systemClock, ulids } from "@tradewind/commerce/platform/context";
import { type TransactionWrite, transact } from "@tradewind/commerce/platform/dynamodb/transaction";
import { publishWrite } from "@tradewind/commerce/platform/messaging";

const ctx = {
  actor: { kind: "system" as const, id: "test" },
  clock: systemClock,
  ids: ulids,
  correlationId: "test",
  causationId: "test",
};
let writes: TransactionWrite[];

let send: Mock<() => Promise<object>>;
let pauses: Mock;
beforeEach(() => {
  vi.stubEnv("AWS_REGION", "us-east-1");
  writes = ["A-1", "A-2"].map((sku) => publishWrite(ctx, stockArrived, { sku }));
  send = vi.fn<() => Promise<object>>();
  vi.spyOn(DynamoDBDocumentClient.prototype as unknown as { send: typeof send }, "send").mockImplementation(
    send,
  );
  pauses = vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** DynamoDB cancels a transaction of two items, the second for this reason. */
const cancelled = (Code: string) => async () => {
  throw new TransactionCanceledException({
    message: "Transaction cancelled",
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: [{ Code: "None" }, { Code }],
  });
};

describe("a transaction", () => {
  it("is tried again after a pause when another one is under way", async () => {
    send.mockImplementationOnce(cancelled("TransactionConflict")).mockResolvedValueOnce({});
    expect(await transact(writes)).toEqual({ committed: true });
    expect(pauses).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["TransactionConflict", "TransactionConflictException"],
    ["ThrottlingError", "ThrottlingException"],
    ["ProvisionedThroughputExceeded", "ThrottlingException"],
  ])("that ends with %s every time fails as %s", async (code, name) => {
    send.mockImplementation(cancelled(code));
    await expect(transact(writes)).rejects.toMatchObject({ name });
    expect([send.mock.calls.length, pauses.mock.calls.length]).toEqual([5, 4]);
  });

  it("that can never be committed is not tried again", async () => {
    send.mockImplementation(cancelled("ValidationError"));
    await expect(transact(writes)).rejects.toThrow("The transaction was cancelled: None, ValidationError");
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("tells which conditions did not hold", async () => {
    send.mockImplementation(cancelled("ConditionalCheckFailed"));
    expect(await transact(writes)).toEqual({ committed: false, refused: [1] });
  });
});
