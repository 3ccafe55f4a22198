import { AwsError } from "../kernel/wire.ts";

export const validation = (message: string): AwsError => new AwsError("ValidationException", message);
export const notFound = (message: string): AwsError => new AwsError("NotFoundException", message);
export const unsupported = (message: string): AwsError =>
  new AwsError("UnsupportedOperationException", message);
export const invalidState = (message: string): AwsError => new AwsError("KMSInvalidStateException", message);
export const invalidUsage = (message: string): AwsError => new AwsError("InvalidKeyUsageException", message);
export const invalidCiphertext = (): AwsError => new AwsError("InvalidCiphertextException", "");
