import { forThisAccount, fromService, policy, refuseInsecure } from "../policy.ts";
import { messagingKey } from "../security/encryption.ts";
import { physicalName } from "../stage.ts";

/** All alarms publish to this topic. People on call subscribe to it. */
export const operations = new sst.aws.SnsTopic("Operations", {
  transform: { topic: { kmsMasterKeyId: messagingKey.arn } },
});

new aws.sns.TopicPolicy("OperationsPolicy", {
  arn: operations.arn,
  policy: policy(refuseInsecure("sns:Publish", operations.arn), {
    Action: "sns:Publish",
    Resource: operations.arn,
    Principal: fromService("cloudwatch"),
    Condition: forThisAccount,
  }),
});

type AlarmArgs = Omit<aws.cloudwatch.MetricAlarmArgs, "name" | "alarmActions" | "okActions">;

/** An alarm that notifies when it starts and when it ends. */
export const alarm = (name: string, args: AlarmArgs) =>
  new aws.cloudwatch.MetricAlarm(name, {
    name: physicalName(name),
    treatMissingData: "notBreaching",
    alarmActions: [operations.arn],
    okActions: [operations.arn],
    ...args,
  });

/** An alarm that starts when the metric counts at least one event in five minutes. */
export const alarmOnAny = (
  name: string,
  description: string,
  metric: { namespace: string; metricName: string; dimensions: Record<string, $util.Input<string>> },
) =>
  alarm(name, {
    ...metric,
    alarmDescription: description,
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
  });
