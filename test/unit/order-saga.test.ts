/** The definition of the order saga: how long an execution may take, and where a failure leads. */
import { describe, expect, it } from "vitest";
import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { ORDER_LEASE_SECONDS, SAGA_EXECUTION_SECONDS } from "@tradewind/blueprint/ground/limits";
import { definitionOf } from "@tradewind/workflows";

interface State {
  Type: string;
  TimeoutSeconds?: number;
  Next?: string;
  Default?: string;
  Choices?: { Next: string }[];
  Retry?: { IntervalSeconds: number; MaxAttempts: number; BackoffRate: number; MaxDelaySeconds?: number }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
}
interface Definition {
  StartAt: string;
  TimeoutSeconds: number;
  States: Record<string, State>;
}

const definition = definitionOf(orderSaga, (task) => `arn:${task}`) as Definition;

/** Longest time in a state: all attempts time out, and each pause is as long as it may be. */
function longestIn({ TimeoutSeconds = 0, Retry = [] }: State): number {
  const pauses = Retry.flatMap(({ IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds = Infinity }) =>
    Array.from({ length: MaxAttempts }, (_, n) =>
      Math.min(IntervalSeconds * BackoffRate ** n, MaxDelaySeconds),
    ),
  );
  return (1 + pauses.length) * TimeoutSeconds + pauses.reduce((sum, pause) => sum + pause, 0);
}

const successors = ({ Next, Default, Choices = [], Catch = [] }: State) =>
  [Next, Default, ...Choices.map((one) => one.Next), ...Catch.map((one) => one.Next)].filter(
    (name) => name !== undefined,
  );

/** The longest way from a state to an end. Throws when a way leads back: then there is no bound. */
function longestFrom(name: string, { States }: Definition, behind: readonly string[] = []): number {
  if (behind.includes(name)) throw new Error(`${[...behind, name].join(" -> ")} is a loop.`);
  const state = States[name];
  if (!state) throw new Error(`There is no state ${name}.`);
  const further = successors(state).map((next) =>
    longestFrom(next, { ...definition, States }, [...behind, name]),
  );
  return longestIn(state) + Math.max(0, ...further);
}

describe("an execution of the order saga", () => {
  it(`takes at most ${SAGA_EXECUTION_SECONDS} s, whatever times out`, () => {
    expect(longestFrom(definition.StartAt, definition)).toBeLessThanOrEqual(SAGA_EXECUTION_SECONDS);
    expect(definition.TimeoutSeconds).toBe(SAGA_EXECUTION_SECONDS);
  });

  it("ends before its lease does, also when a function outlives it", () => {
    const longest = Math.max(...Object.values(orderSaga.tasks).map(({ timeoutSeconds }) => timeoutSeconds));
    expect(SAGA_EXECUTION_SECONDS + longest).toBeLessThanOrEqual(ORDER_LEASE_SECONDS);
  });

  it("would be too long with one more attempt of each step", () => {
    const States = Object.fromEntries(
      Object.entries(definition.States).map(([name, state]) => [
        name,
        { ...state, ...(state.Retry && { Retry: state.Retry.map((one) => ({ ...one, MaxAttempts: 2 })) }) },
      ]),
    );
    expect(longestFrom(definition.StartAt, { ...definition, States })).toBeGreaterThan(
      SAGA_EXECUTION_SECONDS,
    );
  });

  it("is Express, and waits for nobody", () => {
    expect(orderSaga.type).toBe("express");
    expect(JSON.stringify(definition)).not.toMatch(/waitForTaskToken|"Wait"/);
  });

  it("ends each step that fails with its lease, or because it has lost it", () => {
    for (const [name, { Type, Catch = [] }] of Object.entries(definition.States)) {
      if (Type !== "Task" || /^(TakeUp|Withdraw|Postpone)/.test(name)) continue;
      const [lost, all] = Catch;
      expect([name, lost]).toEqual([
        name,
        expect.objectContaining({ ErrorEquals: ["LeaseLost"], Next: "LeaseLost" }),
      ]);
      expect([name, all?.ErrorEquals]).toEqual([name, ["States.ALL"]]);
    }
  });
});
