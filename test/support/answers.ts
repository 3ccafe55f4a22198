import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { routes } from "@tradewind/blueprint/routes";
import { answerChecks } from "@tradewind/dev/runtime/answer-check";
import type { CheckedAnswer } from "@tradewind/dev/runtime/checked-answers";

/** Names the folder in which a run of all tests collects the routes that have answered. */
export const ANSWERED_ROUTES = "TRADEWIND_ANSWERED_ROUTES";

const check = answerChecks(routes);
const answered = new Set<string>();
/** The faults of answers that no request has told its test yet. */
const wrong: string[] = [];

/**
 * Notes a function's answer, so that the request fails its test if the answer is wrong. The wire
 * hides some faults: it drops the body of a 204. A handler that throws is a fault, too, unless the
 * test plans faults.
 */
export const noteAnswer =
  ({ mayFail }: { mayFail: boolean }) =>
  ({ route, status, mismatch }: CheckedAnswer): void => {
    if (mismatch !== undefined) wrong.push(`${route} answered ${status}: ${mismatch}`);
    else if (status === 500 && !mayFail) wrong.push(`${route} answered 500, and no fault is planned.`);
  };

/** `fetch` for the API of a shop. It fails the test when an answer is not as its route declares. */
export async function fetchChecked(url: string, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url + path, init);
  const { status } = response;
  const contentType = response.headers.get("content-type") ?? "";
  const body = await response.clone().text();
  const [fault] = wrong.splice(0);
  if (fault !== undefined) throw new Error(fault);
  const found = check(init.method ?? "GET", path, { status, contentType, body });
  if (!found) return response;
  const { route, mismatch } = found;
  if (mismatch !== undefined) throw new Error(`${route.name} answered ${status}: ${mismatch}`);
  if (response.ok) collect(route.name);
  return response;
}

function collect(route: string): void {
  const folder = process.env[ANSWERED_ROUTES];
  if (folder === undefined || answered.has(route)) return;
  answered.add(route);
  writeFileSync(join(folder, route), "");
}
