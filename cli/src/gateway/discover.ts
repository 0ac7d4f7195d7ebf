import { isIP } from "node:net";
import tls from "node:tls";
import { GatewayDiscovery, StewardDiscovery } from "@/contracts/device-sign-in";
import { CliError, UsageError } from "../errors";
import { call, expectBody } from "./http";

export type Gateway = {
  url: string;
  deviceAuthorizationEndpoint: string;
  tokenEndpoint: string;
  revocationEndpoint: string;
};

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."));
}

/** The origin of an address a person typed; `steward.corp.example` means https. Throws a usage error for what is none. */
export function originOf(typed: string): string {
  const address = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(address)) throw new UsageError(`"${typed}" is not an address.`, "Give it as https://HOST");
  const { protocol, hostname, origin } = new URL(address);
  if (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) return origin;
  throw new UsageError(
    `${origin} is not protected by TLS.`,
    "Use its https address; http is only for this machine itself.",
  );
}

/** Finds the gateway from its own origin or the web's, and its sign-in endpoints, which must lie on its own origin. */
export async function discoverGateway(origin: string): Promise<Gateway> {
  const pointer = await call(`${origin}/.well-known/steward`);
  const named = pointer.status === 200 ? StewardDiscovery.safeParse(pointer.body) : null;
  const url = named?.success === true ? originOf(named.data.gateway) : origin;
  const answer = await call(`${url}/.well-known/oauth-authorization-server`);
  if (answer.status === 404) {
    throw new CliError(`There is no Steward at ${origin}.`, {
      code: "NO_STEWARD",
      remedy: "Ask your administrator for the address of your company's Steward.",
    });
  }
  const found = expectBody(answer, GatewayDiscovery);
  const endpoints = [found.device_authorization_endpoint, found.token_endpoint, found.revocation_endpoint];
  const stranger = endpoints.find((endpoint) => new URL(endpoint).origin !== url);
  if (stranger !== undefined) {
    throw new CliError(`${url} names a sign-in address elsewhere: ${stranger}`, {
      code: "BAD_ANSWER",
      remedy: "Tell your administrator: STEWARD_GATEWAY_URL must be the address you reach the gateway by.",
    });
  }
  return {
    url,
    deviceAuthorizationEndpoint: found.device_authorization_endpoint,
    tokenEndpoint: found.token_endpoint,
    revocationEndpoint: found.revocation_endpoint,
  };
}

/** What Claude Code pins of a gateway: the SHA-256 of its leaf certificate, or that it is this machine over http. */
export async function fingerprintOf(gatewayUrl: string): Promise<string> {
  const { protocol, hostname, port } = new URL(gatewayUrl);
  if (protocol === "http:") return "http-loopback";
  const host = hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve, reject) => {
    const target = { host, port: Number(port || 443), ...(isIP(host) === 0 && { servername: host }) };
    const socket = tls.connect(target, () => {
      const { fingerprint256 } = socket.getPeerCertificate();
      socket.end();
      resolve(fingerprint256.replaceAll(":", "").toLowerCase());
    });
    socket.setTimeout(10_000, () => socket.destroy(new Error("no answer within 10 seconds")));
    socket.once("error", (cause: Error) => {
      reject(
        new CliError(`The certificate of ${host} cannot be read (${cause.message}).`, { code: "UNREACHABLE", cause }),
      );
    });
  });
}
