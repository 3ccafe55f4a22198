import { describe, expect, it } from "vitest";
import { readArguments } from "../simulate/arguments.ts";

describe("the arguments of npm run simulate", () => {
  it("choose seeds, workers and a planted bug", () => {
    expect(readArguments(["--seeds", "50", "--from", "7", "--workers", "1"])).toMatchObject({
      seeds: 50,
      from: 7,
      workers: 1,
      planted: false,
    });
    expect(readArguments(["--planted"]).planted).toBe(true);
    expect(readArguments(["--planted", "booking-stays"]).planted).toBe("booking-stays");
  });

  it.each([["--seeds", "0"], ["--seeds", "many"], ["--from", "1.5"], ["--speed", "9"], ["extra"]])(
    "are refused: %s %s",
    (...args) => {
      expect(() => readArguments(args)).toThrow();
    },
  );
});
