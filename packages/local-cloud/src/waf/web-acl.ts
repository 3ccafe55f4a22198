/**
 * A web ACL as data, in WAFv2's own JSON, so that the same object can be deployed.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
 */
export interface WebAcl {
  Name: string;
  DefaultAction: { Allow: object } | { Block: BlockAction };
  Rules: readonly WebAclRule[];
  CustomResponseBodies?: Readonly<Record<string, CustomResponseBody>>;
  /** Inspected size of a body. Default: 16 KB. */
  AssociationConfig?: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: BodyInspectionLimit } } };
}

export type BodyInspectionLimit = "KB_16" | "KB_32" | "KB_48" | "KB_64";

export interface CustomResponseBody {
  ContentType: "APPLICATION_JSON" | "TEXT_HTML" | "TEXT_PLAIN";
  Content: string;
}

export interface BlockAction {
  CustomResponse?: {
    ResponseCode: number;
    CustomResponseBodyKey?: string;
    ResponseHeaders?: readonly { Name: string; Value: string }[];
  };
}

export type RuleAction = { Allow: object } | { Block: BlockAction } | { Count: object };

/** Rules are evaluated by ascending `Priority`. */
export interface WebAclRule {
  Name: string;
  Priority: number;
  Statement: Statement;
  /** Required for every statement except a rule group. */
  Action?: RuleAction;
  /** For a managed rule group: `Count` turns its blocks into counts. */
  OverrideAction?: { None: object } | { Count: object };
  RuleLabels?: readonly { Name: string }[];
}

export type Statement =
  | { ManagedRuleGroupStatement: ManagedRuleGroupStatement }
  | { RateBasedStatement: RateBasedStatement }
  | { SqliMatchStatement: MatchStatement & { SensitivityLevel?: "LOW" | "HIGH" } }
  | { XssMatchStatement: MatchStatement }
  | { ByteMatchStatement: ByteMatchStatement }
  | { RegexMatchStatement: MatchStatement & { RegexString: string } }
  | { SizeConstraintStatement: SizeConstraintStatement }
  | { LabelMatchStatement: { Scope: "LABEL" | "NAMESPACE"; Key: string } }
  | { AndStatement: { Statements: readonly Statement[] } }
  | { OrStatement: { Statements: readonly Statement[] } }
  | { NotStatement: { Statement: Statement } };

export interface ManagedRuleGroupStatement {
  VendorName: "AWS";
  Name: ManagedRuleGroupName;
  /** Bot Control takes its inspection level here. The local counterpart is COMMON. */
  ManagedRuleGroupConfigs?: readonly object[];
  RuleActionOverrides?: readonly { Name: string; ActionToUse: RuleAction }[];
  ScopeDownStatement?: Statement;
}

export type ManagedRuleGroupName =
  | "AWSManagedRulesCommonRuleSet"
  | "AWSManagedRulesKnownBadInputsRuleSet"
  | "AWSManagedRulesSQLiRuleSet"
  | "AWSManagedRulesAmazonIpReputationList"
  | "AWSManagedRulesBotControlRuleSet";

export interface RateBasedStatement {
  /** Maximum number of requests of one address within the window; at least 10. */
  Limit: number;
  AggregateKeyType: "IP";
  /** Default: 300. */
  EvaluationWindowSec?: 60 | 120 | 300 | 600;
  ScopeDownStatement?: Statement;
}

export interface MatchStatement {
  FieldToMatch: FieldToMatch;
  TextTransformations: readonly TextTransformation[];
}

export interface ByteMatchStatement extends MatchStatement {
  SearchString: string;
  PositionalConstraint: "EXACTLY" | "STARTS_WITH" | "ENDS_WITH" | "CONTAINS";
}

export interface SizeConstraintStatement extends MatchStatement {
  ComparisonOperator: "EQ" | "NE" | "LE" | "LT" | "GE" | "GT";
  Size: number;
}

export type FieldToMatch =
  | { Method: object }
  | { UriPath: object }
  | { QueryString: object }
  | { AllQueryArguments: object }
  | { SingleQueryArgument: { Name: string } }
  | { SingleHeader: { Name: string } }
  | { Cookies: { MatchPattern: { All: object }; MatchScope: "VALUE"; OversizeHandling: "CONTINUE" } }
  | { Body: { OversizeHandling?: "CONTINUE" | "MATCH" | "NO_MATCH" } };

export interface TextTransformation {
  Priority: number;
  Type:
    | "NONE"
    | "LOWERCASE"
    | "URL_DECODE"
    | "URL_DECODE_UNI"
    | "HTML_ENTITY_DECODE"
    | "COMPRESS_WHITE_SPACE"
    | "REPLACE_COMMENTS"
    | "REPLACE_NULLS";
}
