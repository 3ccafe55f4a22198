/**
 * Writes of a transaction are data until `transact` commits them: one that is built and dropped is
 * lost in silence, and no promise tells. These rules keep the names apart from those of functions
 * that act, and find the call that drops one.
 */

const BUILDS = /(Write|Writes|Operation)$/;
const WRITE_TYPE = "TransactionWrite";

/** The last name of a callee: `spendTokenWrite` of `Payments.spendTokenWrite(…)`. */
function nameOf(callee) {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type === "MemberExpression" && !callee.computed) return callee.property.name;
  return "";
}

const inner = (node) => {
  if (node.type === "AwaitExpression") return inner(node.argument);
  if (node.type === "UnaryExpression" && node.operator === "void") return inner(node.argument);
  return node;
};

const committed = {
  meta: { docs: { description: "A built write is handed to a transaction, or carried out." } },
  create: (context) => ({
    ExpressionStatement(node) {
      const call = inner(node.expression);
      if (call.type === "CallExpression" && BUILDS.test(nameOf(call.callee)))
        context.report({
          node,
          message: `${nameOf(call.callee)} only builds a write: hand it to \`transact\`.`,
        });
    },
  }),
};

/** `TransactionWrite`, an array of it, or a promise of either. */
function isWrite(type) {
  if (!type) return false;
  if (type.type === "TSTypeAnnotation") return isWrite(type.typeAnnotation);
  if (type.type === "TSArrayType") return isWrite(type.elementType);
  if (type.type === "TSTypeOperator") return isWrite(type.typeAnnotation);
  if (type.type === "TSUnionType") return type.types.some(isWrite);
  if (type.type !== "TSTypeReference") return false;
  if (type.typeName.name === WRITE_TYPE) return true;
  const parameters = type.typeArguments?.params ?? [];
  return type.typeName.name === "Promise" && parameters.some(isWrite);
}

const named = {
  meta: {
    docs: { description: "A function that only builds writes of a transaction ends in Write or Writes." },
  },
  create(context) {
    const check = (node, name) => {
      if (name !== "asWrite" && isWrite(node.returnType) && !/Writes?$/.test(name))
        context.report({ node, message: `${name} only builds writes: let its name end in Write or Writes.` });
    };
    return {
      FunctionDeclaration: (node) => check(node, node.id?.name ?? ""),
      VariableDeclarator(node) {
        if (node.init?.type === "ArrowFunctionExpression" && node.id.type === "Identifier")
          check(node.init, node.id.name);
      },
    };
  },
};

export default { meta: { name: "transaction-writes" }, rules: { committed, named } };
