import type { ConditionNode, PathNode, UpdateNode } from "./ast.ts";
import { parseCondition } from "./condition-parser.ts";
import { type ExpressionKind, Tokens } from "./lexer.ts";
import { parseProjection } from "./projection-parser.ts";
import { parseUpdate } from "./update-parser.ts";

/**
 * Programs repeat a few expressions with new values, so each text is parsed once. Two generations
 * approximate least-recently-used eviction without bookkeeping on a hit. Parsed expressions are
 * immutable.
 */
class ParseCache<T> {
  static readonly GENERATION = 2000;
  #young = new Map<string, T>();
  #old = new Map<string, T>();
  readonly #kind: ExpressionKind;
  readonly #parse: (tokens: Tokens) => T;

  constructor(kind: ExpressionKind, parse: (tokens: Tokens) => T) {
    this.#kind = kind;
    this.#parse = parse;
  }

  get(text: string): T {
    const cached = this.#young.get(text);
    if (cached !== undefined) return cached;
    const parsed = this.#old.get(text) ?? this.#parse(new Tokens(this.#kind, text));
    if (this.#young.size >= ParseCache.GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(text, parsed);
    return parsed;
  }
}

const conditions = {
  ConditionExpression: new ParseCache<ConditionNode>("ConditionExpression", parseCondition),
  FilterExpression: new ParseCache<ConditionNode>("FilterExpression", parseCondition),
  KeyConditionExpression: new ParseCache<ConditionNode>("KeyConditionExpression", parseCondition),
};
const updates = new ParseCache<UpdateNode>("UpdateExpression", parseUpdate);
const projections = new ParseCache<PathNode[]>("ProjectionExpression", parseProjection);

export type ConditionKind = keyof typeof conditions;

export function parsedCondition(kind: ConditionKind, text: string): ConditionNode {
  return conditions[kind].get(text);
}

export function parsedUpdate(text: string): UpdateNode {
  return updates.get(text);
}

export function parsedProjection(text: string): PathNode[] {
  return projections.get(text);
}
