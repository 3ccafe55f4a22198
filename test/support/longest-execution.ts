/** The longest time that an execution of a workflow may take, computed from its definition. */

export interface State {
  Type: string;
  TimeoutSeconds?: number;
  Next?: string;
  Default?: string;
  Choices?: { StringEquals: string; Next: string }[];
  Retry?: Retrier[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
}
interface Retrier {
  IntervalSeconds: number;
  MaxAttempts: number;
  BackoffRate: number;
  MaxDelaySeconds?: number;
}
export interface Definition {
  StartAt: string;
  TimeoutSeconds: number;
  States: Record<string, State>;
}

/** Longest time in a state: all attempts time out, and each pause is as long as it may be. */
export function longestIn({ TimeoutSeconds = 0, Retry = [] }: State): number {
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

/** The longest way from the start to an end. @throws when a way leads back: there is no bound */
export function longestExecution({ StartAt, States }: Definition): number {
  const longestFrom = (name: string, behind: readonly string[]): number => {
    if (behind.includes(name)) throw new Error(`${[...behind, name].join(" -> ")} is a loop.`);
    const state = States[name];
    if (!state) throw new Error(`There is no state ${name}.`);
    const further = successors(state).map((next) => longestFrom(next, [...behind, name]));
    return longestIn(state) + Math.max(0, ...further);
  };
  return longestFrom(StartAt, []);
}

/** The definition with another number of attempts after the first in each state that has some. */
export const withAttempts = (definition: Definition, MaxAttempts: number): Definition => ({
  ...definition,
  States: Object.fromEntries(
    Object.entries(definition.States).map(([name, state]) => [
      name,
      { ...state, ...(state.Retry && { Retry: state.Retry.map((one) => ({ ...one, MaxAttempts })) }) },
    ]),
  ),
});
