import * as z from "zod/mini";
import { codesOf } from "@tradewind/blueprint/derived/openapi";
import { problem, problemOfCode } from "@tradewind/blueprint/derived/problems";
import type { ResponseDefinition, Route } from "@tradewind/blueprint/language/define";
import type { ErrorCode } from "@tradewind/blueprint/language/errors";

export interface HttpAnswer {
  status: number;
  contentType: string;
  body: string;
}

/**
 * Compares an answer with its route's schemas. Returns what differs, with a JSON pointer, or
 * undefined.
 */
export type AnswerCheck = (answer: HttpAnswer) => string | undefined;

/**
 * Finds the route of a request and checks its answer; undefined when the path is none of the API's.
 */
export function answerChecks(routes: readonly Route[]) {
  // As the gateway finds them, a fixed path comes before one with a parameter: `{` sorts after
  // letters.
  const known = routes
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((route) => {
      const pattern = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "[^/]+")}/?$`);
      return { route, pattern, check: answerCheck(route) };
    });
  return (method: string, path: string, answer: HttpAnswer) => {
    const { pathname } = new URL(`http://api${path}`);
    const found = known.find(({ route, pattern }) => route.method === method && pattern.test(pathname));
    return found && { route: found.route, mismatch: found.check(answer) };
  };
}

type BodyCheck = (body: string) => string | undefined;

/**
 * Clients must tolerate members that they do not know. This check does not: it finds undeclared
 * ones.
 */
export function answerCheck(route: Route): AnswerCheck {
  const successes = new Map<number, BodyCheck>();
  let failure: ReturnType<typeof failureCheck> | undefined;
  return ({ status, contentType, body }) => {
    const mediaType = contentType.split(";")[0] ?? "";
    if (status === 304 && route.tagged) return body === "" ? undefined : "there is a body in a 304";
    const response = route.responses[status];
    if (!response && status < 400) return `the status ${status} is not declared`;
    const expected = mediaTypes(status, response);
    if ((body !== "" || response?.body) && !expected.includes(mediaType))
      return `the content type is ${mediaType}, not ${expected.join(" or ")}`;
    if (!response) return (failure ??= failureCheck(route))(status, body);
    let check = successes.get(status);
    if (!check) successes.set(status, (check = successCheck(response)));
    return check(body);
  };
}

function mediaTypes(status: number, response: ResponseDefinition | undefined): string[] {
  if (response) return [response.contentType ?? "application/json"];
  // The firewall answers requests beyond a rate, and AWS allows it only `application/json`.
  return ["application/problem+json", ...(status === 429 ? ["application/json"] : [])];
}

function successCheck({ body: build, contentType }: ResponseDefinition): BodyCheck {
  if (!build) return (body) => (body === "" ? undefined : "there is a body, and none is declared");
  const schema = build();
  return (body) => {
    const sent = contentType ? body : parseJson(body);
    const { data, error } = z.safeParse(schema, sent);
    if (error) return firstIssue(error);
    const undeclared = surplus(sent, data);
    return undeclared && `${undeclared}: not declared`;
  };
}

function failureCheck(route: Route) {
  const codes = codesOf(route);
  const schemas = new Map<ErrorCode, z.ZodMiniType>();
  return (status: number, body: string) => {
    const sent = parseJson(body);
    const { data, error } = z.safeParse(problem(), sent);
    if (error) return firstIssue(error);
    const { code } = data;
    if (!codes.has(code)) return `/code: ${code} is not declared`;
    let schema = schemas.get(code);
    if (!schema) schemas.set(code, (schema = problemOfCode(code)));
    const faults = z.safeParse(schema, sent).error;
    if (faults) return firstIssue(faults);
    return data.status === status ? undefined : `/status: ${data.status} in an answer of ${status}`;
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstIssue({ issues: [issue] }: z.core.$ZodError): string {
  const pointer = (issue?.path ?? []).map(step).join("");
  if (issue?.code === "unrecognized_keys") return `${pointer}${step(issue.keys[0] ?? "")}: not declared`;
  return `${pointer || "the body"}: ${issue?.message}`;
}

/**
 * Returns the pointer to the first member that was sent but is not in `parsed`. Parsing drops
 * members that the schema does not declare.
 */
function surplus(sent: unknown, parsed: unknown): string | undefined {
  if (typeof sent !== "object" || sent === null) return undefined;
  for (const name of Object.keys(sent)) {
    if (!Object.hasOwn(parsed as object, name)) return step(name);
    const below = surplus(sent[name as keyof typeof sent], (parsed as Record<string, unknown>)[name]);
    if (below !== undefined) return step(name) + below;
  }
  return undefined;
}

/** One step of a JSON pointer (RFC 6901). */
const step = (name: PropertyKey) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
