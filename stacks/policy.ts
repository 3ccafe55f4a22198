import { accountId } from "./stage.ts";

export interface Statement {
  Effect?: "Deny";
  Action: string | string[];
  /** Absent in a role's trust policy. */
  Resource?: $util.Input<string> | $util.Input<string>[];
  Principal?: unknown;
  Condition?: unknown;
}

/** A policy document. A statement without an effect allows. */
export const policy = (...statements: Statement[]) =>
  $jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });

export const fromService = (service: string) => ({ Service: `${service}.amazonaws.com` });

/**
 * Restricts a service to acting for this account, against the confused deputy problem.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const forThisAccount = { StringEquals: { "aws:SourceAccount": accountId } };

export const forResource = (arn: $util.Input<string>) => ({ ArnEquals: { "aws:SourceArn": arn } });

export const refuseInsecure = (action: string, arn: $util.Input<string>): Statement => ({
  Effect: "Deny",
  Action: action,
  Resource: arn,
  Principal: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** A role that a service assumes, only for this account, with the given permissions. */
export const serviceRole = (name: string, service: string, ...statements: Statement[]) =>
  new aws.iam.Role(name, {
    assumeRolePolicy: policy({
      Action: "sts:AssumeRole",
      Principal: fromService(service),
      Condition: forThisAccount,
    }),
    inlinePolicies: [{ name: "inline", policy: policy(...statements) }],
  });
