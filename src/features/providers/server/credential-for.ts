import { z } from "zod";
import { env } from "@/env";
import { effectiveSettings } from "@/features/organizations/server";
import { bootPlan } from "@/server/boot";
import type { Change } from "@/server/notify";
import { onceInProcess } from "@/server/once";
import { systemQuery } from "@/server/system-command";
import type { Provider } from "../schemas";
import { openKey } from "./internal/write-credential";

/** Who pays for a call, and with what. */
export type Credential = {
  source: "company" | "personal" | "platform";
  secret: string;
  baseUrl: string;
};

type Keys = {
  allowed: { company: boolean; personal: boolean; platform: boolean };
  /** Opened keys, by provider for the company and by employee and provider for people. They live in memory for seconds. */
  company: Map<string, string>;
  personal: Map<string, string>;
};

const MAX_AGE_MS = 5_000;
/** A stand-in wants a key like everybody, and takes any. */
const STAND_IN_KEY = "no-key-is-needed-here";

const readKeys = systemQuery({
  input: z.strictObject({ orgId: z.uuid() }),
  async run({ db, input }): Promise<Keys> {
    const { plan, settings, providerCredentials } = await db.organization.findUniqueOrThrow({
      where: { id: input.orgId },
      select: {
        plan: true,
        settings: true,
        providerCredentials: {
          where: { revokedAt: null },
          select: { id: true, orgId: true, employeeId: true, provider: true, encryptedKey: true },
        },
      },
    });
    const keys: Keys = {
      allowed: effectiveSettings(plan, settings).tokenSources,
      company: new Map(),
      personal: new Map(),
    };
    for (const row of providerCredentials) {
      if (row.employeeId === null) keys.company.set(row.provider, openKey(row));
      else keys.personal.set(`${row.employeeId}/${row.provider}`, openKey(row));
    }
    return keys;
  },
});

type Cached = { keys: Promise<Keys>; readAt: number };
const cache = onceInProcess("providers.keys", () => new Map<string, Cached>());

function keysOf(orgId: string): Promise<Keys> {
  const cached = cache().get(orgId);
  if (cached && Date.now() - cached.readAt < MAX_AGE_MS) return cached.keys;
  const keys = readKeys({ orgId });
  cache().set(orgId, { keys, readAt: Date.now() });
  keys.catch(() => cache().delete(orgId));
  return keys;
}

/** Lets go of opened keys when a credential or an organization's settings changed. */
export function forgetCredentials({ table, orgId }: Change): void {
  if (table === "*") cache().clear();
  if (orgId !== null && ["provider_credentials", "organizations"].includes(table)) cache().delete(orgId);
}

const upstreams: Record<Provider, () => { baseUrl: string; platformKey: string | undefined }> = {
  anthropic: () => ({ baseUrl: env.stewardAnthropicUpstream, platformKey: env.stewardAnthropicApiKey }),
};

const standIns = onceInProcess("providers.stand-ins", () => bootPlan(env).emulators);

/**
 * What a call is made with: the company's key, else the person's own where the organization allows that, else the
 * platform's; null when there is none. What is read is believed for five seconds at most.
 */
export async function credentialFor(orgId: string, employeeId: string, provider: Provider): Promise<Credential | null> {
  const { allowed, company, personal } = await keysOf(orgId);
  const { baseUrl, platformKey } = upstreams[provider]();
  const companyKey = allowed.company ? company.get(provider) : undefined;
  if (companyKey !== undefined) return { source: "company", secret: companyKey, baseUrl };
  const ownKey = allowed.personal ? personal.get(`${employeeId}/${provider}`) : undefined;
  if (ownKey !== undefined) return { source: "personal", secret: ownKey, baseUrl };
  if (!allowed.platform) return null;
  if (platformKey !== undefined) return { source: "platform", secret: platformKey, baseUrl };
  if (!standIns()[provider]) return null;
  // Only what nobody has a key for goes to the stand-in; a company's own key always goes to the vendor.
  return { source: "platform", secret: STAND_IN_KEY, baseUrl: env.stewardAnthropicEmulator ?? baseUrl };
}
