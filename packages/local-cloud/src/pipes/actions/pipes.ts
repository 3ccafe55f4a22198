import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Action } from "../../protocols/json.ts";
import { page, pageLimit } from "../../protocols/paging.ts";
import type { RestRoute } from "../../protocols/rest-json.ts";
import { inputOf } from "../../protocols/validation.ts";
import { NAME, parseChanges, parsePipe } from "../input.ts";
import { describePipe, summaryOf } from "../pipe-view.ts";
import type { PipeSet } from "../state/pipe-set.ts";
import type { PipeRecord } from "../state/records.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_Operations.html */
export function pipeRoutes(kernel: Kernel, pipes: PipeSet): RestRoute[] {
  const nameOf = (values: Record<string, unknown>): string => inputOf(values).text("Name", NAME);
  const create: Action = async (values) => {
    const input = inputOf(values);
    const record = parsePipe(kernel, input);
    if (pipes.find(record.name)) {
      throw new AwsError("ConflictException", `Pipe ${record.name} already exists.`, {
        status: 409,
        details: { resourceId: record.name, resourceType: "Pipe" },
      });
    }
    pipes.put(record);
    await kernel.store.durable();
    return { ...summaryOf(record), CurrentState: "CREATING" };
  };

  const update: Action = async (values) => {
    const { record } = pipes.get(nameOf(values)).pipe;
    const changed = parseChanges(kernel, inputOf(values), record);
    pipes.put(changed);
    await kernel.store.durable();
    return { ...summaryOf(changed), CurrentState: "UPDATING" };
  };

  const remove: Action = async (values) => {
    const { record } = pipes.get(nameOf(values)).pipe;
    pipes.remove(record.name);
    await kernel.store.durable();
    return { ...summaryOf(record), DesiredState: "DELETED", CurrentState: "DELETING" };
  };

  const setState =
    (state: PipeRecord["state"], passing: string): Action =>
    async (values) => {
      const { record } = pipes.get(nameOf(values)).pipe;
      const changed = { ...record, state, modifiedAt: kernel.clock.now() };
      pipes.put(changed);
      await kernel.store.durable();
      return { ...summaryOf(changed), CurrentState: passing };
    };

  const describe: Action = (values) => {
    const lanes = pipes.get(nameOf(values));
    return describePipe(lanes.pipe.record, lanes.lastFailure);
  };

  const list: Action = (values) => {
    const input = inputOf(values);
    const prefix = input.optionalText("NamePrefix") ?? "";
    const source = input.optionalText("SourcePrefix") ?? "";
    const target = input.optionalText("TargetPrefix") ?? "";
    const state = input.optionalText("CurrentState");
    const desired = input.optionalText("DesiredState");
    const found = pipes
      .all()
      .map(({ pipe }) => pipe.record)
      .filter((record) => record.name.startsWith(prefix))
      .filter((record) => record.source.startsWith(source) && record.target.startsWith(target))
      .filter((record) => state === undefined || record.state === state)
      .filter((record) => desired === undefined || summaryOf(record).DesiredState === desired);
    const limit = pageLimit(values["Limit"], "Limit");
    const { items, next } = page(found, input.optionalText("NextToken"), limit);
    const view = (record: PipeRecord): object => ({
      ...summaryOf(record),
      Source: record.source,
      Target: record.target,
      ...(record.enrichment !== undefined && { Enrichment: record.enrichment }),
      ...(record.stateReason !== undefined && { StateReason: record.stateReason }),
    });
    return { Pipes: items.map(view), ...next };
  };

  const path = "/v1/pipes/{Name}";
  return [
    { operation: "CreatePipe", method: "POST", path, action: create },
    { operation: "UpdatePipe", method: "PUT", path, action: update },
    { operation: "DeletePipe", method: "DELETE", path, action: remove },
    { operation: "DescribePipe", method: "GET", path, action: describe },
    { operation: "ListPipes", method: "GET", path: "/v1/pipes", action: list },
    {
      operation: "StartPipe",
      method: "POST",
      path: `${path}/start`,
      action: setState("RUNNING", "STARTING"),
    },
    {
      operation: "StopPipe",
      method: "POST",
      path: `${path}/stop`,
      action: setState("STOPPED", "STOPPING"),
    },
  ];
}
