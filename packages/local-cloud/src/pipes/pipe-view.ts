import type { PipeRecord } from "./state/records.ts";

/** The members that all operations on a pipe return. */
export function summaryOf(record: PipeRecord) {
  return {
    Arn: record.arn,
    Name: record.name,
    DesiredState: record.state === "STOPPED" ? "STOPPED" : "RUNNING",
    CurrentState: record.state,
    CreationTime: record.createdAt / 1000,
    LastModifiedTime: record.modifiedAt / 1000,
  };
}

/**
 * `lastFailure` is the reason why the current batch is repeated. It is shown so that a stuck pipe
 * is noticed.
 */
export function describePipe(record: PipeRecord, lastFailure: string | undefined): object {
  const { StartingPosition, ...stream } = record.stream;
  const reason = record.stateReason ?? lastFailure;
  return {
    ...summaryOf(record),
    ...(record.description !== undefined && { Description: record.description }),
    ...(reason !== undefined && { StateReason: reason }),
    Source: record.source,
    SourceParameters: {
      ...(record.filters.length > 0 && {
        FilterCriteria: { Filters: record.filters.map((pattern) => ({ Pattern: pattern })) },
      }),
      DynamoDBStreamParameters: { StartingPosition, ...stream },
    },
    ...(record.enrichment !== undefined && { Enrichment: record.enrichment }),
    ...(record.enrichmentTemplate !== undefined && {
      EnrichmentParameters: { InputTemplate: record.enrichmentTemplate },
    }),
    Target: record.target,
    TargetParameters: record.targetParameters,
    RoleArn: record.roleArn,
    Tags: record.tags,
  };
}
