import {
  CreateStateMachineCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { only, ROLE, TestStepFunctions } from "./support.ts";

const FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:work";
const task = (fields: object) => only({ Type: "Task", Resource: FUNCTION, ...fields });
const pass = (fields: object) => only({ Type: "Pass", ...fields });
const choice = (rule: object) => ({
  StartAt: "Only",
  States: { Only: { Type: "Choice", Choices: [{ ...rule, Next: "End" }] }, End: { Type: "Succeed" } },
});
const map = (fields: object) =>
  only({
    Type: "Map",
    ItemProcessor: { StartAt: "In", States: { In: { Type: "Pass", End: true } } },
    ...fields,
  });

/** The refusal's message by definition. Every message names the state and the field. */
const REFUSED: [name: string, definition: object, says: string[]][] = [
  ["no states", { StartAt: "A" }, ["SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /"]],
  ["nothing", {}, ["These fields are required: [States, StartAt] at /"]],
  [
    "a missing target and an unreachable state",
    { StartAt: "a", States: { a: { Type: "Pass", Next: "c" }, b: { Type: "Pass", End: true } } },
    [
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: c at /States/a/Next",
      'MISSING_TRANSITION_TARGET: State "b" is not reachable. at /States/b',
    ],
  ],
  [
    "a missing StartAt target",
    { StartAt: "x", States: { a: { Type: "Pass", End: true } } },
    ["x at /StartAt"],
  ],
  ["an unknown state type", only({ Type: "Loop" }), ["/States/Only/Type"]],
  ["a state without a type", only({}), ["These fields are required: [Type] at /States/Only"]],
  [
    "neither Next nor End",
    { StartAt: "A", States: { A: { Type: "Pass" } } },
    ["[Next, End]", "at /States/A"],
  ],
  [
    "Next and End",
    { StartAt: "A", States: { A: { Type: "Pass", Next: "A", End: true } } },
    ["[Next, End]", "at /States/A"],
  ],
  ["an unknown field", pass({ Resultt: 1 }), ["Field 'Resultt' is not supported at /States/Only/Resultt"]],
  ["an unknown field of the machine", { ...pass({}), Name: "x" }, ["Field 'Name' is not supported at /Name"]],
  ["JSONata for the machine", { ...pass({}), QueryLanguage: "JSONata" }, ["JSONata", "at /QueryLanguage"]],
  ["JSONata for a state", pass({ QueryLanguage: "JSONata" }), ["JSONata", "at /States/Only/QueryLanguage"]],
  [
    "JSONata's fields",
    task({ Arguments: {}, Output: {} }),
    ["/States/Only/Arguments", "/States/Only/Output"],
  ],
  ["variables", pass({ Assign: { a: 1 } }), ["Assign (variables) is not supported", "/States/Only/Assign"]],
  ["an ItemReader", map({ ItemReader: {} }), ["ItemReader (distributed maps)", "/States/Only/ItemReader"]],
  [
    "an ItemBatcher",
    map({ ItemBatcher: {} }),
    ["ItemBatcher (distributed maps)", "/States/Only/ItemBatcher"],
  ],
  ["a ResultWriter", map({ ResultWriter: {} }), ["ResultWriter (distributed maps)"]],
  [
    "a distributed map",
    map({
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "In",
        States: { In: { Type: "Pass", End: true } },
      },
    }),
    ["Distributed Map", "/States/Only/ItemProcessor/ProcessorConfig/Mode"],
  ],
  ["a map without a processor", only({ Type: "Map" }), ["[ItemProcessor, Iterator]", "at /States/Only"]],
  ["credentials", task({ Credentials: { RoleArn: ROLE } }), ["Credentials", "/States/Only/Credentials"]],
  [
    "a Resource that is no ARN",
    task({ Resource: "work" }),
    ["Value is not a valid resource ARN at /States/Only/Resource"],
  ],
  [
    "an integration that this cloud does not have",
    task({ Resource: "arn:aws:states:::ecs:runTask.sync", Parameters: {} }),
    ["The resource provided arn:aws:states:::ecs:runTask.sync is not recognized", "/States/Only/Resource"],
  ],
  ["an SDK integration", task({ Resource: "arn:aws:states:::aws-sdk:s3:getObject" }), ["is not recognized"]],
  [
    "an activity",
    task({ Resource: "arn:aws:states:us-east-1:000000000000:activity:a" }),
    ["is not recognized"],
  ],
  [
    "the older .sync",
    task({ Resource: "arn:aws:states:::states:startExecution.sync", Parameters: {} }),
    ["is not recognized"],
  ],
  [
    "an integration without Parameters",
    task({ Resource: "arn:aws:states:::sqs:sendMessage" }),
    ["These fields are required: [Parameters] at /States/Only"],
  ],
  ["a path that is none", pass({ InputPath: "order" }), ["not a valid JSONPath", "/States/Only/InputPath"]],
  ["a function in a path", pass({ InputPath: "$.a.length()" }), ["not supported", "/States/Only/InputPath"]],
  [
    "a query as ResultPath",
    pass({ ResultPath: "$..a" }),
    ["Value is not a Reference Path", "/States/Only/ResultPath"],
  ],
  ["a ResultPath into the context", pass({ ResultPath: "$$.a" }), ["/States/Only/ResultPath"]],
  [
    "a template field that is no path",
    pass({ Parameters: { a: { "b.$": "hello" } } }),
    [
      "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function call",
      "/States/Only/Parameters/a/b.$",
    ],
  ],
  ["an unknown intrinsic", pass({ Parameters: { "b.$": "States.Nope()" } }), ["States.Nope"]],
  [
    "a comparison of the wrong type",
    choice({ Variable: "$.a", NumericEquals: "1" }),
    ["/States/Only/Choices[0]/NumericEquals"],
  ],
  ["a rule without Variable", choice({ NumericEquals: 1 }), ["[Variable] at /States/Only/Choices[0]"]],
  [
    "an unknown comparison",
    choice({ Variable: "$.a", NumberIs: 1 }),
    ["NumberIs", "/States/Only/Choices[0]"],
  ],
  [
    "two comparisons in a rule",
    choice({ Variable: "$.a", IsNull: true, IsPresent: true }),
    ["exactly one operator", "/States/Only/Choices[0]"],
  ],
  [
    "a Next inside And",
    choice({ And: [{ Variable: "$.a", IsNull: true, Next: "End" }] }),
    ["/States/Only/Choices[0]/And[0]/Next"],
  ],
  ["no rules", only({ Type: "Choice", Choices: [] }), ["/States/Only/Choices"]],
  ["a Choice with End", only({ Type: "Choice", Choices: [], End: true }), ["/States/Only/End"]],
  ["a Wait without a time", only({ Type: "Wait" }), ["[Seconds, SecondsPath, Timestamp, TimestampPath]"]],
  ["a Wait with two", only({ Type: "Wait", Seconds: 1, SecondsPath: "$.s" }), ["Only one of the fields"]],
  ["a Wait until no time", only({ Type: "Wait", Timestamp: "tomorrow" }), ["/States/Only/Timestamp"]],
  ["a negative Wait", only({ Type: "Wait", Seconds: -1 }), ["/States/Only/Seconds"]],
  [
    "a retrier without errors",
    task({ Retry: [{ IntervalSeconds: 1 }] }),
    ["[ErrorEquals] at /States/Only/Retry[0]"],
  ],
  [
    "an interval of nothing",
    task({ Retry: [{ ErrorEquals: ["E"], IntervalSeconds: 0 }] }),
    ["/IntervalSeconds"],
  ],
  [
    "an unknown jitter",
    task({ Retry: [{ ErrorEquals: ["E"], JitterStrategy: "SOME" }] }),
    ["/JitterStrategy"],
  ],
  [
    "States.ALL before another retrier",
    task({ Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["E"] }] }),
    ["States.ALL must appear alone and at the end", "/States/Only/Retry[0]"],
  ],
  [
    "States.ALL beside another error",
    task({ Catch: [{ ErrorEquals: ["States.ALL", "E"], Next: "Only" }] }),
    ["/States/Only/Catch[0]/ErrorEquals"],
  ],
  ["a catcher without Next", task({ Catch: [{ ErrorEquals: ["E"] }] }), ["[Next] at /States/Only/Catch[0]"]],
  ["a catcher to nowhere", task({ Catch: [{ ErrorEquals: ["E"], Next: "x" }] }), ["Catch[0]/Next"]],
  ["a time limit of nothing", task({ TimeoutSeconds: 0 }), ["/States/Only/TimeoutSeconds"]],
  ["a heartbeat that nobody can send", task({ HeartbeatSeconds: 5 }), ["/States/Only/HeartbeatSeconds"]],
  ["Error and ErrorPath", only({ Type: "Fail", Error: "E", ErrorPath: "$.e" }), ["[Error, ErrorPath]"]],
  [
    "the same name twice",
    {
      StartAt: "A",
      States: {
        A: {
          Type: "Parallel",
          Branches: [{ StartAt: "A", States: { A: { Type: "Pass", End: true } } }],
          End: true,
        },
      },
    },
    ["Duplicate state name: A"],
  ],
  [
    "a fault deep inside",
    only({ Type: "Parallel", Branches: [{ StartAt: "B", States: { B: { Type: "Task", End: true } } }] }),
    ["[Resource] at /States/Only/Branches[0]/States/B"],
  ],
  [
    "a name that is too long",
    { StartAt: "x".repeat(81), States: { ["x".repeat(81)]: { Type: "Succeed" } } },
    ["80"],
  ],
];

describe("a definition", () => {
  const shop = new TestStepFunctions();
  const create = (definition: string, type?: "EXPRESS") =>
    shop.client.send(new CreateStateMachineCommand({ name: "refused", roleArn: ROLE, definition, type }));

  test.each(REFUSED)("with %s is refused", async (_name, definition, says) => {
    const refusal = await create(JSON.stringify(definition)).catch((error: unknown) => error as Error);
    expect(refusal).toMatchObject({ name: "InvalidDefinition" });
    const { message } = refusal as Error;
    expect(message).toMatch(/^Invalid State Machine Definition: '/);
    for (const text of says) expect(message).toContain(text);
  });

  test("that is not JSON, or not an object, is refused", async () => {
    for (const definition of ["not a definition", "[]", "7"]) {
      await expect(create(definition)).rejects.toMatchObject({ name: "InvalidDefinition" });
    }
  });

  test("of an Express workflow may not wait for tokens or executions", async () => {
    const definition = task({
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: {},
    });
    await expect(create(JSON.stringify(definition), "EXPRESS")).rejects.toMatchObject({
      message: expect.stringContaining("Express state machine does not support '.waitForTaskToken'"),
    });
  });

  test("is refused on update too, and the machine stays as it is", async () => {
    const stateMachineArn = await shop.create(pass({ Result: 1 }));
    await expect(
      shop.client.send(new UpdateStateMachineCommand({ stateMachineArn, definition: "{}" })),
    ).rejects.toMatchObject({ name: "InvalidDefinition" });
  });

  test("can be validated without creating anything", async () => {
    const validate = (definition: object) =>
      shop.client.send(new ValidateStateMachineDefinitionCommand({ definition: JSON.stringify(definition) }));
    expect(await validate(pass({}))).toMatchObject({ result: "OK", diagnostics: [], truncated: false });
    expect(await validate({ States: {} })).toMatchObject({
      result: "FAIL",
      diagnostics: [
        {
          severity: "ERROR",
          code: "SCHEMA_VALIDATION_FAILED",
          location: "/",
          message: "These fields are required: [StartAt]",
        },
      ],
    });
  });
});
