export type KeyUsage = "ENCRYPT_DECRYPT" | "SIGN_VERIFY" | "GENERATE_VERIFY_MAC";
export type KeySpec =
  | "SYMMETRIC_DEFAULT"
  | "HMAC_224"
  | "HMAC_256"
  | "HMAC_384"
  | "HMAC_512"
  | "RSA_2048"
  | "RSA_3072"
  | "RSA_4096"
  | "ECC_NIST_P256"
  | "ECC_NIST_P384"
  | "ECC_NIST_P521";

export type HashName = "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

/**
 * The material and the uses of a key spec, from
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
export interface SpecDetails {
  usages: KeyUsage[];
  kind: "aes" | "hmac" | "rsa" | "ec";
  /** Bits of an RSA modulus or bytes of a secret. */
  size: number;
  /** OpenSSL's name of an elliptic curve. */
  curve?: string;
  encryption?: string[];
  signing?: string[];
  mac?: string[];
}

const rsa = (size: number): SpecDetails => ({
  kind: "rsa",
  usages: ["ENCRYPT_DECRYPT", "SIGN_VERIFY"],
  size,
  encryption: ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"],
  signing: Object.keys(SIGNING_ALGORITHMS).filter((name) => name.startsWith("RSASSA")),
});
const hmac = (bits: 224 | 256 | 384 | 512): SpecDetails => ({
  kind: "hmac",
  usages: ["GENERATE_VERIFY_MAC"],
  size: bits / 8,
  mac: [`HMAC_SHA_${bits}`],
});
const ec = (curve: string, bits: 256 | 384 | 512): SpecDetails => ({
  kind: "ec",
  usages: ["SIGN_VERIFY"],
  size: 0,
  curve,
  signing: [`ECDSA_SHA_${bits}`],
});

export interface SigningAlgorithm {
  scheme: "PKCS1" | "PSS" | "ECDSA";
  hash: HashName;
}

export const SIGNING_ALGORITHMS: Record<string, SigningAlgorithm> = {
  RSASSA_PKCS1_V1_5_SHA_256: { scheme: "PKCS1", hash: "sha256" },
  RSASSA_PKCS1_V1_5_SHA_384: { scheme: "PKCS1", hash: "sha384" },
  RSASSA_PKCS1_V1_5_SHA_512: { scheme: "PKCS1", hash: "sha512" },
  RSASSA_PSS_SHA_256: { scheme: "PSS", hash: "sha256" },
  RSASSA_PSS_SHA_384: { scheme: "PSS", hash: "sha384" },
  RSASSA_PSS_SHA_512: { scheme: "PSS", hash: "sha512" },
  ECDSA_SHA_256: { scheme: "ECDSA", hash: "sha256" },
  ECDSA_SHA_384: { scheme: "ECDSA", hash: "sha384" },
  ECDSA_SHA_512: { scheme: "ECDSA", hash: "sha512" },
};

export const HASH_BYTES: Record<HashName, number> = {
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

export const SPECS: Record<KeySpec, SpecDetails> = {
  SYMMETRIC_DEFAULT: {
    kind: "aes",
    usages: ["ENCRYPT_DECRYPT"],
    size: 32,
    encryption: ["SYMMETRIC_DEFAULT"],
  },
  HMAC_224: hmac(224),
  HMAC_256: hmac(256),
  HMAC_384: hmac(384),
  HMAC_512: hmac(512),
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
  ECC_NIST_P256: ec("prime256v1", 256),
  ECC_NIST_P384: ec("secp384r1", 384),
  ECC_NIST_P521: ec("secp521r1", 512),
};

export const KEY_SPECS = Object.keys(SPECS) as KeySpec[];
