/** The graph of a stage: every resource that the stacks register with Pulumi's engine. */

export interface GraphResource {
  /** Pulumi's type, such as `aws:sqs/queue:Queue`. */
  type: string;
  /** The logical name. */
  name: string;
  /** Logical names of the components around it, the outermost first. */
  within: string[];
  /** The requested properties. Names and ARNs of other resources are the mock engine's. */
  props: Record<string, unknown>;
  id: string;
  /** Empty for a resource without an ARN. */
  arn: string;
  /** Logical names of the resources that are made before. */
  after: string[];
  retain: boolean;
  protect: boolean;
}

export interface Graph {
  stage: string;
  /** True for an evaluation as by `sst dev`. */
  dev: boolean;
  /** The result of `app()` in `sst.config.ts`. */
  app: { name: string; removal?: string; protect?: boolean; providers?: Record<string, unknown> };
  resources: GraphResource[];
  /** Links by name, with the properties that `Resource.<name>` has at run time. */
  links: Record<string, Record<string, unknown>>;
  /** SST's build requests for functions, by name. */
  builds: Record<string, { handler: string; bundle?: string; runtime: string; links: string[] }>;
}
