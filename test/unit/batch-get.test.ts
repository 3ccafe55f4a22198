import type { BatchGetCommandInput } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { isThrottling } from "@tradewind/commerce/platform/aws-errors";
import { readWhole } from "@tradewind/commerce/platform/dynamodb/batch-get";

const key = (n: number) => ({ pk: `item ${n}`, sk: "" });
const item = (n: number) => ({ ...key(n), n });
const request = (...numbers: number[]): BatchGetCommandInput => ({
  RequestItems: { Things: { Keys: numbers.map(key), ConsistentRead: true } },
});

describe("a batch read", () => {
  const asked: BatchGetCommandInput[] = [];
  beforeEach(() => {
    asked.length = 0;
    // No pause between the tries.
    vi.spyOn(Math, "random").mockReturnValue(0);
    return () => vi.restoreAllMocks();
  });

  /** Answers the last `most` keys of a request, from last to first. */
  const answering = (most: number) => async (input: BatchGetCommandInput) => {
    asked.push(input);
    const { Keys = [], ...rest } = input.RequestItems?.["Things"] ?? {};
    const answered = most === 0 ? [] : Keys.slice(-most);
    const left = Keys.slice(0, Keys.length - answered.length);
    return {
      $metadata: {},
      Responses: { Things: answered.map(({ pk }) => item(Number(pk.split(" ")[1]))).toReversed() },
      UnprocessedKeys: left.length > 0 ? { Things: { ...rest, Keys: left } } : {},
    };
  };

  it("asks again for what was left out, and answers in the order of the keys", async () => {
    const { Responses } = await readWhole(answering(2), request(3, 1, 4, 2, 5));
    expect(Responses).toEqual({ Things: [3, 1, 4, 2, 5].map(item) });
    expect(asked).toEqual([request(3, 1, 4, 2, 5), request(3, 1, 4), request(3)]);
  });

  it("leaves out only items that do not exist", async () => {
    const send = async () => ({ $metadata: {}, Responses: { Things: [item(3), item(1)] } });
    expect((await readWhole(send, request(1, 2, 3))).Responses).toEqual({ Things: [item(1), item(3)] });
  });

  it("gives up as throttled when keys stay out", async () => {
    const error: unknown = await readWhole(answering(0), request(1)).catch((thrown: unknown) => thrown);
    expect(isThrottling(error)).toBe(true);
    expect(asked).toHaveLength(7);
  });
});
