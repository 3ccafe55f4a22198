import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Engine } from "../engine/engine.ts";
import type { Execution, ExecutionRecord } from "../engine/execution.ts";
import {
  constraintViolated,
  decodeToken,
  encodeToken,
  type Input,
  optionalString,
  pageSize,
  requiredArn,
} from "../input.ts";
import { redriveStatus } from "../redrive-status.ts";
import { type ExecutionRequest, startExecution } from "../start-execution.ts";
import type { Machines } from "../state/machines.ts";

const INCLUDED = { included: true };
const STATUSES = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];

export function executionActions(kernel: Kernel, machines: Machines, engine: Engine) {
  return {
    async StartExecution(input: Input) {
      const { record } = startExecution(kernel, machines, engine, executionRequest(input));
      await kernel.store.durable();
      return { executionArn: record.arn, startDate: record.startDate / 1000 };
    },

    async StartSyncExecution(input: Input) {
      const request = executionRequest(input);
      if (machines.get(request.stateMachineArn).type !== "EXPRESS") {
        throw typeNotSupported();
      }
      const execution = startExecution(kernel, machines, engine, { ...request, sync: true });
      await untilClosed(execution);
      await kernel.store.durable();
      return syncResult(execution.record);
    },

    async DescribeExecution(input: Input) {
      const { record } = findExecution(engine, input);
      await kernel.store.durable();
      return {
        executionArn: record.arn,
        stateMachineArn: record.machineArn,
        name: record.name,
        status: record.status,
        startDate: record.startDate / 1000,
        ...(record.stopDate === undefined ? {} : { stopDate: record.stopDate / 1000 }),
        ...dataOf(record),
        ...(record.traceHeader === undefined ? {} : { traceHeader: record.traceHeader }),
        ...redriveOf(kernel, record),
      };
    },

    async RedriveExecution(input: Input) {
      const execution = findExecution(engine, input);
      const { redriveStatusReason: reason } = redriveStatus(execution.record, kernel.clock.now());
      if (reason !== undefined) throw new AwsError("ExecutionNotRedrivable", reason);
      engine.redrive(execution);
      await kernel.store.durable();
      return { redriveDate: (execution.record.redriveDate ?? 0) / 1000 };
    },

    async ListExecutions(input: Input) {
      const machine = machines.get(requiredArn(input, "stateMachineArn", "stateMachine"));
      if (machine.type === "EXPRESS") throw typeNotSupported();
      const status = statusFilter(input);
      const size = pageSize(input);
      const from = decodeToken(input);
      const all = engine.executions.ofMachine(machine.arn);
      const page: Execution[] = [];
      let nextToken: string | undefined;
      for (let at = all.length - 1; at >= 0 && nextToken === undefined; at -= 1) {
        const execution = all[at];
        if (!execution || (from !== undefined && execution.key > from)) continue;
        if (status !== undefined && execution.record.status !== status) continue;
        if (page.length < size) page.push(execution);
        else nextToken = encodeToken(execution.key);
      }
      await kernel.store.durable();
      return { executions: page.map(({ record }) => listEntry(record)), ...(nextToken ? { nextToken } : {}) };
    },

    async StopExecution(input: Input) {
      const execution = findExecution(engine, input);
      const error = optionalString(input, "error");
      const cause = optionalString(input, "cause");
      engine.abort(execution, {
        ...(error === undefined ? {} : { error }),
        ...(cause === undefined ? {} : { cause }),
      });
      await kernel.store.durable();
      return { stopDate: (execution.record.stopDate ?? 0) / 1000 };
    },

    async DescribeStateMachineForExecution(input: Input) {
      const { record } = findExecution(engine, input);
      const machine = machines.get(record.machineArn);
      await kernel.store.durable();
      return {
        stateMachineArn: record.machineArn,
        name: record.machineName,
        definition: machines.definitionText(record.revisionId),
        roleArn: record.roleArn,
        updateDate: (machine.updateDate ?? machine.creationDate) / 1000,
        loggingConfiguration: machine.loggingConfiguration,
        tracingConfiguration: machine.tracingConfiguration,
        revisionId: record.revisionId,
      };
    },
  };
}

/** The execution that `executionArn` names. AWS refuses the ARNs of Express executions. */
export function findExecution(engine: Engine, input: Input): Execution {
  const arn = requiredArn(input, "executionArn", "execution");
  const execution = engine.executions.find(arn);
  if (!execution) {
    throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
  }
  return execution;
}

function executionRequest(input: Input): ExecutionRequest {
  const name = optionalString(input, "name");
  const text = optionalString(input, "input");
  const traceHeader = optionalString(input, "traceHeader");
  return {
    stateMachineArn: requiredArn(input, "stateMachineArn", "stateMachine"),
    ...(name === undefined ? {} : { name }),
    ...(text === undefined ? {} : { input: text }),
    ...(traceHeader === undefined ? {} : { traceHeader }),
  };
}

function untilClosed(execution: Execution): Promise<void> {
  if (execution.record.status !== "RUNNING") return Promise.resolve();
  return new Promise((resolve) => execution.onClosed.push(resolve));
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */
function syncResult(record: ExecutionRecord): object {
  const stopDate = record.stopDate ?? record.startDate;
  return {
    executionArn: record.arn,
    stateMachineArn: record.machineArn,
    name: record.name,
    startDate: record.startDate / 1000,
    stopDate: stopDate / 1000,
    status: record.status === "ABORTED" ? "FAILED" : record.status,
    ...dataOf(record),
    outputDetails: INCLUDED,
    // Billed in units of 100 ms and 64 MB.
    billingDetails: {
      billedDurationInMilliseconds: Math.max(1, Math.ceil((stopDate - record.startDate) / 100)) * 100,
      billedMemoryUsedInMB: 64,
    },
  };
}

function dataOf(record: ExecutionRecord): object {
  return {
    input: record.input,
    inputDetails: INCLUDED,
    ...(record.output === undefined ? {} : { output: record.output, outputDetails: INCLUDED }),
    ...(record.error === undefined ? {} : { error: record.error }),
    ...(record.cause === undefined ? {} : { cause: record.cause }),
  };
}

function listEntry(record: ExecutionRecord): object {
  return {
    executionArn: record.arn,
    stateMachineArn: record.machineArn,
    name: record.name,
    status: record.status,
    startDate: record.startDate / 1000,
    ...(record.stopDate === undefined ? {} : { stopDate: record.stopDate / 1000 }),
    redriveCount: record.redriveCount ?? 0,
    ...(record.redriveDate === undefined ? {} : { redriveDate: record.redriveDate / 1000 }),
  };
}

function redriveOf(kernel: Kernel, record: ExecutionRecord): object {
  return {
    redriveCount: record.redriveCount ?? 0,
    ...(record.redriveDate === undefined ? {} : { redriveDate: record.redriveDate / 1000 }),
    ...redriveStatus(record, kernel.clock.now()),
  };
}

function statusFilter(input: Input): string | undefined {
  const status = optionalString(input, "statusFilter");
  if (status === undefined || STATUSES.includes(status)) return status;
  const allowed = `Member must satisfy enum value set: [${STATUSES.join(", ")}]`;
  throw constraintViolated("statusFilter", status, allowed);
}

function typeNotSupported(): AwsError {
  const message = "This operation is not supported by this type of state machine";
  return new AwsError("StateMachineTypeNotSupported", message);
}
