import { AwsError } from "../../kernel/wire.ts";
import { optionalText, type Parameters, structures } from "../../protocols/query.ts";
import type { XmlContent } from "../../protocols/xml.ts";
import type { Published, SnsContext } from "../context.ts";
import { type Draft, draftSize, MOST_BYTES, parseDraft } from "../drafts.ts";
import { invalidParameter } from "../errors.ts";

export async function publish(context: SnsContext, parameters: Parameters): Promise<XmlContent> {
  const arn = optionalText(parameters, "TopicArn") ?? optionalText(parameters, "TargetArn");
  if (arn === undefined) {
    // Text messages and mobile push have no local counterpart.
    throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
  }
  const published = context.accept(context.topics.get(arn), parseDraft(parameters));
  await context.kernel.store.durable();
  return show(published);
}

const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

export async function publishBatch(context: SnsContext, parameters: Parameters): Promise<XmlContent> {
  const topic = context.topics.get(optionalText(parameters, "TopicArn") ?? "");
  const entries = structures(parameters, "PublishBatchRequestEntries");
  requireWellFormed(entries.map((entry) => optionalText(entry, "Id") ?? ""));
  const drafts = entries.map((entry): { Id: string; draft: Draft | AwsError } => ({
    Id: optionalText(entry, "Id") ?? "",
    draft: attempt(() => parseDraft(entry)),
  }));
  const size = drafts.reduce((sum, { draft }) => sum + (draft instanceof AwsError ? 0 : draftSize(draft)), 0);
  if (size > MOST_BYTES) {
    throw new AwsError(
      "BatchRequestTooLong",
      "The length of all the messages put together is more than the limit.",
    );
  }
  const successful: XmlContent[] = [];
  const failed: XmlContent[] = [];
  for (const { Id, draft } of drafts) {
    const published = draft instanceof AwsError ? draft : attempt(() => context.accept(topic, draft));
    if (published instanceof AwsError) {
      failed.push({ Id, Code: published.code, Message: published.message, SenderFault: true });
    } else successful.push({ Id, ...show(published) });
  }
  await context.kernel.store.durable();
  return { Successful: { member: successful }, Failed: { member: failed } };
}

function requireWellFormed(ids: string[]): void {
  if (ids.length === 0) {
    throw new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  }
  if (ids.length > 10) {
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      "The batch request contains more entries than permissible.",
    );
  }
  if (ids.some((id) => !ENTRY_ID.test(id))) {
    throw new AwsError(
      "InvalidBatchEntryId",
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  }
  if (new Set(ids).size < ids.length) {
    throw new AwsError(
      "BatchEntryIdsNotDistinct",
      "Two or more batch entries in the request have the same Id.",
    );
  }
}

function attempt<T>(work: () => T): T | AwsError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

function show({ messageId, sequenceNumber }: Published): { [name: string]: XmlContent } {
  return { MessageId: messageId, SequenceNumber: sequenceNumber };
}
