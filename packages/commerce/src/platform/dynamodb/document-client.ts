import type { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "../clients/dynamodb.ts";
import { readWhole } from "./batch-get.ts";

const document = DynamoDBDocumentClient.from(dynamodb, {
  marshallOptions: {
    removeUndefinedValues: true,
    // The SDK takes an object with the key `constructor`, which a SKU may be, for a class instance.
    convertClassInstanceToMap: true,
  },
});

/**
 * ElectroDB's listener, which reads the reasons of a cancelled transaction from the response body.
 */
type Extract = (response: { httpResponse: { body: string } }) => void;

/** A request object like those of version 2 of the AWS SDK, which ElectroDB expects. */
function request(send: () => Promise<unknown>) {
  let extract: Extract = () => {};
  return {
    promise: async () => {
      try {
        return await send();
      } catch (error) {
        if (isCancellation(error)) {
          const { CancellationReasons } = error;
          extract({ httpResponse: { body: JSON.stringify({ CancellationReasons }) } });
        }
        throw error;
      }
    },
    on: (_event: "extractError", listener: Extract) => {
      extract = listener;
    },
    abort: () => {},
  };
}

const isCancellation = (error: unknown): error is TransactionCanceledException =>
  error instanceof Error && error.name === "TransactionCanceledException";

/**
 * DynamoDB for ElectroDB. With the SDK's own document client, ElectroDB would load all of
 * `lib-dynamodb` and every command of the service. It also accepts a client with one method per
 * operation; these are the operations it calls.
 */
export const documentClient = {
  get: (input: GetCommand["input"]) => request(() => document.send(new GetCommand(input))),
  put: (input: PutCommand["input"]) => request(() => document.send(new PutCommand(input))),
  update: (input: UpdateCommand["input"]) => request(() => document.send(new UpdateCommand(input))),
  delete: (input: DeleteCommand["input"]) => request(() => document.send(new DeleteCommand(input))),
  query: (input: QueryCommand["input"]) => request(() => document.send(new QueryCommand(input))),
  scan: (input: ScanCommand["input"]) => request(() => document.send(new ScanCommand(input))),
  batchGet: (input: BatchGetCommand["input"]) =>
    request(() => readWhole((batch) => document.send(new BatchGetCommand(batch)), input)),
  batchWrite: (input: BatchWriteCommand["input"]) =>
    request(() => document.send(new BatchWriteCommand(input))),
  transactGet: (input: TransactGetCommand["input"]) =>
    request(() => document.send(new TransactGetCommand(input))),
  transactWrite: (input: TransactWriteCommand["input"]) =>
    request(() => document.send(new TransactWriteCommand(input))),
  createSet: (values: unknown[]) => new Set(values),
};
