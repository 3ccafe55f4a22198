import type { Route } from "@tradewind/blueprint/language/define";
import type { LambdaHandler } from "@tradewind/local-cloud";
import { type AnswerCheck, answerCheck } from "./answer-check.ts";
import type { Handlers } from "./handlers.ts";

/** The part of a function's answer that the route's schemas describe. */
interface ProxyAnswer {
  statusCode?: number;
  headers?: Record<string, string>;
  body?: string;
}

/**
 * Loads a route's handler. Each of its answers is checked and logged if it is wrong, and goes out
 * as it is.
 */
export function withCheckedAnswers(route: Route, handlers: Pick<Handlers, "load">): Pick<Handlers, "load"> {
  const check = answerCheck(route);
  return {
    async load(handler): Promise<LambdaHandler> {
      const run = await handlers.load(handler);
      return async (event, context) => {
        const answer = await run(event, context);
        // The client does not wait for it.
        setImmediate(() => report(route, check, (answer ?? {}) as ProxyAnswer));
        return answer;
      };
    },
  };
}

function report(
  route: Route,
  check: AnswerCheck,
  { statusCode: status = 0, headers, body = "" }: ProxyAnswer,
) {
  const mismatch = check({ status, contentType: headers?.["content-type"] ?? "", body });
  if (mismatch === undefined) return;
  const entry = {
    level: "ERROR",
    message: `The answer ${status} is not as its route declares: ${mismatch}`,
    timestamp: new Date().toISOString(),
    function: route.name,
    correlationId: headers?.["x-correlation-id"],
  };
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}
