import { describe, expect, it } from "vitest";
import { inBatches, ownBytes } from "../../../packages/dev/src/runtime/background/messages.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("messages of the background thread", () => {
  it("carry no memory but their own", () => {
    const view = Buffer.from("in a pool");
    expect(view.buffer.byteLength).toBeGreaterThan(view.length);
    const own = ownBytes(view);
    expect(own.buffer.byteLength).toBe(view.length);
    expect(Buffer.from(own).toString()).toBe("in a pool");
  });

  it("of one turn are posted together, in order", async () => {
    const posted: number[][] = [];
    const send = inBatches<number>((batch) => posted.push(batch));
    send(1);
    send(2);
    await turn();
    send(3);
    await turn();
    expect(posted).toEqual([[1, 2], [3]]);
  });
});
