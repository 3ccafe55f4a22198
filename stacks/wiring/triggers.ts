import { blueprint } from "@tradewind/blueprint";
import { functions } from "../functions/functions.ts";
import { userPools } from "../identity/user-pools.ts";

/** Each pool may call the function that changes its tokens' claims. */
for (const definition of blueprint.userPools)
  new aws.lambda.Permission(`${definition.name}${definition.preToken.name}`, {
    action: "lambda:InvokeFunction",
    function: functions.of(definition.preToken).arn,
    principal: "cognito-idp.amazonaws.com",
    sourceArn: userPools.of(definition).pool.arn,
  });
