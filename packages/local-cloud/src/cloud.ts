import { Cognito, type ScryptCost } from "./cognito/index.ts";
import { DynamoDb, type DynamoDbOptions } from "./dynamodb/index.ts";
import { EventBridge } from "./event-bridge/index.ts";
import { type InProcessHandler, inProcessHandler } from "./kernel/in-process.ts";
import { createKernel, type Kernel, type KernelOptions } from "./kernel/kernel.ts";
import type { WireRequest, WireResponse } from "./kernel/wire.ts";
import { Kms } from "./kms/index.ts";
import { Lambda } from "./lambda/index.ts";
import { Pipes } from "./pipes/index.ts";
import { type ApiCall, apiCall } from "./router/api-call.ts";
import type { Endpoint } from "./router/dispatch.ts";
import { errorResponse } from "./router/error-response.ts";
import { jwksPage } from "./router/jwks-page.ts";
import { type Listener, listen } from "./router/listen.ts";
import { Router } from "./router/router.ts";
import { S3 } from "./s3/index.ts";
import { Scheduler } from "./scheduler/index.ts";
import { Ses } from "./ses/index.ts";
import { Sns } from "./sns/index.ts";
import { Sqs } from "./sqs/index.ts";
import { StepFunctions } from "./step-functions/index.ts";

export interface LocalCloudOptions extends KernelOptions, DynamoDbOptions {
  /** Address of the cloud for clients outside this process. Queue URLs begin with it. */
  endpoint?: string;
  /** Cost of password hashes; the default takes about 50 ms a password. */
  passwordCost?: ScryptCost | undefined;
}

/**
 * An AWS account on one machine: every service on one kernel, behind one endpoint. The constructor
 * loads the stored state. {@link resume} continues the work that was under way when the last
 * process ended.
 */
export class LocalCloud {
  readonly kernel: Kernel;
  readonly lambda: Lambda;
  readonly dynamoDb: DynamoDb;
  readonly s3: S3;
  readonly kms: Kms;
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly ses: Ses;
  readonly eventBridge: EventBridge;
  readonly pipes: Pipes;
  readonly scheduler: Scheduler;
  readonly stepFunctions: StepFunctions;
  readonly cognito: Cognito;
  /**
   * Calls an operation of a service by the names of its API, without an SDK: `call("sqs",
   * "SendMessage", { … })`.
   */
  readonly call: ApiCall;
  readonly #router: Router;
  readonly #listeners: Listener[] = [];

  constructor(options: LocalCloudOptions = {}) {
    const kernel = createKernel(options);
    this.kernel = kernel;
    this.lambda = new Lambda(kernel);
    this.dynamoDb = new DynamoDb(kernel, options);
    this.s3 = new S3(kernel);
    this.kms = new Kms(kernel);
    this.sqs = new Sqs(kernel, options.endpoint === undefined ? {} : { endpoint: options.endpoint });
    this.sns = new Sns(kernel);
    this.ses = new Ses(kernel);
    this.eventBridge = new EventBridge(kernel);
    this.pipes = new Pipes(kernel, this.dynamoDb, this.lambda);
    this.scheduler = new Scheduler(kernel);
    this.stepFunctions = new StepFunctions(kernel, this.lambda, {
      callService: (...call) => this.call(...call),
      publish: (event) => this.eventBridge.publish(event),
    });
    this.cognito = new Cognito(kernel, {
      mail: (message) => this.ses.deliver(message),
      lambda: this.lambda,
      ...(options.passwordCost && { scrypt: options.passwordCost }),
    });
    const endpoints = this.#endpoints();
    this.#router = new Router(kernel, endpoints, jwksPage(this.cognito));
    this.call = apiCall(endpoints, (request) => this.handle(request));
  }

  /**
   * Opens a cloud that listens on 127.0.0.1 and knows its own address; `port` 0 takes a free one.
   * Requests that arrive before it is ready get a 503.
   */
  static async open(options: Omit<LocalCloudOptions, "endpoint"> & { port: number }): Promise<LocalCloud> {
    let cloud: LocalCloud | undefined;
    const listener = await listen(
      (request) => cloud?.handle(request) ?? Promise.resolve(notReady()),
      options.port,
    );
    try {
      cloud = new LocalCloud({ ...options, endpoint: listener.url });
    } catch (error) {
      await listener.close();
      throw error;
    }
    cloud.#listeners.push(listener);
    return cloud;
  }

  /**
   * Answers a request to any service. @throws ConnectionLost when the fault plan loses the answer
   */
  handle(request: WireRequest): Promise<WireResponse> {
    return this.#router.handle(request);
  }

  /** Returns a `requestHandler` for AWS SDK clients in this process. */
  requestHandler(): InProcessHandler {
    return inProcessHandler(this.#router);
  }

  /** Serves every service on 127.0.0.1; `port` 0 takes a free one. */
  async listen(port: number): Promise<Listener> {
    const listener = await listen((request) => this.handle(request), port);
    this.#listeners.push(listener);
    return listener;
  }

  /** The address of the first listener. */
  get url(): string | undefined {
    return this.#listeners[0]?.url;
  }

  /**
   * Continues the work that was under way when the last process ended: executions, deliveries,
   * schedules, pipes. Call it once, after all functions are defined.
   */
  resume(): void {
    this.stepFunctions.resume();
    this.sns.resume();
    this.eventBridge.resume();
    this.scheduler.resume();
    this.pipes.resume();
  }

  /** Stops listening and all timers, and closes the store. Nothing is acknowledged afterwards. */
  async stop(): Promise<void> {
    await Promise.all(this.#listeners.splice(0).map((listener) => listener.close()));
    this.#router.close();
    this.kernel.clock.stop();
    await this.kernel.store.durable();
    this.kernel.store.close();
  }

  #endpoints(): Endpoint[] {
    return [
      { service: this.dynamoDb.service, protocol: "json", scope: "dynamodb", target: "DynamoDB_20120810" },
      {
        service: this.dynamoDb.streamsService,
        protocol: "json",
        scope: "dynamodb",
        target: "DynamoDBStreams_20120810",
      },
      { service: this.sqs.service, protocol: "json", scope: "sqs", target: "AmazonSQS" },
      { service: this.stepFunctions.service, protocol: "json", scope: "states", target: "AWSStepFunctions" },
      { service: this.eventBridge.service, protocol: "json", scope: "events", target: "AWSEvents" },
      { service: this.kms.service, protocol: "json", scope: "kms", target: "TrentService" },
      {
        service: this.cognito.service,
        protocol: "json",
        scope: "cognito-idp",
        target: "AWSCognitoIdentityProviderService",
      },
      { service: this.ses.service, protocol: "rest-json", scope: "ses", pathPrefixes: ["/v2/email"] },
      { service: this.pipes.service, protocol: "rest-json", scope: "pipes", pathPrefixes: ["/v1/pipes"] },
      {
        service: this.scheduler.service,
        protocol: "rest-json",
        scope: "scheduler",
        pathPrefixes: ["/schedules", "/schedule-groups"],
      },
      { service: this.sns.service, protocol: "query", scope: "sns" },
      { service: this.s3.service, protocol: "rest-xml", scope: "s3" },
    ];
  }
}

function notReady(): WireResponse {
  const error = { code: "ServiceUnavailable", message: "The local cloud is starting.", status: 503 };
  return errorResponse("json", error, "00000000-0000-0000-0000-000000000000");
}
