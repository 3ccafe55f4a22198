import { optionalText, type Parameters, structures } from "../protocols/query.ts";
import { invalidParameter } from "./errors.ts";

export function readTopicArn(parameters: Parameters): string {
  const arn = optionalText(parameters, "TopicArn") ?? optionalText(parameters, "ResourceArn");
  if (!arn) throw invalidParameter("TopicArn");
  return arn;
}

export function readTags(parameters: Parameters): Record<string, string> {
  return Object.fromEntries(
    structures(parameters, "Tags").map((tag) => [
      optionalText(tag, "Key") ?? "",
      optionalText(tag, "Value") ?? "",
    ]),
  );
}
