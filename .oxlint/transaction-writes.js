/**
 * Writes of a transaction are data until `transact` commits them: one that is built and dropped is
 * lost in silence, and no promise tells. `named` keeps the names of functions that build apart from
 * those of functions that act, and `committed` finds the call that drops a write.
 *
 * A linter reads one file at a time and knows no types. These shapes stay open:
 * - a function that returns a type of another file which holds writes;
 * - a function that returns the result of another one whose name does not say that it builds;
 * - a builder that is handed in under a name of its own, as a parameter;
 * - writes that are put into a property, or a collection other than a local array, and stay there.
 */

const WRITES = /(^w|W)rites?$/;
const BUILDS = /((^w|W)rites?|Operation)$/;
const WRITE_TYPE = "TransactionWrite";

const keyOf = (key, computed) => String(computed ? (key.value ?? "") : (key.name ?? key.value));

/** The last name of a callee: `spendTokenWrite` of `Payments.spendTokenWrite(…)`. */
function nameOf(callee) {
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" ? keyOf(callee.property, callee.computed) : "";
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

/** True for the array of `writes.push(…)`, when nobody reads the new length. */
const isPushedTo = ({ parent }) =>
  parent.type === "MemberExpression" &&
  nameOf(parent) === "push" &&
  parent.parent.parent.type === "ExpressionStatement";

/** True when a variable is only declared and pushed to. */
const isUnread = (variable) =>
  variable !== undefined &&
  variable.defs.every(
    ({ type, node }) => type === "Variable" && !node.parent.parent.type.startsWith("Export"),
  ) &&
  variable.references.every((one) => !one.isRead() || isPushedTo(one.identifier));

/** True when nothing can use the value of the expression. */
function isDropped(node, source) {
  const { parent } = node;
  if (!parent) return false;
  if (parent.type === "ExpressionStatement") return true;
  if (HANDS_ON.has(parent.type)) return isDropped(parent, source);
  if (parent.type === "ArrowFunctionExpression" && parent.body === node) return isDropped(parent, source);
  if (parent.type === "VariableDeclarator")
    return parent.id.type === "Identifier" && isUnread(source.getDeclaredVariables(parent)[0]);
  if (parent.type !== "CallExpression" || parent.callee === node) return false;
  const method = nameOf(parent.callee);
  if (method === "push") return isUnread(variableOf(parent.callee.object, source));
  return DROPS.has(method) || (COLLECTS.has(method) && isDropped(parent, source));
}

const variableOf = (node, source) =>
  source.getScope(node).references.find(({ identifier }) => identifier === node)?.resolved ?? undefined;

/** Methods of an ElectroDB entity that change an item. */
const CHANGES = new Set(["put", "create", "upsert", "update", "patch", "delete", "remove"]);

/** The methods of a chain that changes an item: `patch`, `set` of `OrderEntity.patch(…).set(…)`. */
function changeOf(node) {
  const methods = [];
  let object = node;
  while (object.type === "CallExpression" || object.type === "MemberExpression") {
    if (object.type === "MemberExpression") methods.unshift(nameOf(object));
    object = object.callee ?? object.object;
  }
  const isChange = object.type === "Identifier" && object.name.endsWith("Entity") && CHANGES.has(methods[0]);
  return isChange ? methods : [];
}

const committed = {
  meta: { docs: { description: "A built write is handed to a transaction, or carried out." } },
  create(context) {
    const source = context.sourceCode;
    const imported = new Map();
    const original = (name) => imported.get(name) ?? name;
    const report = (node, name) =>
      context.report({ node, message: `${name} only builds a write: hand it to \`transact\`.` });
    return {
      ImportSpecifier: ({ imported: from, local }) => imported.set(local.name, from.name),
      CallExpression(node) {
        const name = original(nameOf(node.callee));
        if (BUILDS.test(name) && isDropped(node, source)) report(node, name);
        const [change, ...rest] = changeOf(node);
        if (change && !rest.includes("go") && isDropped(node, source))
          report(node, `${change}() without go()`);
        // `orders.forEach(placeWrites)` drops what it builds.
        for (const argument of node.arguments)
          if (
            argument.type === "Identifier" &&
            BUILDS.test(original(argument.name)) &&
            isDropped(argument, source)
          )
            report(argument, original(argument.name));
      },
    };
  },
};

const COLLECTIONS = new Set(["Promise", "Array", "ReadonlyArray", "Readonly"]);

/**
 * True for `TransactionWrite`, for an array, a promise or an object of it.
 * @param named the interfaces and types of the file, by name
 */
function isWrite(type, named) {
  const isOne = (other) => isWrite(other, named);
  switch (type?.type) {
    case "TSTypeAnnotation":
    case "TSTypeOperator":
    case "TSParenthesizedType":
      return isOne(type.typeAnnotation);
    case "TSArrayType":
      return isOne(type.elementType);
    case "TSTupleType":
      return type.elementTypes.some(isOne);
    case "TSUnionType":
    case "TSIntersectionType":
      return type.types.some(isOne);
    case "TSTypeLiteral":
      return type.members.some(({ typeAnnotation }) => isOne(typeAnnotation));
    case "TSInterfaceBody":
      return type.body.some(({ typeAnnotation }) => isOne(typeAnnotation));
    case "TSTypeReference": {
      const { name } = type.typeName;
      if (name === WRITE_TYPE) return true;
      if (COLLECTIONS.has(name)) return (type.typeArguments?.params ?? []).some(isOne);
      // A type that mentions itself is left out the second time.
      return named.has(name) && isWrite(named.get(name), new Map([...named].filter(([one]) => one !== name)));
    }
    default:
      return false;
  }
}

/** True for an expression that is a write, or an array or object of writes, by its names. */
function buildsOne(node) {
  switch (node?.type) {
    case "CallExpression":
      return WRITES.test(nameOf(node.callee));
    case "Identifier":
      return WRITES.test(node.name);
    case "ArrayExpression":
      return node.elements.some(buildsOne);
    case "SpreadElement":
    case "AwaitExpression":
      return buildsOne(node.argument);
    case "ObjectExpression":
      return node.properties.some((one) => buildsOne(one.type === "SpreadElement" ? one : one.value));
    case "ConditionalExpression":
      return buildsOne(node.consequent) || buildsOne(node.alternate);
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "ParenthesizedExpression":
      return buildsOne(node.expression);
    default:
      return false;
  }
}

/** The name under which others call a function; empty for a callback. */
function functionName(node) {
  const { parent } = node;
  if (node.id) return node.id.name;
  if (parent.type === "VariableDeclarator" && parent.id.type === "Identifier") return parent.id.name;
  const isMember = ["Property", "MethodDefinition", "PropertyDefinition", "TSAbstractMethodDefinition"];
  return isMember.includes(parent.type) && parent.value === node ? keyOf(parent.key, parent.computed) : "";
}

const named = {
  meta: {
    docs: { description: "A function that only builds writes of a transaction ends in Write or Writes." },
  },
  create(context) {
    const types = new Map();
    const functions = [];
    const refuse = (node, name) =>
      context.report({ node, message: `${name} only builds writes: let its name end in Write or Writes.` });
    const check = (node, name) => {
      if (name !== "" && !WRITES.test(name) && isWrite(node.returnType, types)) refuse(node, name);
    };
    const enter = (node) => functions.push({ name: functionName(node), returned: [], acts: false });
    const exit = (node) => {
      const { name, returned, acts } = functions.pop();
      if (node.body && node.body.type !== "BlockStatement") returned.push(node.body);
      if (node.returnType) check(node, name);
      else if (name !== "" && !BUILDS.test(name) && !acts && returned.some(buildsOne)) refuse(node, name);
    };
    const member = ({ key, computed, returnType, typeAnnotation }) => {
      const type = typeAnnotation?.typeAnnotation;
      const result = returnType ?? (type?.type === "TSFunctionType" ? type.returnType : undefined);
      check({ ...key, returnType: result }, keyOf(key, computed));
    };
    return {
      Program({ body }) {
        for (const one of body) {
          const declared = one.declaration ?? one;
          if (declared.type === "TSInterfaceDeclaration") types.set(declared.id.name, declared.body);
          if (declared.type === "TSTypeAliasDeclaration")
            types.set(declared.id.name, declared.typeAnnotation);
        }
      },
      FunctionDeclaration: enter,
      "FunctionDeclaration:exit": exit,
      FunctionExpression: enter,
      "FunctionExpression:exit": exit,
      ArrowFunctionExpression: enter,
      "ArrowFunctionExpression:exit": exit,
      TSMethodSignature: member,
      TSPropertySignature: member,
      ReturnStatement: ({ argument }) => functions.at(-1)?.returned.push(argument),
      // `const build = publishWrite` hides from both rules what a call of `build` makes.
      VariableDeclarator({ id, init }) {
        const name = init ? nameOf(init) : "";
        // `journal.write` is data, `Journal.entryWrite` is a function.
        const isFunction = BUILDS.test(name) && !/^writes?$/.test(name);
        if (id.type === "Identifier" && isFunction && !BUILDS.test(id.name))
          context.report({ node: init, message: `${id.name} hides the name of ${name}.` });
      },
      CallExpression(node) {
        const method = nameOf(node.callee);
        if (method !== "transact" && (method !== "go" || changeOf(node).length === 0)) return;
        for (const one of functions) one.acts = true;
        const builder = functions.find(({ name }) => BUILDS.test(name));
        if (builder)
          context.report({ node, message: `${builder.name} says that it only builds, and it commits.` });
      },
    };
  },
};

export default { meta: { name: "transaction-writes" }, rules: { committed, named } };
