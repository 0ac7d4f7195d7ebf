import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { Agent, request } from "undici";
import { DomainError } from "./errors";

/**
 * Addresses no tenant may make us call: this machine, private and shared networks, link-local with the metadata
 * services, multicast and reserved ranges (IANA special-purpose registries, RFC 6890).
 */
const FORBIDDEN = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  FORBIDDEN.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  FORBIDDEN.addSubnet(net, bits, "ipv6");

/** True when an address is on the public internet. IPv4 written as IPv6 is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  const family = isIP(plain);
  if (family === 0 || /^::ffff:/i.test(plain)) return false;
  return !FORBIDDEN.check(plain, family === 4 ? "ipv4" : "ipv6");
}

export type EgressOptions = {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  maxBytes: number;
  timeoutMs: number;
  /** Turns a host into addresses; the machine's resolver unless a test says otherwise. */
  resolve?: (host: string) => Promise<string[]>;
};

export type EgressAnswer = { status: number; headers: Record<string, string>; body: Buffer };

async function resolveHost(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, order: "verbatim" })).map(({ address }) => address);
}

/**
 * The only way to an address that a tenant chose (logos now; webhooks and others later).
 *
 * The name is resolved once and the call goes to that very address, so it cannot be changed between check and call.
 * Every address it resolves to must be public; https only; redirects are answers, not followed; size and time are
 * limited; no credential of the platform is ever attached.
 *
 * @throws DomainError INVALID (field `url`) for an address we do not call, UNAVAILABLE when it does not answer.
 */
export async function fetchTenantUrl(address: string, options: EgressOptions): Promise<EgressAnswer> {
  const url = URL.parse(address);
  if (url?.protocol !== "https:") throw refused("Only https addresses are called.");
  if (url.username !== "" || url.password !== "")
    throw refused("The address must not contain a user name or password.");
  const target = await publicAddressOf(url.hostname.replace(/^\[|\]$/g, ""), options.resolve ?? resolveHost);
  const agent = new Agent({
    connect: {
      lookup: (_host, settings, answer) => {
        const family = isIP(target);
        if (settings.all) answer(null, [{ address: target, family }]);
        else answer(null, target, family);
      },
    },
  });
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: options.method ?? "GET",
      headers: { "user-agent": "Steward", ...options.headers },
      ...(options.body !== undefined && { body: options.body }),
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    return {
      status: answer.statusCode,
      headers: plainHeaders(answer.headers),
      body: await limited(answer.body, options.maxBytes),
    };
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError("UNAVAILABLE", `${url.host} did not answer.`, { field: "url", cause });
  } finally {
    await agent.destroy();
  }
}

async function publicAddressOf(host: string, resolve: (host: string) => Promise<string[]>): Promise<string> {
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  const [first] = addresses;
  if (first === undefined) throw refused(`${host} cannot be resolved.`);
  if (!addresses.every(isPublicAddress)) throw refused(`${host} is not a public address.`);
  return first;
}

async function limited(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw refused(`The answer is larger than ${String(maxBytes)} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(", ")]],
    ),
  );
}

function refused(reason: string): DomainError {
  return new DomainError("INVALID", reason, { field: "url", remedy: "Give a public https address." });
}
