/**
 * Writes of a transaction are data until `transact` commits them: one that is built and dropped is
 * lost in silence, and no promise tells. These rules keep the names apart from those of functions
 * that act, and find the call that drops a write. A write that is put into an array which nobody
 * commits is beyond them.
 */

const BUILDS = /(Write|Writes|Operation)$/;
const WRITE_TYPE = "TransactionWrite";

/** The last name of a callee: `spendTokenWrite` of `Payments.spendTokenWrite(…)`. */
function nameOf(callee) {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression") return "";
  return callee.computed ? String(callee.property.value ?? "") : callee.property.name;
}

/** Expressions that only hand on the value of their part. */
const HANDS_ON = new Set([
  "ArrayExpression",
  "AwaitExpression",
  "ChainExpression",
  "ConditionalExpression",
  "LogicalExpression",
  "ParenthesizedExpression",
  "SequenceExpression",
  "SpreadElement",
  "TSAsExpression",
  "TSNonNullExpression",
  "TSSatisfiesExpression",
  "UnaryExpression",
]);
/** Methods that drop the value of the function they are given. */
const DROPS = new Set(["forEach"]);
/** Methods that hand on the values of the function they are given. */
const COLLECTS = new Set(["map", "flatMap", "then", "all", "allSettled"]);

/** True when nothing can use the value of the expression. */
function isDropped(node) {
  const { parent } = node;
  if (!parent) return false;
  if (parent.type === "ExpressionStatement") return true;
  if (HANDS_ON.has(parent.type)) return isDropped(parent);
  if (parent.type === "ArrowFunctionExpression" && parent.body === node) return isDropped(parent);
  if (parent.type === "CallExpression" && parent.callee !== node) {
    const method = nameOf(parent.callee);
    return DROPS.has(method) || (COLLECTS.has(method) && isDropped(parent));
  }
  return false;
}

const committed = {
  meta: { docs: { description: "A built write is handed to a transaction, or carried out." } },
  create(context) {
    const imported = new Map();
    const original = (name) => imported.get(name) ?? name;
    const report = (node, name) =>
      context.report({ node, message: `${name} only builds a write: hand it to \`transact\`.` });
    return {
      ImportSpecifier: ({ imported: from, local }) => imported.set(local.name, from.name),
      CallExpression(node) {
        const name = original(nameOf(node.callee));
        if (BUILDS.test(name) && isDropped(node)) report(node, name);
        // `orders.forEach(placeWrites)` drops what it builds.
        for (const argument of node.arguments)
          if (argument.type === "Identifier" && BUILDS.test(original(argument.name)) && isDropped(argument))
            report(argument, original(argument.name));
      },
    };
  },
};

const COLLECTIONS = new Set(["Promise", "Array", "ReadonlyArray"]);

/** `TransactionWrite`, an array of it, or a promise of either. */
function isWrite(type) {
  if (!type) return false;
  if (type.type === "TSTypeAnnotation") return isWrite(type.typeAnnotation);
  if (type.type === "TSArrayType") return isWrite(type.elementType);
  if (type.type === "TSTypeOperator") return isWrite(type.typeAnnotation);
  if (type.type === "TSUnionType") return type.types.some(isWrite);
  if (type.type !== "TSTypeReference") return false;
  if (type.typeName.name === WRITE_TYPE) return true;
  return COLLECTIONS.has(type.typeName.name) && (type.typeArguments?.params ?? []).some(isWrite);
}

/** True for `() => asWrite(…)`, which needs no annotation to build a write. */
const buildsOne = ({ body }) => body?.type === "CallExpression" && nameOf(body.callee) === "asWrite";

const named = {
  meta: {
    docs: { description: "A function that only builds writes of a transaction ends in Write or Writes." },
  },
  create(context) {
    const check = (node, name) => {
      if (name !== "asWrite" && (isWrite(node.returnType) || buildsOne(node)) && !/Writes?$/.test(name))
        context.report({
          node,
          message: `${name} only builds writes: let its name end in Write or Writes.`,
        });
    };
    const FUNCTIONS = new Set(["ArrowFunctionExpression", "FunctionExpression"]);
    return {
      FunctionDeclaration: (node) => check(node, node.id?.name ?? ""),
      VariableDeclarator(node) {
        if (node.init && FUNCTIONS.has(node.init.type) && node.id.type === "Identifier")
          check(node.init, node.id.name);
      },
      Property(node) {
        if (FUNCTIONS.has(node.value.type) && node.key.type === "Identifier")
          check(node.value, node.key.name);
      },
    };
  },
};

export default { meta: { name: "transaction-writes" }, rules: { committed, named } };
