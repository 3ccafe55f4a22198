/**
 * Changes of others at the worst moment, for code that runs in the process of the test.
 * `vi.restoreAllMocks()` ends them.
 */
import { vi } from "vitest";

const client = async () =>
  (await import("../../packages/commerce/src/platform/dynamodb/document-client.ts")).documentClient;

/** Something else happens just before the next transaction. */
export async function beforeNextTransaction(work: () => Promise<unknown>): Promise<void> {
  const documentClient = await client();
  const { transactWrite } = documentClient;
  vi.spyOn(documentClient, "transactWrite").mockImplementationOnce((input) => {
    const request = transactWrite(input);
    return { ...request, promise: () => work().then(() => request.promise()) };
  });
}

/** Something else happens between the next read of one item and the one after it. */
export async function betweenNextReads(work: () => Promise<unknown>): Promise<void> {
  const documentClient = await client();
  const { get } = documentClient;
  let first: Promise<unknown> = Promise.resolve();
  vi.spyOn(documentClient, "get")
    .mockImplementationOnce((input) => {
      const request = get(input);
      const promise = () => {
        const answer = request.promise();
        first = answer;
        return answer;
      };
      return { ...request, promise };
    })
    .mockImplementationOnce((input) => {
      const request = get(input);
      return { ...request, promise: () => first.then(work).then(() => request.promise()) };
    });
}

/** The order changes in a way that matters only to those who write it as they have read it. */
export async function changeOrder(orderId: string): Promise<void> {
  const { OrderEntity } = await import("../../packages/commerce/src/orders/entity.ts");
  await OrderEntity.patch({ orderId }).add({ version: 1 }).go();
}
