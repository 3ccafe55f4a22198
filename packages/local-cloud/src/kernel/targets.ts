import { parseArn } from "./arn.ts";
import { AwsError } from "./wire.ts";

/** As on the wire of SQS and SNS: `BinaryValue` is base64. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}

/** Options a source attaches to one delivery, such as an SQS message group or a fixed execution name. */
export interface TargetOptions {
  /** SQS FIFO targets. */
  messageGroupId?: string;
  messageDeduplicationId?: string;
  /** SQS targets, for example to say on a dead letter why it was given up. A bare string has the type String. */
  messageAttributes?: Record<string, string | MessageAttribute>;
  /** EventBridge targets. */
  detailType?: string;
  source?: string;
  time?: string;
  resources?: string[];
}

/** Delivers `input` to the resource; rejects when the resource refuses, so that the source can retry. */
export type Target = (arn: string, input: unknown, options: TargetOptions) => Promise<unknown>;

/** How one service hands work to another (a rule to a queue, a pipe to a bus): by ARN, as in AWS. */
export class Targets {
  readonly #byService = new Map<string, Target>();

  /** `service` is the ARN's service: `sqs`, `sns`, `lambda`, `states`, `events`. */
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
