import type { Route } from "@tradewind/blueprint/language/define";
import type { LambdaHandler } from "@tradewind/local-cloud";
import { answerCheck } from "./answer-check.ts";
import type { Handlers } from "./handlers.ts";

/** The part of a function's answer that the route's schemas describe. */
interface ProxyAnswer {
  statusCode?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** An answer of a route's function, before the gateway drops a body that its status cannot have. */
export interface CheckedAnswer {
  route: string;
  status: number;
  correlationId: string | undefined;
  /** The first difference to the declaration, with a JSON pointer; undefined without one. */
  mismatch: string | undefined;
}

/**
 * Loads a route's handler. Each of its answers is checked and told to the listener, and goes out as
 * it is.
 */
export function withCheckedAnswers(
  route: Route,
  handlers: Pick<Handlers, "load">,
  onAnswer: (answer: CheckedAnswer) => void,
): Pick<Handlers, "load"> {
  const check = answerCheck(route);
  const checked = ({ statusCode: status = 0, headers, body = "" }: ProxyAnswer): CheckedAnswer => ({
    route: route.name,
    status,
    correlationId: headers?.["x-correlation-id"],
    mismatch: check({ status, contentType: headers?.["content-type"] ?? "", body }),
  });
  return {
    async load(handler): Promise<LambdaHandler> {
      const run = await handlers.load(handler);
      return async (event, context) => {
        const answer = await run(event, context);
        // The client does not wait for it.
        setImmediate(() => onAnswer(checked((answer ?? {}) as ProxyAnswer)));
        return answer;
      };
    },
  };
}

/** Writes a wrong answer to stderr, as functions log errors. */
export function logWrongAnswer({ route, status, correlationId, mismatch }: CheckedAnswer): void {
  if (mismatch === undefined) return;
  const entry = {
    level: "ERROR",
    message: `The answer ${status} is not as its route declares: ${mismatch}`,
    timestamp: new Date().toISOString(),
    function: route,
    correlationId,
  };
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}
