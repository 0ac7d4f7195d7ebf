import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { actorFromSession } from "@/features/sessions/server";
import type { Actor } from "@/server/access";
import { DomainError } from "@/server/errors";

/** The person in the organization, or why there is none who may see a page of it. */
export type Visit = { actor: Actor } | { refusal: DomainError };

/**
 * Who looks at a page of an organization, asked once per request. Whoever is not signed in goes to the sign-in page and
 * comes back; an organization that does not exist, or is not one's own, is not there.
 */
export const visit = cache(async (org: string): Promise<Visit> => {
  try {
    return { actor: await actorFromSession(await headers(), org) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "UNAUTHENTICATED") redirect(`/login?next=${encodeURIComponent(`/${org}`)}`);
    if (error.code === "NOT_FOUND") notFound();
    return { refusal: error };
  }
});

/** The actor of a page. The layout has already answered those who were refused, so no page is rendered for them. */
export async function viewer(params: Promise<{ org: string }>): Promise<Actor> {
  const { org } = await params;
  const visited = await visit(org);
  if ("refusal" in visited) throw visited.refusal;
  return visited.actor;
}

/** What a query finds; where it finds nothing, the page is not there. */
export async function found<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DomainError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
