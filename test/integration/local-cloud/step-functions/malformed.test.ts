import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { only, ROLE, TestStepFunctions } from "./support.ts";

const OPERATIONS = [
  "CreateStateMachine",
  "UpdateStateMachine",
  "DeleteStateMachine",
  "DescribeStateMachine",
  "ListStateMachines",
  "ValidateStateMachineDefinition",
  "StartExecution",
  "StartSyncExecution",
  "DescribeExecution",
  "ListExecutions",
  "StopExecution",
  "RedriveExecution",
  "DescribeStateMachineForExecution",
  "GetExecutionHistory",
  "SendTaskSuccess",
  "SendTaskFailure",
  "SendTaskHeartbeat",
  "TagResource",
  "UntagResource",
  "ListTagsForResource",
  "CreateActivity",
  "constructor",
];
const MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:machine-1";
const EXECUTION = "arn:aws:states:us-east-1:000000000000:execution:machine-1:e";

const MEMBERS =
  "name definition roleArn type tags tagKeys stateMachineArn executionArn resourceArn input taskToken output error cause " +
  "maxResults nextToken statusFilter reverseOrder includeExecutionData loggingConfiguration tracingConfiguration publish";
const member = fc.constantFrom(...MEMBERS.split(" "));
const FIELDS =
  "Type Next End Choices Default Parameters Retry Catch Branches Iterator ItemProcessor ResultPath InputPath Seconds " +
  "Variable And Not StringEquals Resource ErrorEquals StartAt States MaxConcurrency TimeoutSeconds";
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(MACHINE, EXECUTION, ROLE, "EXPRESS", "{}", '{"StartAt":1,"States":[]}', "machine-9"),
);

describe("the wire API", () => {
  const shop = new TestStepFunctions();
  const call = (operation: string, body: string) =>
    shop.stepFunctions.service.handle({
      method: "POST",
      path: "/",
      query: new URLSearchParams(),
      headers: { "x-amz-target": `AWSStepFunctions.${operation}` },
      body: Buffer.from(body),
    });

  test("answers whatever comes in, and refuses it as AWS does", async () => {
    await shop.create(only({ Type: "Pass" }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...OPERATIONS),
        fc.dictionary(member, value),
        async (operation, input) => {
          const { status, body } = await call(operation, JSON.stringify(input));
          expect([200, 400]).toContain(status);
          const answer = JSON.parse(String(body)) as Record<string, unknown>;
          if (status === 400)
            expect(answer).toMatchObject({ __type: expect.any(String), message: expect.any(String) });
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("compiles or refuses whatever is called a definition", async () => {
    const field = fc.constantFrom(...FIELDS.split(" "));
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("Pass", "Task", "Choice", "Map", "Parallel", "Wait", "A", "$.a", "States.Format('{}')"),
      fc.dictionary(field, fc.jsonValue()),
      fc.array(fc.dictionary(field, fc.jsonValue())),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(field, anything), async (state) => {
        const definition = JSON.stringify({ StartAt: "A", States: { A: state } });
        const { status } = await call("ValidateStateMachineDefinition", JSON.stringify({ definition }));
        expect(status).toBe(200);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    [
      "StartExecution",
      (deep: string, stateMachineArn: string) => ({ stateMachineArn, input: deep }),
      "InvalidExecutionInput",
    ],
    [
      "CreateStateMachine",
      (deep: string) => ({ name: "deep", roleArn: ROLE, definition: deep }),
      "InvalidDefinition",
    ],
  ])("%s refuses JSON that nests too deeply", async (operation, input, code) => {
    // A machine that the requests of other tests do not name, so they cannot have changed it.
    const machine = await shop.create(only({ Type: "Pass" }), { name: "sound" });
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    const { status, headers } = await call(operation, JSON.stringify(input(deep, machine)));
    expect({ status, code: headers["x-amzn-errortype"] }).toEqual({ status: 400, code });
  });

  test("refuses bodies that are not JSON objects", async () => {
    for (const body of ["{", "[]", "7", "\u0000"]) {
      const { status, headers } = await call("StartExecution", body);
      expect({ status, code: headers["x-amzn-errortype"] }).toEqual({
        status: 400,
        code: "SerializationException",
      });
    }
  });
});
