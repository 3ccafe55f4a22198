import { callContext } from "../../kernel/call-context.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Units } from "../../kernel/meter.ts";
import { stamp, stampLike, workOn } from "../../kernel/trace.ts";
import type { Lambda } from "../../lambda/index.ts";
import type { Failure } from "../asl/failure.ts";
import type { Evaluation } from "../paths/expression.ts";
import type { Machine, Machines } from "../state/machines.ts";
import { type ServiceEvent, statusEvent } from "../status-event.ts";
import type { CallService } from "../tasks/call-service.ts";
import type { Execution, ExecutionRecord, Thread } from "./execution.ts";
import { ExecutionRegistry } from "./execution-registry.ts";
import { append, withInput } from "./history.ts";
import { type Alarms, Interpreter } from "./interpreter.ts";
import { Journal, newExecution } from "./journal.ts";
import { NestedExecutions } from "./nested-executions.ts";
import { type TaskHost, Tasks } from "./tasks.ts";
import { newThread, returnTo } from "./threads.ts";

const EXPRESS_LIMIT_SECONDS = 300;

interface NewExecution {
  name: string;
  arn: string;
  /** JSON text. */
  input: string;
  traceHeader: string | undefined;
  /** The caller waits for the result. */
  sync: boolean;
}

/**
 * Runs executions in turns. A turn is synchronous: it moves the threads of one execution until
 * they wait, and writes position and history together. Effects of the turn (calling a function,
 * notifying a waiting parent) begin once the turn is durable.
 */
export class Engine implements TaskHost, Alarms {
  readonly executions: ExecutionRegistry;
  readonly tasks: Tasks;
  readonly #kernel: Kernel;
  readonly #machines: Machines;
  readonly #journal: Journal;
  readonly #interpreter: Interpreter;
  readonly #publish: (event: ServiceEvent) => void;

  constructor(
    kernel: Kernel,
    machines: Machines,
    services: { lambda: Lambda; callService: CallService; publish: (event: ServiceEvent) => void },
  ) {
    const { lambda, callService, publish } = services;
    this.#kernel = kernel;
    this.#publish = publish;
    this.#machines = machines;
    this.#journal = new Journal(kernel);
    this.executions = new ExecutionRegistry(kernel, this.#journal);
    const nested = new NestedExecutions(kernel, machines, this);
    this.tasks = new Tasks(kernel, { lambda, callService, host: this, nested });
    this.#interpreter = new Interpreter(kernel, {
      tasks: this.tasks,
      alarms: this,
      close: (execution) => this.#closed(execution),
    });
    for (const execution of this.#journal.load((revisionId) => machines.definition(revisionId))) {
      this.executions.add(execution);
    }
  }

  /**
   * Continues every execution that was under way, from its stored position. Call it once, after
   * functions can be invoked.
   */
  resume(): void {
    for (const execution of this.executions.running()) {
      if (execution.record.express) {
        // A run of its own, with five minutes of its own.
        execution.record.startDate = this.#kernel.clock.now();
        this.#begin(execution);
      } else {
        this.#limit(execution);
        this.turn(execution, () => this.#resumeThreads(execution));
      }
    }
  }

  /**
   * The caller must await `store.durable()` before it responds. AWS runs an asynchronous Express
   * execution at least once and a synchronous one at most once, so the latter is not stored.
   * https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
   */
  start(machine: Machine, given: NewExecution): Execution {
    const { name, arn, input, traceHeader, sync } = given;
    const record: ExecutionRecord = stamp({
      arn,
      name,
      machineArn: machine.arn,
      machineName: machine.name,
      revisionId: machine.revisionId,
      roleArn: machine.roleArn,
      express: machine.type === "EXPRESS",
      input,
      status: "RUNNING",
      startDate: this.#kernel.clock.now(),
      ...(traceHeader === undefined ? {} : { traceHeader }),
    });
    const definition = this.#machines.definition(machine.revisionId);
    const run = (of: ExecutionRecord) => newExecution(this.executions.nextKey(), of, () => definition);
    const execution = run(record);
    const twice = record.express && !sync && this.#kernel.faults.doubles(arn);
    // Nobody asks for the second run, so only the first is registered.
    const second = twice ? run(stampLike({ ...record }, record)) : undefined;
    this.executions.add(execution);
    if (!sync) this.#journal.begin(execution);
    this.#announce(execution);
    this.#begin(execution);
    if (second) this.#begin(second);
    return execution;
  }

  /**
   * RedriveExecution: continues at the state where the execution stopped, with that state's input.
   */
  redrive(execution: Execution): void {
    const { record } = execution;
    const { stoppedAt } = record;
    if (!stoppedAt) throw new Error(`${record.arn} has not stopped anywhere`);
    const now = this.#kernel.clock.now();
    this.executions.reopened(execution);
    record.status = "RUNNING";
    record.redriveCount = (record.redriveCount ?? 0) + 1;
    record.redriveDate = now;
    for (const member of ["stopDate", "error", "cause", "stoppedAt"] as const) delete record[member];
    this.#journal.begin(execution);
    this.#announce(execution);
    this.#limit(execution);
    this.turn(execution, () => {
      const lastEventId = append(execution, now, "ExecutionRedriven", execution.lastEventId, {
        key: "executionRedrivenEventDetails",
        value: { redriveCount: record.redriveCount },
      });
      const thread = newThread(execution, execution.definition.scope);
      returnTo(thread, stoppedAt.state, stoppedAt.enteredEventId, lastEventId);
      execution.ready.push(thread);
    });
  }

  /** StopExecution. */
  abort(execution: Execution, reason: { error?: string; cause?: string }): void {
    this.turn(execution, () => this.#interpreter.end(execution, "ABORTED", reason));
  }

  turn(execution: Execution, change: () => void): void {
    if (execution.record.status !== "RUNNING") return;
    // An execution acts for itself, not for the function that started it or responded to it.
    onItsOwn(execution, () => {
      change();
      const finished = this.#interpreter.run(execution);
      if (!finished) execution.effects.push(() => this.#nextTurn(execution));
      this.#journal.save(execution);
      this.#launch(execution);
    });
  }

  alarm(thread: Thread, at: number, fire: () => void): void {
    const { execution, phase } = thread;
    const ring = () =>
      this.turn(execution, () => {
        if (thread.phase === phase) fire();
      });
    if (at <= this.#kernel.clock.now()) execution.effects.push(ring);
    else thread.cleanups.push(this.#kernel.clock.schedule(at, ring));
  }

  wakeAt(thread: Thread, until: number): void {
    this.alarm(thread, until, () => this.#interpreter.wake(thread));
  }

  enter(thread: Thread, stateName: string, input: unknown): void {
    this.#interpreter.enter(thread, stateName, input);
  }

  complete(thread: Thread, result: unknown): void {
    this.#interpreter.complete(thread, result);
  }

  fail(thread: Thread, failure: Failure): void {
    this.#interpreter.fail(thread, failure);
  }

  evaluation(thread: Thread, extra: { token: string | undefined }): Evaluation {
    return this.#interpreter.evaluation(thread, extra);
  }

  /** Runs an execution from its first state. */
  #begin(execution: Execution): void {
    const { record, definition } = execution;
    const { input, roleArn, startDate } = record;
    this.#limit(execution);
    this.turn(execution, () => {
      append(execution, startDate, "ExecutionStarted", 0, {
        key: "executionStartedEventDetails",
        value: { ...withInput(input), roleArn },
      });
      const thread = newThread(execution, definition.scope);
      this.#interpreter.enter(thread, definition.scope.startAt, JSON.parse(input) as unknown, input);
    });
  }

  #resumeThreads(execution: Execution): void {
    for (const thread of execution.threads.values()) {
      const { phase, state } = thread;
      if (phase.kind === "ready") execution.ready.push(thread);
      else if (phase.kind === "waiting" || phase.kind === "backoff") this.wakeAt(thread, phase.until);
      else if (phase.kind === "task" && state.type === "Task") this.tasks.resume(thread, state, phase);
    }
  }

  /** Sets the time limit of the whole execution. */
  #limit(execution: Execution): void {
    const { record, definition } = execution;
    const seconds = Math.min(
      definition.timeoutSeconds ?? Number.POSITIVE_INFINITY,
      record.express ? EXPRESS_LIMIT_SECONDS : Number.POSITIVE_INFINITY,
    );
    if (!Number.isFinite(seconds)) return;
    const at = (record.redriveDate ?? record.startDate) + seconds * 1000;
    const expire = () => this.turn(execution, () => this.#interpreter.end(execution, "TIMED_OUT", {}));
    if (at <= this.#kernel.clock.now()) execution.effects.push(expire);
    else execution.cancelTimeout = this.#kernel.clock.schedule(at, expire);
  }

  #closed(execution: Execution): void {
    const { record, onClosed } = execution;
    execution.cancelTimeout?.();
    execution.cancelTimeout = undefined;
    execution.onClosed = [];
    this.executions.closed(execution);
    this.#announce(execution);
    if (record.express) {
      const durationMs = (record.stopDate ?? record.startDate) - record.startDate;
      this.#kernel.meter.record("states", "ExpressExecution", expressUnits(durationMs));
    }
    if (onClosed.length > 0) {
      execution.effects.push(() => {
        for (const listener of onClosed) listener();
      });
    }
  }

  /** The event is stored together with the change of status. */
  #announce({ record }: Execution): void {
    if (!record.express) this.#publish(statusEvent(record, this.#kernel.clock.now()));
  }

  async #nextTurn(execution: Execution): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.turn(execution, () => {});
  }

  #launch(execution: Execution): void {
    const { effects } = execution;
    if (effects.length === 0) return;
    execution.effects = [];
    const begin = async () => {
      await this.#kernel.store.durable();
      const running: Promise<void>[] = [];
      for (const effect of effects) {
        const work = effect();
        if (work) running.push(work);
      }
      await Promise.all(running);
    };
    this.#kernel.activity.run(() => onItsOwn(execution, begin));
  }
}

function onItsOwn<T>({ record }: Execution, work: () => T): T {
  return callContext.exit(() => workOn([record], work));
}

/**
 * "Rounded up to the nearest 100ms", "billed in 64-MB chunks". One chunk is counted:
 * https://aws.amazon.com/step-functions/pricing/
 */
function expressUnits(durationMs: number): Units {
  return {
    requests: 1,
    durationMs,
    gbSeconds: (64 / 1024) * (Math.max(1, Math.ceil(durationMs / 100)) / 10),
  };
}
