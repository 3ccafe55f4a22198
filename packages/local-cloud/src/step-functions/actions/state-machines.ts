import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import { analyse } from "../asl/compile.ts";
import {
  constraintViolated,
  decodeToken,
  encodeToken,
  type Input,
  optionalBoolean,
  optionalObject,
  optionalString,
  pageSize,
  requiredArn,
  requiredString,
} from "../input.ts";
import { checkedName } from "../start-execution.ts";
import type { Machine, MachineSettings, Machines, MachineType } from "../state/machines.ts";
import { tagsOf } from "./tags.ts";

export function stateMachineActions(kernel: Kernel, machines: Machines) {
  return {
    async CreateStateMachine(input: Input) {
      const name = checkedName(requiredString(input, "name"));
      refuseUnsupported(input);
      const machine = machines.create({
        name,
        definition: requiredString(input, "definition"),
        type: machineType(input),
        roleArn: checkedRole(requiredString(input, "roleArn")),
        tags: tagsOf(input),
        ...configuration(input),
      });
      await kernel.store.durable();
      return { stateMachineArn: machine.arn, creationDate: machine.creationDate / 1000 };
    },

    async UpdateStateMachine(input: Input) {
      const machine = machines.get(requiredArn(input, "stateMachineArn", "stateMachine"));
      refuseUnsupported(input);
      const definition = optionalString(input, "definition");
      const roleArn = optionalString(input, "roleArn");
      const changes = {
        ...(definition === undefined ? {} : { definition }),
        ...(roleArn === undefined ? {} : { roleArn: checkedRole(roleArn) }),
        ...configuration(input),
      };
      if (Object.keys(changes).length === 0) {
        throw new AwsError(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
        );
      }
      const updated = machines.update(machine, changes);
      await kernel.store.durable();
      return { updateDate: (updated.updateDate ?? 0) / 1000, revisionId: updated.revisionId };
    },

    async DeleteStateMachine(input: Input) {
      machines.delete(requiredArn(input, "stateMachineArn", "stateMachine"));
      await kernel.store.durable();
      return {};
    },

    async DescribeStateMachine(input: Input) {
      const machine = machines.get(requiredArn(input, "stateMachineArn", "stateMachine"));
      await kernel.store.durable();
      return {
        stateMachineArn: machine.arn,
        name: machine.name,
        status: "ACTIVE",
        definition: machines.definitionText(machine.revisionId),
        roleArn: machine.roleArn,
        type: machine.type,
        creationDate: machine.creationDate / 1000,
        loggingConfiguration: machine.loggingConfiguration,
        tracingConfiguration: machine.tracingConfiguration,
        // A machine has no revision id before its first update.
        ...(machine.updateDate === undefined ? {} : { revisionId: machine.revisionId }),
      };
    },

    async ListStateMachines(input: Input) {
      const size = pageSize(input);
      const from = decodeToken(input);
      const all = machines.list().sort(byName);
      const rest = from === undefined ? all : all.filter(({ name }) => name >= from);
      const next = rest[size];
      await kernel.store.durable();
      return {
        stateMachines: rest.slice(0, size).map(({ arn, name, type, creationDate }) => ({
          stateMachineArn: arn,
          name,
          type,
          creationDate: creationDate / 1000,
        })),
        ...(next ? { nextToken: encodeToken(next.name) } : {}),
      };
    },

    ValidateStateMachineDefinition(input: Input) {
      const { problems } = analyse(optionalString(input, "definition") ?? "", machineType(input));
      return {
        result: problems.length === 0 ? "OK" : "FAIL",
        diagnostics: problems.map((problem) => ({ severity: "ERROR", ...problem })),
        truncated: false,
      };
    },
  };
}

function byName(left: Machine, right: Machine): number {
  return left.name < right.name ? -1 : 1;
}

function machineType(input: Input): MachineType {
  const type = optionalString(input, "type") ?? "STANDARD";
  if (type === "STANDARD" || type === "EXPRESS") return type;
  throw constraintViolated("type", type, "Member must satisfy enum value set: [STANDARD, EXPRESS]");
}

function checkedRole(arn: string): string {
  if (!arn.startsWith("arn:")) throw new AwsError("InvalidArn", `Invalid Role Arn: '${arn}'`);
  return arn;
}

function configuration(input: Input): Pick<MachineSettings, "loggingConfiguration" | "tracingConfiguration"> {
  const logging = optionalObject(input, "loggingConfiguration");
  const tracing = optionalObject(input, "tracingConfiguration");
  return {
    ...(logging ? { loggingConfiguration: logging } : {}),
    ...(tracing ? { tracingConfiguration: tracing } : {}),
  };
}

function refuseUnsupported(input: Input): void {
  if (optionalBoolean(input, "publish")) {
    throw new AwsError(
      "ValidationException",
      "Versions of state machines (publish) are not supported by the local cloud",
    );
  }
  const encryption = optionalObject(input, "encryptionConfiguration");
  if (encryption && "type" in encryption && encryption.type !== "AWS_OWNED_KEY") {
    throw new AwsError(
      "InvalidEncryptionConfiguration",
      "Customer managed keys for state machines are not supported by the local cloud",
    );
  }
}
