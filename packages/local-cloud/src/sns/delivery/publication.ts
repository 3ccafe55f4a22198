import type { MessageAttribute } from "../../kernel/targets.ts";

/** A message that a topic accepted. */
export interface Publication {
  messageId: string;
  topicArn: string;
  /** Milliseconds since the epoch. */
  at: number;
  message: string;
  /** With MessageStructure `json`: the messages of the protocols that have their own. */
  byProtocol?: Record<string, string>;
  subject?: string;
  attributes?: Record<string, MessageAttribute>;
  group?: string;
  deduplicationId?: string;
  sequenceNumber?: string;
}

function messageFor(publication: Publication, protocol: string): string {
  return publication.byProtocol?.[protocol] ?? publication.message;
}

/**
 * Nothing in the local cloud leaves the machine, so nothing is signed. The signature members exist
 * without a value that could be verified.
 */
function signatureAndLinks(region: string, subscriptionArn: string) {
  const host = `https://sns.${region}.amazonaws.com`;
  return {
    signature: "EXAMPLE",
    certificate: `${host}/SimpleNotificationService.pem`,
    unsubscribe: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
  };
}

function shownAttributes(publication: Publication): Record<string, { Type: string; Value: string }> {
  return Object.fromEntries(
    Object.entries(publication.attributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? "" },
    ]),
  );
}

/**
 * The JSON text that a queue receives:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function queueMessage(
  publication: Publication,
  subscription: { arn: string; raw: boolean },
  region: string,
): string {
  const message = messageFor(publication, "sqs");
  if (subscription.raw) return message;
  const { signature, certificate, unsubscribe } = signatureAndLinks(region, subscription.arn);
  return JSON.stringify({
    Type: "Notification",
    MessageId: publication.messageId,
    SequenceNumber: publication.sequenceNumber,
    TopicArn: publication.topicArn,
    Subject: publication.subject,
    Message: message,
    Timestamp: new Date(publication.at).toISOString(),
    SignatureVersion: "1",
    Signature: signature,
    SigningCertURL: certificate,
    UnsubscribeURL: unsubscribe,
    MessageAttributes: publication.attributes && shownAttributes(publication),
  });
}

/**
 * The event that a function receives: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function functionEvent(publication: Publication, subscriptionArn: string, region: string): object {
  const { signature, certificate, unsubscribe } = signatureAndLinks(region, subscriptionArn);
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: "Notification",
          MessageId: publication.messageId,
          TopicArn: publication.topicArn,
          Subject: publication.subject ?? null,
          Message: messageFor(publication, "lambda"),
          Timestamp: new Date(publication.at).toISOString(),
          SignatureVersion: "1",
          Signature: signature,
          SigningCertUrl: certificate,
          UnsubscribeUrl: unsubscribe,
          MessageAttributes: shownAttributes(publication),
        },
      },
    ],
  };
}
