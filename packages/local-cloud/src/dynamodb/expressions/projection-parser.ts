import type { PathNode } from "./ast.ts";
import type { Tokens } from "./lexer.ts";
import { parsePath, StaticFaults } from "./path-parser.ts";

export function parseProjection(tokens: Tokens): PathNode[] {
  const faults = new StaticFaults();
  const paths = [parsePath(tokens, faults)];
  while (tokens.accept(",")) paths.push(parsePath(tokens, faults));
  tokens.expectEnd();
  const fault = faults.first();
  if (fault) throw tokens.error(fault);
  return paths;
}
