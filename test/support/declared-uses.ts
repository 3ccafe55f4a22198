import { type Blueprint, blueprint as tradewind } from "@tradewind/blueprint";
import { type AnyFunction, functionsOf, usesOf } from "@tradewind/blueprint/derived/functions";
import { actionsOf } from "@tradewind/blueprint/derived/permissions";
import type { Meter } from "@tradewind/local-cloud";

/**
 * IAM's action of an operation that has none of its own. A transaction needs those of its parts,
 * which the meter does not name; a put stands for all writes.
 */
const ACTION: Readonly<Record<string, string>> = {
  "dynamodb:TransactWriteItems": "dynamodb:PutItem",
  "dynamodb:TransactGetItems": "dynamodb:GetItem",
  "sqs:SendMessageBatch": "sqs:SendMessage",
};

/** IAM does not decide on operations of Cognito that anybody may call who knows the client. */
const isDecided = (action: string) =>
  /^(dynamodb|s3|kms|sqs|sns|events|states|ses|cognito-idp:Admin)/.test(action);

function allowedTo(blueprint: Blueprint, fn: AnyFunction): Set<string> {
  const uses = usesOf(blueprint, fn);
  // Cognito mails codes itself, within the call of a function.
  const mails = uses.some(({ resource }) => resource.kind === "user-pool") ? ["ses:SendEmail"] : [];
  return new Set([...uses.flatMap(actionsOf), ...mails]);
}

/**
 * Notes the calls of functions that no entry of their `uses` allows: AWS would refuse them. Calls
 * are compared by their action, not by their resource.
 * @returns a sentence for each such call
 */
export function undeclaredCalls(meter: Meter, blueprint: Blueprint = tradewind): () => string[] {
  const allowed = new Map(functionsOf(blueprint).map((fn) => [fn.name, allowedTo(blueprint, fn)]));
  const refused = new Set<string>();
  meter.tap(({ caller = "", service, operation }) => {
    const call = `${service}:${operation}`;
    const action = ACTION[call] ?? call;
    const actions = allowed.get(caller);
    if (actions && isDecided(action) && !actions.has(action))
      refused.add(`${caller} called ${call}, which its \`uses\` do not allow.`);
  });
  return () => [...refused];
}
