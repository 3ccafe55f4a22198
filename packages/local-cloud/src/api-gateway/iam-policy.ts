interface Statement {
  allow: boolean;
  actions: string[];
  resources: string[];
}

export type Decision = "ALLOW" | "EXPLICIT_DENY" | "IMPLICIT_DENY";

/** The policy document of an authorizer, parsed once and evaluated for every request it covers. */
export class IamPolicy {
  readonly #statements: Statement[];

  private constructor(statements: Statement[]) {
    this.#statements = statements;
  }

  /**
   * Returns undefined when the document is malformed or uses elements that the local gateway does
   * not evaluate (Condition, NotAction, NotResource).
   */
  static parse(document: unknown): IamPolicy | undefined {
    if (!isRecord(document)) return undefined;
    const listed = document["Statement"];
    const statements: Statement[] = [];
    for (const statement of Array.isArray(listed) ? (listed as unknown[]) : [listed]) {
      const parsed = parseStatement(statement);
      if (!parsed) return undefined;
      statements.push(parsed);
    }
    return statements.length === 0 ? undefined : new IamPolicy(statements);
  }

  /** `action` is an action such as `execute-api:Invoke`. An explicit deny wins over any allow. */
  decide(action: string, resource: string): Decision {
    const wanted = action.toLowerCase();
    let decision: Decision = "IMPLICIT_DENY";
    for (const { allow, actions, resources } of this.#statements) {
      if (allow && decision === "ALLOW") continue;
      if (!actions.some((pattern) => matchesWildcards(pattern, wanted))) continue;
      if (!resources.some((pattern) => matchesWildcards(pattern, resource))) continue;
      if (!allow) return "EXPLICIT_DENY";
      decision = "ALLOW";
    }
    return decision;
  }
}

function parseStatement(value: unknown): Statement | undefined {
  if (!isRecord(value)) return undefined;
  for (const unsupported of ["Condition", "NotAction", "NotResource"]) {
    if (value[unsupported] !== undefined) return undefined;
  }
  const effect = value["Effect"];
  const actions = strings(value["Action"]);
  const resources = strings(value["Resource"]);
  if ((effect !== "Allow" && effect !== "Deny") || !actions || !resources) return undefined;
  return { allow: effect === "Allow", actions: actions.map((action) => action.toLowerCase()), resources };
}

function strings(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((one) => typeof one === "string") ? list : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * `*` matches any characters, slashes included; `?` matches one. The matcher backtracks only to the
 * last `*`, so it is linear in practice.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (position < text.length) {
    const wanted = pattern[at];
    if (wanted === "*") {
      star = at++;
      resume = position;
    } else if (wanted !== undefined && (wanted === "?" || wanted === text[position])) {
      at += 1;
      position += 1;
    } else if (star !== -1) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}
