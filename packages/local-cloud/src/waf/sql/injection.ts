import { type Expression, ExpressionReader, selectsForReal } from "./expressions.ts";
import { type SqlContext, type Token, tokenize } from "./tokens.ts";
import { CATALOGUE, DATABASE_OBJECTS } from "./words.ts";

/** An input without any of these cannot leave its place in a statement. */
const COULD_BREAK_OUT =
  /['"`;()#=<>|&]|--|\/\*|\b(?:and|or|xor|union|order|group|having|limit|exec|waitfor|between|like)\b/i;

/** MySQL executes the content of such a comment. */
const EXECUTABLE_COMMENT =
  /\/\*!(?:\d{5})?\s*(?:union|select|and|or|from|where|order|sleep|benchmark|concat|insert|drop)\b/i;

const CONTEXTS: readonly SqlContext[] = ["", "'", '"'];

/**
 * Returns true if `input` is an SQL injection, in the spirit of libinjection
 * (https://github.com/libinjection/libinjection). The input is read as SQL in each place where a
 * careless statement could put it: as it is, in single quotes, in double quotes. It is an attack
 * only if it leaves that place and continues with valid, hostile SQL. Words are no attack: "Drop
 * table lamp", "O'Brien or O'Neil" and a review that quotes a query all pass.
 */
export function isSqlInjection(input: string): boolean {
  if (!COULD_BREAK_OUT.test(input)) return false;
  if (EXECUTABLE_COMMENT.test(input)) return true;
  return CONTEXTS.some((context) => {
    if (context !== "" && !input.includes(context)) return false;
    const tokens = tokenize(input, context);
    return tokens !== undefined && new Fragment(tokens, context).isHostile();
  });
}

/**
 * The verdict on a part of a statement's tail. `no` is not valid SQL, `harmless` is. `suspicious`
 * needs the tail to fit the surrounding statement, `telling` needs it to be valid to its end,
 * `hostile` needs neither.
 */
type Verdict = "no" | "harmless" | "suspicious" | "telling" | "hostile";

/** The beginning of the input, before its SQL. */
type Lead = "nothing" | "literal" | "word";

/** The tokens of an input inside a statement. */
class Fragment {
  readonly #tokens: readonly Token[];
  readonly #context: SqlContext;
  readonly #reader: ExpressionReader;

  constructor(tokens: readonly Token[], context: SqlContext) {
    this.#tokens = tokens;
    this.#context = context;
    this.#reader = new ExpressionReader(tokens, context === "" ? 0 : 1);
  }

  isHostile(): boolean {
    const lead = this.#readLead();
    if (lead === "hostile") return true;
    if (lead === "no") return false;
    let worst: Verdict = "harmless";
    for (;;) {
      while (this.#reader.peek()?.kind === "close") this.#reader.at += 1;
      const token = this.#reader.peek();
      if (!token || token.kind === "comment") break;
      const verdict = this.#continuation(token, lead);
      if (verdict === "hostile") return true;
      if (verdict === "no") return false;
      if (worst !== "telling" && verdict !== "harmless") worst = verdict;
    }
    return worst === "telling" || this.#endsProperly(worst === "suspicious");
  }

  #readLead(): Lead | "no" | "hostile" {
    if (this.#context !== "") return "literal";
    const reader = this.#reader;
    const first = reader.peek();
    switch (first?.kind) {
      case undefined:
      case "comment":
        return "no";
      case "close":
      case "semicolon":
      case "logic":
      case "union":
        return "nothing";
      case "statement":
        return this.#bareStatement(first) ? "hostile" : "no";
      case "clause":
        return "no";
      default: {
        const expression = reader.read();
        if (!expression) return "no";
        if (expression.hostile) return "hostile";
        return expression.literal ? "literal" : "word";
      }
    }
  }

  #continuation(token: Token, lead: Lead): Verdict {
    const reader = this.#reader;
    reader.at += 1;
    switch (token.kind) {
      case "logic":
        return this.#condition(reader.read(), lead, token.text);
      case "union":
        return this.#union(lead);
      case "semicolon":
        return this.#stacked();
      case "statement":
        // SQL Server needs no semicolon between statements.
        return this.#startsProcedure(reader.at - 1) ? "hostile" : "no";
      case "clause":
        return this.#clause(token.text, lead);
      case "comma":
      case "operator":
      case "comparison": {
        if (token.text === "::") return "no";
        const expression = reader.read();
        if (!expression) return "no";
        if (expression.hostile) return "hostile";
        // `'='` makes `name = '' = ''`. A sentence that quotes the sign has words before it.
        return token.text === "=" && expression.literal && /^\S*$/.test(this.#tokens[0]?.text ?? " ")
          ? "suspicious"
          : "harmless";
      }
      default:
        return "no";
    }
  }

  #condition(expression: Expression | undefined, lead: Lead, operator: string): Verdict {
    if (!expression) return "no";
    if (expression.hostile) return "hostile";
    if (this.#context !== "") {
      if (expression.compares && expression.literal && !this.#isOpen(this.#reader.peek(-1))) return "telling";
      return expression.compares || expression.calls || expression.anyLiteral ? "suspicious" : "harmless";
    }
    if (expression.compares) {
      const enough = lead === "literal" ? expression.anyLiteral : expression.literal;
      return enough ? "suspicious" : "harmless";
    }
    const alwaysTrue = operator !== "and" && (expression.constant === "1" || expression.constant === "true");
    const next = this.#reader.peek();
    const end = next === undefined ? lead === "literal" : next.kind === "comment";
    return alwaysTrue && lead !== "word" && end ? "suspicious" : "harmless";
  }

  #union(lead: Lead): Verdict {
    const reader = this.#reader;
    while (reader.peek()?.kind === "prefix" || reader.peek()?.kind === "open") reader.at += 1;
    if (reader.peek()?.text !== "select") return "no";
    reader.at += 1;
    if (selectsForReal(this.#tokens, reader.at)) return "hostile";
    // After a closed quote or a number, even a list of plain words is not a sentence.
    return lead === "literal" && reader.peek()?.kind === "name" ? "hostile" : "no";
  }

  #stacked(): Verdict {
    const token = this.#reader.peek();
    if (!token || token.kind === "comment") return "harmless";
    if (token.kind !== "statement" && token.text !== "if" && token.text !== "set") return "no";
    return this.#statement(this.#reader.at) ? "hostile" : "no";
  }

  /**
   * A whole statement as input injects into nothing. These few attack any program that would run
   * them.
   */
  #bareStatement(first: Token): boolean {
    if (first.text !== "select") return this.#startsProcedure(0);
    return this.#tokens.some(
      ({ kind, text }, index) =>
        kind === "name" && CATALOGUE.test(text) && this.#tokens[index - 1]?.text === "from",
    );
  }

  #startsProcedure(at: number): boolean {
    const word = this.#tokens[at]?.text;
    const next = this.#tokens[at + 1]?.text ?? "";
    if (word === "exec" || word === "execute") return /(?:^|\.)(?:xp|sp)_/.test(next);
    return (
      word === "waitfor" && (next === "delay" || next === "time") && this.#tokens[at + 2]?.kind === "string"
    );
  }

  #isOpen(token: Token | undefined): boolean {
    return token?.unclosed === true;
  }

  /**
   * Returns true if the tokens from `at` are a statement and not a sentence such as "; drop it
   * anywhere".
   */
  #statement(at: number): boolean {
    const word = this.#tokens[at]?.text;
    const next = this.#tokens[at + 1];
    const after = this.#tokens[at + 2];
    switch (word) {
      case "select":
        return selectsForReal(this.#tokens, at + 1);
      case "drop":
      case "create":
      case "alter":
      case "truncate":
        return next !== undefined && DATABASE_OBJECTS.has(next.text) && after !== undefined;
      case "insert":
      case "merge":
        return next?.text === "into" && after?.kind === "name";
      case "replace":
        return next?.text === "into";
      case "delete":
        return next?.text === "from" && after?.kind === "name";
      case "update":
        return next?.kind === "name" && after?.text === "set";
      case "exec":
      case "execute":
        return (
          next?.kind === "name" ||
          next?.kind === "open" ||
          next?.kind === "variable" ||
          next?.kind === "function"
        );
      case "declare":
      case "set":
        return next?.kind === "variable";
      case "waitfor":
        return next?.text === "delay" || next?.text === "time";
      case "shutdown":
      case "reconfigure":
        return next === undefined || next.kind === "comment" || next.kind === "semicolon";
      case "begin":
        return next?.kind === "statement" || next?.text.startsWith("dbms_") === true;
      case "if":
        return next?.kind === "open" || next?.kind === "number";
      case "call":
        return next?.kind === "function";
      case "grant":
      case "revoke":
        return this.#tokens
          .slice(at, at + 12)
          .some(({ text }) => text === "on" || text === "to" || text === "from");
      case "copy":
        return after?.text === "from" || after?.text === "to";
      case "load":
        return next?.text === "data" || next?.text === "extension";
      case "rename":
        return next?.text === "table";
      case "attach":
      case "backup":
      case "restore":
        return next?.text === "database";
      default:
        return false;
    }
  }

  #clause(word: string, lead: Lead): Verdict {
    const reader = this.#reader;
    if (word === "order" || word === "group") {
      if (reader.peek()?.text !== "by") return "no";
      reader.at += 1;
      return this.#columns(lead);
    }
    if (word === "into") return /^(?:outfile|dumpfile)$/.test(reader.peek()?.text ?? "") ? "hostile" : "no";
    if (word === "procedure") return reader.peek()?.text === "analyse" ? "hostile" : "no";
    const expression = reader.read();
    if (!expression) return "no";
    if (expression.hostile) return "hostile";
    return expression.compares && (this.#context !== "" || expression.literal) ? "suspicious" : "harmless";
  }

  /** `order by 7` counts the columns of the statement. A person may ask for `order by name`. */
  #columns(lead: Lead): Verdict {
    const reader = this.#reader;
    let numbered = false;
    for (;;) {
      const from = reader.at;
      const expression = reader.read();
      if (!expression) return "no";
      if (expression.hostile) return "hostile";
      numbered ||= this.#tokens[from]?.kind === "number";
      if (/^(?:asc|desc)$/.test(reader.peek()?.text ?? "")) reader.at += 1;
      if (reader.peek()?.kind !== "comma") break;
      reader.at += 1;
    }
    const cutOff = reader.peek()?.kind === "comment";
    return cutOff || (numbered && lead === "literal") ? "suspicious" : "harmless";
  }

  /**
   * The surrounding statement continues after the input. Inside quotes it begins with the closing
   * quote, so an attack must end in an open string or cut the rest off with a comment.
   */
  #endsProperly(suspicious: boolean): boolean {
    const end = this.#reader.peek();
    const last = this.#tokens.at(-1);
    if (this.#context === "") return suspicious;
    if (end?.kind === "comment") {
      if (suspicious) return true;
      // `admin'--`: only the comment, and nothing after its mark. `24"#` is a length.
      const lead = this.#tokens[0]?.text ?? "";
      return !end.remark && !(this.#context === '"' && /\d$/.test(lead));
    }
    if (!last?.unclosed || last.quote !== this.#context || this.#tokens.length < 2) return false;
    return suspicious && !this.#endsInWords(last);
  }

  /** `sizes 5' or '6 feet`: two strings around a logic word, the last of which is prose. */
  #endsInWords(last: Token): boolean {
    return this.#tokens.length === 3 && this.#tokens[1]?.kind === "logic" && !/^[1-9]\d*$/.test(last.text);
  }
}
