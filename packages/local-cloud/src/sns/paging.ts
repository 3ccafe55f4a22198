import { optionalText, type Parameters } from "../protocols/query.ts";

const SIZE = 100;

/**
 * One page of at most 100, in order of `keyOf`. The token names the last item of the previous page.
 */
export function page<T>(
  all: readonly T[],
  parameters: Parameters,
  keyOf: (one: T) => string,
): { members: T[]; NextToken: string | undefined } {
  const after = Buffer.from(optionalText(parameters, "NextToken") ?? "", "base64url").toString();
  const rest = all.filter((one) => keyOf(one) > after).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const members = rest.slice(0, SIZE);
  const last = members.at(-1);
  const more = last !== undefined && rest.length > SIZE;
  return { members, NextToken: more ? Buffer.from(keyOf(last)).toString("base64url") : undefined };
}
