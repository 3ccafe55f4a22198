import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { CreatePipeCommand, type CreatePipeCommandInput, PipesClient } from "@aws-sdk/client-pipes";
import { EventBridge } from "../../../../packages/local-cloud/src/event-bridge/index.ts";
import type {
  ChangeStream,
  StreamRecord,
} from "../../../../packages/local-cloud/src/kernel/change-stream.ts";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { createKernel, type KernelOptions } from "../../../../packages/local-cloud/src/kernel/kernel.ts";
import { seededRandom } from "../../../../packages/local-cloud/src/kernel/random.ts";
import { Lambda } from "../../../../packages/local-cloud/src/lambda/index.ts";
import { Pipes } from "../../../../packages/local-cloud/src/pipes/index.ts";
import { sdkConfig } from "../../../support/sdk.ts";
import { Inbox } from "../event-bridge/support.ts";

export const STREAM_ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/Shop/stream/2026-01-01T00:00:00.000";
export const ROLE = "arn:aws:iam::000000000000:role/pipe";

/** A table's stream, in memory. */
export class FakeStream implements ChangeStream {
  readonly arn = STREAM_ARN;
  readonly records: StreamRecord[] = [];
  readonly #listeners = new Set<() => void>();

  read(sequence: string | undefined, limit: number): StreamRecord[] {
    const after = this.records.findIndex((record) => record.dynamodb.SequenceNumber === sequence);
    return this.records.slice(after + 1, after + 1 + limit);
  }

  latest(): string | undefined {
    return this.records.at(-1)?.dynamodb.SequenceNumber;
  }

  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Appends inserts of items with these ids, in one transaction. */
  append(at: number, ...ids: string[]): void {
    for (const id of ids) this.records.push(record(this.records.length + 1, at, id));
    for (const listener of this.#listeners) listener();
  }
}

function record(number: number, at: number, id: string): StreamRecord {
  const kind = id.split("-")[0] ?? id;
  return {
    eventID: `event-${number}`,
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "us-east-1",
    dynamodb: {
      ApproximateCreationDateTime: at / 1000,
      Keys: { id: { S: id } },
      NewImage: { id: { S: id }, kind: { S: kind }, n: { N: String(number) } },
      SequenceNumber: String(number).padStart(21, "0"),
      SizeBytes: 40,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  };
}

export function startPipes(options: KernelOptions = {}, stream = new FakeStream()) {
  const clock = new VirtualClock();
  const kernel = createKernel({ clock, random: seededRandom(3), ...options });
  const inbox = new Inbox(kernel, ["sqs", "states", "sns"]);
  const lambda = new Lambda(kernel);
  const bridge = new EventBridge(kernel);
  const pipes = new Pipes(kernel, { find: (arn) => (arn === stream.arn ? stream : undefined) }, lambda);
  const client = new PipesClient(sdkConfig(pipes.service));
  const events = new EventBridgeClient(sdkConfig(bridge.service));
  const queue = kernel.arn("sqs", "out");
  const create = (input: Partial<CreatePipeCommandInput> & Pick<CreatePipeCommandInput, "Target">) =>
    client.send(
      new CreatePipeCommand({
        Name: "outbox",
        RoleArn: ROLE,
        Source: STREAM_ARN,
        SourceParameters: { DynamoDBStreamParameters: { StartingPosition: "TRIM_HORIZON" } },
        ...input,
      }),
    );
  const append = async (...ids: string[]): Promise<void> => {
    stream.append(clock.now(), ...ids);
    await kernel.activity.idle();
  };
  /** Advances the clock second by second and waits for the work of each second. */
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      clock.advance(1_000);
      await kernel.activity.idle();
    }
  };
  return { clock, kernel, inbox, lambda, bridge, pipes, client, events, queue, create, append, pass, stream };
}

/** Ids of the stream records among `inputs`. */
export function idsOf(inputs: unknown[]): (string | undefined)[] {
  return (inputs as StreamRecord[]).map(({ dynamodb }) => {
    const id = dynamodb.Keys["id"];
    return id && "S" in id ? id.S : undefined;
  });
}
