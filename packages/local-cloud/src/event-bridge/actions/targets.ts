import { parseArn } from "../../kernel/arn.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { Action } from "../../protocols/json.ts";
import { page } from "../../protocols/paging.ts";
import { inputOf, missing, refuseUnsupported } from "../../protocols/validation.ts";
import type { Buses, Rule } from "../state/buses.ts";
import type { TargetRecord } from "../state/records.ts";

const MAX_TARGETS = 5;
const SERVICES = new Set(["sqs", "sns", "lambda", "states", "events"]);
const ID = { min: 1, max: 64, pattern: /^[.\-_A-Za-z0-9]+$/ };
const ARN = { min: 1, max: 1600 };

const UNSUPPORTED = [
  "KinesisParameters",
  "RunCommandParameters",
  "EcsParameters",
  "BatchParameters",
  "HttpParameters",
  "RedshiftDataParameters",
  "SageMakerPipelineParameters",
  "AppSyncParameters",
];

export function targetActions(kernel: Kernel, buses: Buses): Record<string, Action> {
  const ruleOf = (input: Input): Rule =>
    buses.getRule(buses.get(input.optionalText("EventBusName")), input.text("Rule", { min: 1, max: 64 }));

  return {
    async PutTargets(values) {
      const input = inputOf(values);
      const { record } = ruleOf(input);
      const inputs = input.structures("Targets");
      if (!inputs) return missing("Targets");
      const targets = new Map(record.targets.map((target) => [target.Id, target]));
      for (const one of inputs) {
        const target = parseTarget(one);
        targets.set(target.Id, target);
      }
      if (targets.size > MAX_TARGETS) {
        throw new AwsError(
          "LimitExceededException",
          "The requested resource exceeds the maximum number allowed.",
        );
      }
      buses.putRule({ ...record, targets: [...targets.values()] });
      await kernel.store.durable();
      return { FailedEntryCount: 0, FailedEntries: [] };
    },

    async RemoveTargets(values) {
      const input = inputOf(values);
      const { record } = ruleOf(input);
      const ids = input.texts("Ids");
      if (!ids) return missing("Ids");
      const removed = new Set(ids);
      const failed = ids.filter((id) => !record.targets.some((target) => target.Id === id));
      buses.putRule({ ...record, targets: record.targets.filter((target) => !removed.has(target.Id)) });
      await kernel.store.durable();
      return {
        FailedEntryCount: failed.length,
        FailedEntries: failed.map((id) => ({
          TargetId: id,
          ErrorCode: "ResourceNotFoundException",
          ErrorMessage: `Rule ${record.name} does not have a target with the Id ${id}.`,
        })),
      };
    },

    ListTargetsByRule(values) {
      const input = inputOf(values);
      const { record } = ruleOf(input);
      const limit = input.integer("Limit", { min: 1, max: 100 });
      const { items, next } = page(record.targets, input.optionalText("NextToken"), limit);
      return { Targets: items, ...next };
    },

    ListRuleNamesByTarget(values) {
      const input = inputOf(values);
      const arn = input.text("TargetArn", ARN);
      const names = [...buses.get(input.optionalText("EventBusName")).rules.values()]
        .filter(({ record }) => record.targets.some((target) => target.Arn === arn))
        .map(({ record }) => record.name);
      const { items, next } = page(
        names,
        input.optionalText("NextToken"),
        input.integer("Limit", { min: 1, max: 100 }),
      );
      return { RuleNames: items, ...next };
    },
  };
}

function parseTarget(input: Input): TargetRecord {
  refuseUnsupported(input, UNSUPPORTED);
  const id = input.text("Id", ID);
  const arn = input.text("Arn", ARN);
  if (!arn.startsWith("arn:")) {
    throw new AwsError(
      "ValidationException",
      `Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  if (!SERVICES.has(parseArn(arn).service)) {
    throw new AwsError("ValidationException", `The local cloud has no targets such as ${arn}.`);
  }
  const transformer = input.structure("InputTransformer");
  const paths = transformer?.map("InputPathsMap");
  const group = input.structure("SqsParameters")?.optionalText("MessageGroupId");
  const roleArn = input.optionalText("RoleArn", ARN);
  const constant = input.optionalText("Input", { max: 8192 });
  const inputPath = input.optionalText("InputPath", { max: 256 });
  const retry = input.structure("RetryPolicy");
  const attempts = retry?.integer("MaximumRetryAttempts", { min: 0, max: 185 });
  const age = retry?.integer("MaximumEventAgeInSeconds", { min: 60, max: 86_400 });
  const queue = input.structure("DeadLetterConfig")?.optionalText("Arn", ARN);
  return {
    Id: id,
    Arn: arn,
    ...(roleArn !== undefined && { RoleArn: roleArn }),
    ...(constant !== undefined && { Input: constant }),
    ...(inputPath !== undefined && { InputPath: inputPath }),
    ...(transformer && {
      InputTransformer: {
        ...(paths && { InputPathsMap: paths }),
        InputTemplate: transformer.text("InputTemplate", { min: 1, max: 8192 }),
      },
    }),
    ...(group !== undefined && { SqsParameters: { MessageGroupId: group } }),
    ...(retry && {
      RetryPolicy: {
        ...(attempts !== undefined && { MaximumRetryAttempts: attempts }),
        ...(age !== undefined && { MaximumEventAgeInSeconds: age }),
      },
    }),
    ...(queue !== undefined && { DeadLetterConfig: { Arn: queue } }),
  };
}
