import { blueprint } from "@tradewind/blueprint";
import { api } from "../api/rest-api.ts";
import { stage } from "../stage.ts";
import { webAcl } from "./web-acl.ts";

const { name } = blueprint.firewall;

if (stage.firewall)
  new aws.wafv2.WebAclAssociation(`${name}OfApi`, {
    webAclArn: webAcl(name, "api").arn,
    resourceArn: api.nodes.stage?.arn ?? "",
  });
