import { OrganizationSettings } from "../schemas";

/** An organization's settings with every choice made: what is left to the plan is decided here. */
export type EffectiveSettings = Omit<OrganizationSettings, "tokenSources"> & {
  tokenSources: { company: boolean; platform: boolean; personal: boolean };
};

/**
 * Reads `organizations.settings`, defaults filled in. Personal credentials are on by default on the starter plan only:
 * from `pro` up a company pays for its people's calls unless it says otherwise. Throws on an unknown key, because a
 * setting nobody reads would be a promise nobody keeps.
 */
export function effectiveSettings(plan: string, stored: unknown): EffectiveSettings {
  const settings = OrganizationSettings.parse(stored ?? {});
  const personal = settings.tokenSources.personal ?? plan === "starter";
  return { ...settings, tokenSources: { ...settings.tokenSources, personal } };
}
