import type { Linkable, LinkProperties, WorkflowDefinition } from "@tradewind/blueprint/language/resources";
import { buses } from "../channels/buses.ts";
import { queues } from "../channels/queues.ts";
import { topics } from "../channels/topics.ts";
import { buckets } from "../data/buckets.ts";
import { tables } from "../data/tables.ts";
import { userPools } from "../identity/user-pools.ts";
import { keys } from "../security/keys.ts";
import { secrets } from "../security/secrets.ts";
import { arnOf, physicalName, stage } from "../stage.ts";

/** The properties of `Resource.<name>`. Their values are known at deployment. */
type Properties = {
  [Kind in Linkable["kind"]]: {
    [Key in keyof LinkProperties[Kind]]: $util.Input<LinkProperties[Kind][Key]>;
  };
}[Linkable["kind"]];

/**
 * AWS cannot change the type of a state machine, and a deleted Standard one keeps its name until
 * its last execution has ended. So the name tells the type: the new machine is made, and rules lead
 * to it, before the old one goes.
 */
export const workflowName = ({ name, type }: WorkflowDefinition) =>
  physicalName(type === "express" ? `${name}Express` : name);

/**
 * Built from the name, before the workflow exists: its own tasks are linked to it, and it needs
 * their ARNs.
 */
export const workflowArn = (workflow: WorkflowDefinition) =>
  arnOf("states", `stateMachine:${workflowName(workflow)}`);

function propertiesOf(resource: Linkable): Properties {
  switch (resource.kind) {
    case "table":
      return { name: tables.of(resource).name };
    case "bucket":
      return { name: buckets.of(resource).bucket.name };
    case "key":
      return { arn: keys.of(resource).key.arn };
    case "queue":
      return { url: queues.of(resource).queue.url };
    case "topic":
      return { arn: topics.of(resource).topic.arn };
    case "bus":
      return { name: buses.of(resource).bus.name };
    case "workflow":
      return { arn: workflowArn(resource) };
    case "user-pool": {
      const { pool, client } = userPools.of(resource);
      const issuer = $interpolate`https://cognito-idp.${stage.region}.amazonaws.com/${pool.id}`;
      return {
        id: pool.id,
        clientId: client.id,
        clientSecret: client.secret,
        checkout: stage.checkout,
        issuer,
        jwksUri: $interpolate`${issuer}/.well-known/jwks.json`,
      };
    }
    case "email":
      return { sender: resource.from };
    case "setting":
      return { value: resource.value };
    case "secret":
      return { value: secrets.of(resource).value };
  }
}

/**
 * A link to a resource by its name in the blueprint. It gives no permission, because the
 * components' own links would allow `dynamodb:*` to a function that only reads.
 */
export const linkTo = (resource: Linkable) => ({
  urn: `urn:pulumi:${$app.stage}::${$app.name}::tradewind:${resource.kind}::${resource.name}`,
  getSSTLink: () => ({ properties: propertiesOf(resource) }),
});
