/** What a stage would be made of: every resource that the stacks register, as Pulumi's engine gets it. */

export interface GraphResource {
  /** Pulumi's type, such as `aws:sqs/queue:Queue`. */
  type: string;
  /** The logical name. */
  name: string;
  /** Logical names of the components around it, the outermost first. */
  within: string[];
  /** Properties as they are asked for; names and ARNs of other resources are those of the mock engine. */
  props: Record<string, unknown>;
  id: string;
  /** Empty for what has none. */
  arn: string;
  retain: boolean;
  protect: boolean;
}

export interface Graph {
  stage: string;
  /** Evaluated as `sst dev` does. */
  dev: boolean;
  /** What `app()` of `sst.config.ts` answers. */
  app: { name: string; removal?: string; protect?: boolean; providers?: Record<string, unknown> };
  resources: GraphResource[];
  /** Links by name, with the properties that `Resource.<name>` has at run time. */
  links: Record<string, Record<string, unknown>>;
  /** Functions as SST is asked to build them, by name. */
  builds: Record<string, { handler: string; bundle?: string; runtime: string; links: string[] }>;
}
