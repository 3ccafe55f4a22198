import { accountId } from "./stage.ts";

export interface Statement {
  Effect?: "Deny";
  Action: string | string[];
  /** Absent in what a role trusts. */
  Resource?: $util.Input<string> | $util.Input<string>[];
  Principal?: unknown;
  Condition?: unknown;
}

/** A policy document, allowing unless a statement says otherwise. */
export const policy = (...statements: Statement[]) =>
  $jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });

export const fromService = (service: string) => ({ Service: `${service}.amazonaws.com` });

/** Against the confused deputy: the service acts for this account. https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
export const forThisAccount = { StringEquals: { "aws:SourceAccount": accountId } };

export const forResource = (arn: $util.Input<string>) => ({ ArnEquals: { "aws:SourceArn": arn } });

export const refuseInsecure = (action: string, arn: $util.Input<string>): Statement => ({
  Effect: "Deny",
  Action: action,
  Resource: arn,
  Principal: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** A role that a service takes on, for this account alone, to do what the statements say. */
export const serviceRole = (name: string, service: string, ...statements: Statement[]) =>
  new aws.iam.Role(name, {
    assumeRolePolicy: policy({
      Action: "sts:AssumeRole",
      Principal: fromService(service),
      Condition: forThisAccount,
    }),
    inlinePolicies: [{ name: "inline", policy: policy(...statements) }],
  });
