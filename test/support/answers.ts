import { routes } from "@tradewind/blueprint/routes";
import { answerChecks } from "@tradewind/dev/answer-check";

const check = answerChecks(routes);

/** `fetch` for the API of a shop. It fails the test when an answer is not as its route declares. */
export async function fetchChecked(url: string, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url + path, init);
  const { status } = response;
  const contentType = response.headers.get("content-type") ?? "";
  const body = await response.clone().text();
  const found = check(init.method ?? "GET", path, { status, contentType, body });
  if (!found) return response;
  const { route, mismatch } = found;
  if (mismatch !== undefined) throw new Error(`${route.name} answered ${status}: ${mismatch}`);
  return response;
}
