/**
 * Two rules on comments that a machine can check; CONTRIBUTING has the others under "Plain words".
 */

const LONGEST_LINE = 100;
/**
 * Clauses without their noun: "What a function may use" instead of "The resources of a function".
 */
const OPENING = /^\W*(What|Whatever|Whether|How|However|Where|Who|Whoever|Whose)\b/;

const opening = {
  meta: {
    docs: { description: "A doc comment opens with its subject, not with What, Whether, How, Where or Who." },
  },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        const [, word] = comment.type === "Block" ? (OPENING.exec(comment.value) ?? []) : [];
        if (word)
          context.report({
            loc: comment.loc,
            message: `Name the subject instead of opening with "${word}".`,
          });
      }
    },
  }),
};

const width = {
  meta: {
    docs: { description: `Lines of comments have at most ${LONGEST_LINE} columns, unless a URL is in them.` },
  },
  create: (context) => ({
    Program() {
      for (const { loc } of context.sourceCode.getAllComments())
        for (let line = loc.start.line; line <= loc.end.line; line += 1) {
          const text = context.sourceCode.lines[line - 1];
          // A comment behind code belongs to the code's line, which the formatter keeps.
          const alone = line > loc.start.line || text.slice(0, loc.start.column).trim() === "";
          if (alone && text.length > LONGEST_LINE && !text.includes("://"))
            context.report({ loc, message: `Line ${line} has ${text.length} columns.` });
        }
    },
  }),
};

export default { meta: { name: "plain-words" }, rules: { opening, width } };
