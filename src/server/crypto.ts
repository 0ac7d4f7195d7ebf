import {
  type KeyObject,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "@/env";
import { DomainError } from "./errors";

/** What a key is for; each purpose has a key of its own, so a text sealed for one cannot be opened for another. */
export const KEY_PURPOSES = [
  "provider-credential",
  "engine",
  "mail",
  "hook-token",
  "refresh-successor",
  "last-good-settings",
  "log-anchor",
] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/** Where keys come from. The one we ship derives them from the root secret; a key service can stand behind the same port. */
export type KeyProvider = {
  /** The key that new envelopes are sealed with, and its id. */
  current(purpose: KeyPurpose): { id: string; key: Buffer };
  /** The key an existing envelope names; null when it is not known (any more). */
  byId(purpose: KeyPurpose, id: string): Buffer | null;
  /** Every key still known for the purpose, the current one first. */
  all(purpose: KeyPurpose): [Buffer, ...Buffer[]];
};

function derive(secret: string, info: string, length = 32): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "steward/keys/v1", info, length));
}

/** A root secret's public name: derived, so it tells nothing of the secret. */
function rootId(secret: string): string {
  return derive(secret, "id", 6).toString("hex");
}

/**
 * Keys derived by purpose from the root secret (HKDF-SHA256, RFC 5869). The first secret seals, all of them open: to
 * rotate, set a new STEWARD_SECRET, keep the old one as STEWARD_SECRET_PREVIOUS, run `npm run admin -- keys rotate`,
 * then drop the old one.
 */
export function rootKeyProvider(secrets: readonly [string, ...string[]]): KeyProvider {
  const keys = new Map<string, Buffer>();
  const keyOf = (secret: string, purpose: KeyPurpose): Buffer => {
    const name = `${rootId(secret)}/${purpose}`;
    const key = keys.get(name) ?? derive(secret, `purpose/${purpose}`);
    keys.set(name, key);
    return key;
  };
  const byRootId = new Map(secrets.map((secret) => [rootId(secret), secret]));
  const [first, ...previous] = secrets;
  return {
    all: (purpose) => [keyOf(first, purpose), ...previous.map((secret) => keyOf(secret, purpose))],
    current: (purpose) => ({ id: rootId(first), key: keyOf(first, purpose) }),
    byId: (purpose, id) => {
      const secret = byRootId.get(id);
      return secret === undefined ? null : keyOf(secret, purpose);
    },
  };
}

let provider: KeyProvider | undefined;

function keys(): KeyProvider {
  if (env.stewardSecret === "") {
    throw new DomainError("UNAVAILABLE", "The root secret is not set.", { remedy: "Set STEWARD_SECRET and restart." });
  }
  provider ??= rootKeyProvider(
    env.stewardSecretPrevious === undefined ? [env.stewardSecret] : [env.stewardSecret, env.stewardSecretPrevious],
  );
  return provider;
}

/**
 * Encrypts a text we must be able to send on (AES-256-GCM, 96-bit random nonce). `context` names the row it belongs to
 * and is authenticated, so an envelope copied into another row does not open.
 *
 * @returns `v1.<key id>.<base64url of nonce, tag and ciphertext>`
 */
export function seal(purpose: KeyPurpose, plaintext: string, context: string): string {
  const { id, key } = keys().current(purpose);
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(`${purpose}\n${context}`));
  const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return `v1.${id}.${Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString("base64url")}`;
}

/** Opens an envelope. Throws UNAVAILABLE when its key is unknown, the text was altered or the context is another. */
export function unseal(purpose: KeyPurpose, envelope: string, context: string): string {
  const [version, id, body] = envelope.split(".");
  const key = version === "v1" && id !== undefined ? keys().byId(purpose, id) : null;
  if (key === null || body === undefined) throw unreadable();
  const bytes = Buffer.from(body, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(`${purpose}\n${context}`));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** True when the envelope was sealed with the key in use now; `keys rotate` seals the others anew. */
export function isSealedWithCurrentKey(purpose: KeyPurpose, envelope: string): boolean {
  return envelope.split(".")[1] === keys().current(purpose).id;
}

function unreadable(cause?: unknown): DomainError {
  return new DomainError("UNAVAILABLE", "A stored secret cannot be read.", {
    remedy: "Check that STEWARD_SECRET (or STEWARD_SECRET_PREVIOUS) is the one it was stored with.",
    cause,
  });
}

/** The prefixes of our tokens: API, access, refresh, hook, device code. */
export const TOKEN_PREFIXES = ["stw_", "sta_", "str_", "sth_", "std_"] as const;
export type TokenPrefix = (typeof TOKEN_PREFIXES)[number];

/** A new token: its prefix and 256 random bits, 43 characters of base64url. */
export function newToken(prefix: TokenPrefix): string {
  return prefix + randomBytes(32).toString("base64url");
}

/**
 * The token that follows from a key of ours and a context (HMAC-SHA256), so that it can be given out again without being
 * stored. The first is of the current key; the others, of previous keys, are for recognizing what was given out before.
 */
export function derivedTokens(prefix: TokenPrefix, purpose: KeyPurpose, context: string): [string, ...string[]] {
  const derived = (key: Buffer): string =>
    prefix + createHmac("sha256", key).update(`${prefix}\n${context}`).digest("base64url");
  const [current, ...previous] = keys().all(purpose);
  return [derived(current), ...previous.map(derived)];
}

const TOKEN_SHAPE = /^st[warhd]_[A-Za-z0-9_-]{43}$/;

/** True when a text has the shape of one of our tokens; says nothing about whether it is known. */
export function isTokenShaped(text: string): boolean {
  return TOKEN_SHAPE.test(text);
}

/** What we store of a token: its SHA-256 in hex. A token is random, so a slow hash would add nothing. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Compares two texts in a time that does not tell where they differ. */
export function sameBytes(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** PKCS #8 header of an Ed25519 private key (RFC 8410), before its 32 bytes of seed. */
const ED25519_PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

function signingKeyOf(secret: string): KeyObject {
  const seed = derive(secret, "signing/ed25519");
  return createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: "der", type: "pkcs8" });
}

/** The installation's signing key (Ed25519), derived from the root secret: the served CLI and log anchors are signed with it. */
export function signingKey(): KeyObject {
  keys();
  return signingKeyOf(env.stewardSecret);
}

/** The public halves of the signing keys whose signatures hold: the present one and, while secrets rotate, the one before. */
export function verifyingKeys(): KeyObject[] {
  const previous = env.stewardSecretPrevious === undefined ? [] : [signingKeyOf(env.stewardSecretPrevious)];
  return [signingKey(), ...previous].map((key) => createPublicKey(key));
}
