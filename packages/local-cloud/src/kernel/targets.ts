import { parseArn } from "./arn.ts";
import { AwsError } from "./wire.ts";

/** The wire form of SQS and SNS: `BinaryValue` is base64. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}

/**
 * Options that a source attaches to one delivery, such as an SQS message group or an execution
 * name.
 */
export interface TargetOptions {
  /** SQS FIFO targets. */
  messageGroupId?: string;
  messageDeduplicationId?: string;
  /** SQS targets, for example the reason of a dead letter. A bare string has the type String. */
  messageAttributes?: Record<string, string | MessageAttribute>;
  /** EventBridge targets. */
  detailType?: string;
  source?: string;
  time?: string;
  resources?: string[];
}

/**
 * Delivers `input` to the resource. Rejects if the resource refuses it, so that the source can
 * retry.
 */
export type Target = (arn: string, input: unknown, options: TargetOptions) => Promise<unknown>;

/** Delivers from one service to another (a rule to a queue, a pipe to a bus) by ARN, as in AWS. */
export class Targets {
  readonly #byService = new Map<string, Target>();

  /** `service` is the service in the ARN: `sqs`, `sns`, `lambda`, `states`, `events`. */
  register(service: string, target: Target): void {
    this.#byService.set(service, target);
  }

  async deliver(arn: string, input: unknown, options: TargetOptions = {}): Promise<unknown> {
    const { service } = parseArn(arn);
    const target = this.#byService.get(service);
    if (!target)
      throw new AwsError("ValidationException", `No service of the local cloud takes targets such as ${arn}`);
    return target(arn, input, options);
  }
}
