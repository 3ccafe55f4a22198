import { describePath, type Path } from "./bindings.ts";

export interface PathFaults {
  overlap?: string;
  conflict?: string;
}

/**
 * Enforces that no path of an update or projection lies within another, and that no two paths treat
 * one value as list and as map.
 */
export class PathSet {
  readonly faults: PathFaults = {};

  constructor(paths: Path[]) {
    for (const [index, path] of paths.entries()) {
      for (let other = 0; other < index && !this.faults.overlap; other += 1) {
        this.#check(paths[other] as Path, path);
      }
    }
  }

  #check(one: Path, two: Path): void {
    const common = Math.min(one.length, two.length);
    for (let index = 0; index < common; index += 1) {
      if (typeof one[index] !== typeof two[index]) {
        this.faults.conflict = describe("conflict", one, two);
        return;
      }
      if (one[index] !== two[index]) return;
    }
    this.faults.overlap ??= describe("overlap", one, two);
  }
}

function describe(fault: string, one: Path, two: Path): string {
  return `Two document paths ${fault} with each other; must remove or rewrite one of these paths; path one: ${describePath(one)}, path two: ${describePath(two)}`;
}
