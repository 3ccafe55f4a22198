import type { Thread } from "./execution.ts";

/**
 * The context object `$$` of a state.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export function contextObject(
  thread: Thread,
  extra: { token?: string | undefined; item?: { index: number; value: unknown } | undefined },
): unknown {
  const { record } = thread.execution;
  const retryCount = thread.retries.reduce((sum, count) => sum + count, 0);
  const item = extra.item ?? itemOf(thread);
  return {
    Execution: {
      Id: record.arn,
      Input: JSON.parse(record.input) as unknown,
      Name: record.name,
      RoleArn: record.roleArn,
      StartTime: new Date(record.startDate).toISOString(),
      ...(record.express ? {} : { RedriveCount: record.redriveCount ?? 0 }),
    },
    StateMachine: { Id: record.machineArn, Name: record.machineName },
    State: {
      Name: thread.state.name,
      EnteredTime: new Date(thread.enteredTime).toISOString(),
      ...("retry" in thread.state ? { RetryCount: retryCount } : {}),
    },
    ...(extra.token === undefined ? {} : { Task: { Token: extra.token } }),
    ...(item ? { Map: { Item: { Index: item.index, Value: item.value } } } : {}),
  };
}

function itemOf(thread: Thread): { index: number; value: unknown } | undefined {
  for (let at: Thread | undefined = thread; at; at = at.parent) {
    if (at.item) return { index: at.index, value: at.item.value };
  }
  return undefined;
}
