import type { Blueprint } from "@tradewind/blueprint";
import { pipeEventOf, pipeFilterOf, pipeStreamOf } from "@tradewind/blueprint/derived/events";
import type { PipeDefinition } from "@tradewind/blueprint/language/resources";
import type { LocalCloud } from "@tradewind/local-cloud";
import { unlessExists } from "./existing.ts";

/**
 * Makes the blueprint's pipes and deletes all others. `streams` are the ARNs of the tables'
 * streams, by table name.
 */
export async function provisionPipes(
  blueprint: Blueprint,
  cloud: LocalCloud,
  streams: ReadonlyMap<string, string>,
): Promise<void> {
  await Promise.all(
    blueprint.pipes.map((pipe) => {
      const input = createPipeInput(pipe, cloud, streams.get(pipe.source.name));
      return unlessExists(
        ["ConflictException"],
        () => cloud.call("pipes", "CreatePipe", input),
        () => cloud.call("pipes", "UpdatePipe", input),
      );
    }),
  );
  const { Pipes = [] } = (await cloud.call("pipes", "ListPipes", {})) as { Pipes?: { Name: string }[] };
  for (const { Name } of Pipes) {
    if (!blueprint.pipes.some(({ name }) => name === Name)) await cloud.call("pipes", "DeletePipe", { Name });
  }
}

function createPipeInput(pipe: PipeDefinition, cloud: LocalCloud, streamArn: string | undefined): object {
  return {
    Name: pipe.name,
    RoleArn: `arn:aws:iam::${cloud.kernel.account}:role/${pipe.name}`,
    Source: streamArn,
    SourceParameters: {
      FilterCriteria: pipeFilterOf(pipe, cloud.kernel.region),
      // Without dead letters, no record is given up.
      DynamoDBStreamParameters: pipeStreamOf(pipe),
    },
    Enrichment: cloud.lambda.arn(pipe.enrichment.name),
    Target: cloud.kernel.arn("events", `event-bus/${pipe.target.name}`),
    TargetParameters: { EventBridgeEventBusParameters: pipeEventOf(pipe) },
  };
}
