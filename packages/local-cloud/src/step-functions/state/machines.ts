import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import { compileDefinition } from "../asl/compile.ts";
import type { Definition } from "../asl/definition.ts";

export type MachineType = "STANDARD" | "EXPRESS";

export interface Machine {
  arn: string;
  name: string;
  type: MachineType;
  roleArn: string;
  /** The current definition. Running executions keep theirs. */
  revisionId: string;
  /** Milliseconds since the epoch. */
  creationDate: number;
  updateDate?: number;
  loggingConfiguration: object;
  tracingConfiguration: object;
  tags: Record<string, string>;
}

export interface MachineSettings {
  name: string;
  definition: string;
  type: MachineType;
  roleArn: string;
  loggingConfiguration?: object;
  tracingConfiguration?: object;
  tags?: Record<string, string>;
}

const NO_LOGGING = { level: "OFF", includeExecutionData: false };
const NO_TRACING = { enabled: false };

/** The state machines and every revision of their definitions. */
export class Machines {
  readonly #kernel: Kernel;
  readonly #stored: Collection<Machine>;
  readonly #texts: Collection<string>;
  readonly #byArn = new Map<string, Machine>();
  readonly #revisions = new Map<string, { text: string; compiled?: Definition }>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#stored = kernel.store.collection("states.machines");
    this.#texts = kernel.store.collection("states.definitions");
    for (const [, machine] of this.#stored.load()) this.#byArn.set(machine.arn, machine);
    for (const [revisionId, text] of this.#texts.load()) this.#revisions.set(revisionId, { text });
  }

  /** @throws AwsError StateMachineDoesNotExist */
  get(arn: string): Machine {
    const machine = this.#byArn.get(arn);
    if (machine) return machine;
    throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
  }

  find(arn: string): Machine | undefined {
    return this.#byArn.get(arn);
  }

  list(): Machine[] {
    return [...this.#byArn.values()];
  }

  arnOf(name: string): string {
    return this.#kernel.arn("states", `stateMachine:${name}`);
  }

  definitionText(revisionId: string): string {
    return this.#revision(revisionId).text;
  }

  definition(revisionId: string): Definition {
    const revision = this.#revision(revisionId);
    revision.compiled ??= compileDefinition(revision.text);
    return revision.compiled;
  }

  /**
   * Creates a machine. Repeating the call with the same definition and type returns the existing
   * one.
   * @throws AwsError InvalidDefinition, StateMachineAlreadyExists
   */
  create(settings: MachineSettings): Machine {
    const arn = this.arnOf(settings.name);
    const existing = this.#byArn.get(arn);
    const loggingConfiguration = settings.loggingConfiguration ?? NO_LOGGING;
    const tracingConfiguration = settings.tracingConfiguration ?? NO_TRACING;
    if (existing) {
      const same =
        existing.type === settings.type &&
        this.definitionText(existing.revisionId) === settings.definition &&
        JSON.stringify(existing.loggingConfiguration) === JSON.stringify(loggingConfiguration) &&
        JSON.stringify(existing.tracingConfiguration) === JSON.stringify(tracingConfiguration);
      if (same) return existing;
      throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
    }
    const machine: Machine = {
      arn,
      name: settings.name,
      type: settings.type,
      roleArn: settings.roleArn,
      revisionId: this.#addRevision(settings.definition, settings.type),
      creationDate: this.#kernel.clock.now(),
      loggingConfiguration,
      tracingConfiguration,
      tags: settings.tags ?? {},
    };
    this.#put(machine);
    return machine;
  }

  update(
    machine: Machine,
    changes: Partial<
      Pick<MachineSettings, "definition" | "roleArn" | "loggingConfiguration" | "tracingConfiguration">
    >,
  ): Machine {
    const { definition, ...rest } = changes;
    const text = definition ?? this.definitionText(machine.revisionId);
    const updated: Machine = {
      ...machine,
      ...rest,
      revisionId: this.#addRevision(text, machine.type),
      updateDate: this.#kernel.clock.now(),
    };
    this.#put(updated);
    return updated;
  }

  retag(machine: Machine, tags: Record<string, string>): void {
    this.#put({ ...machine, tags });
  }

  /** Deletes a machine. Running executions continue. */
  delete(arn: string): void {
    const machine = this.#byArn.get(arn);
    if (!machine) return;
    this.#byArn.delete(arn);
    this.#stored.delete(machine.name);
  }

  #put(machine: Machine): void {
    this.#byArn.set(machine.arn, machine);
    this.#stored.put(machine.name, machine);
  }

  #addRevision(text: string, type: MachineType): string {
    const compiled = compileDefinition(text, type);
    const revisionId = this.#kernel.random.uuid();
    this.#revisions.set(revisionId, { text, compiled });
    this.#texts.put(revisionId, text);
    return revisionId;
  }

  #revision(revisionId: string): { text: string; compiled?: Definition } {
    const revision = this.#revisions.get(revisionId);
    if (!revision) throw new Error(`No definition of revision ${revisionId}`);
    return revision;
  }
}
