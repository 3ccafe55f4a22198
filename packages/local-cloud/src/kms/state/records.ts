import type { KeySpec, KeyUsage } from "../specs.ts";

/** One version of a key's material. */
export interface MaterialRecord {
  /** 32 bytes in hexadecimal: AWS's KeyMaterialId. */
  id: string;
  /** Base64: the key itself, or PKCS #8 in DER for key pairs. */
  secret: string;
  /** Milliseconds since the epoch. */
  created: number;
  rotation?: "AUTOMATIC" | "ON_DEMAND";
}

export interface KeyRecord {
  id: string;
  description: string;
  spec: KeySpec;
  usage: KeyUsage;
  state: "Enabled" | "Disabled" | "PendingDeletion";
  /** Milliseconds since the epoch, like all times here. */
  created: number;
  deletion?: number;
  /** Oldest first. The last one encrypts. */
  materials: MaterialRecord[];
  rotation?: { periodDays: number; next: number };
  tags: Record<string, string>;
  policy: string;
}

export interface AliasRecord {
  /** With the prefix `alias/`. */
  name: string;
  keyId: string;
  created: number;
  updated: number;
}
