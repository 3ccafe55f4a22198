export interface Bug {
  name: string;
  /** The bug in words. */
  words: string;
  /** Each `from` is in its file exactly once. */
  edits: readonly { file: string; from: string; to: string }[];
}

export const bugs: readonly Bug[] = [];
