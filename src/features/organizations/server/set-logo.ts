import type { z } from "zod";
import type { Actor } from "@/server/access";
import { command, requireOrRecord } from "@/server/command";
import { DomainError, parseInput } from "@/server/errors";
import { type EgressOptions, fetchTenantUrl } from "@/server/egress";
import { SetLogoInput, StoredLogo } from "../schemas";

/** Large enough for a sharp logo, small enough to travel inside a page. */
const MAX_LOGO_BYTES = 64 * 1024;

/** The first bytes of each picture format that browsers show without running anything in it. SVG is left out on purpose. */
const SIGNATURES: readonly { type: string; offset: number; bytes: string }[] = [
  { type: "image/png", offset: 0, bytes: "89504e470d0a1a0a" },
  { type: "image/jpeg", offset: 0, bytes: "ffd8ff" },
  { type: "image/webp", offset: 8, bytes: "57454250" },
];

/**
 * Takes the organization's logo from a public https address, once, and keeps the picture: pages never call an address
 * that a tenant chose. A null address removes the logo. The picture's own bytes say what it is, whatever the server
 * claims.
 *
 * Throws INVALID (field `url`) for an address we do not call or what is no PNG, JPEG or WebP of at most 64 KB, and
 * UNAVAILABLE when it does not answer.
 */
export async function setLogo(
  actor: Actor,
  input: z.input<typeof SetLogoInput>,
  egress: Pick<EgressOptions, "resolve"> = {},
): Promise<{ hasLogo: boolean }> {
  await requireOrRecord(actor, "organization:update", "organization.update");
  const { url } = parseInput(SetLogoInput, input);
  return storeLogo(actor, { logoUrl: url === null ? null : await fetchPicture(url, egress) });
}

const storeLogo = command({
  name: "organization.update",
  permission: "organization:update",
  input: StoredLogo,
  async run({ db, actor, input }) {
    const { id } = await db.organization.update({
      where: { id: actor.orgId },
      data: { logoUrl: input.logoUrl },
      select: { id: true },
    });
    const hasLogo = input.logoUrl !== null;
    return { result: { hasLogo }, audit: { targetType: "organization", targetId: id, after: { hasLogo } } };
  },
});

async function fetchPicture(url: string, egress: Pick<EgressOptions, "resolve">): Promise<string> {
  const { status, body } = await fetchTenantUrl(url, { ...egress, maxBytes: MAX_LOGO_BYTES, timeoutMs: 5_000 });
  if (status !== 200) {
    throw new DomainError("INVALID", `The address answered with status ${String(status)}.`, {
      field: "url",
      remedy: "Give the address of the picture itself.",
    });
  }
  const type = pictureType(body);
  if (type === null) {
    throw new DomainError("INVALID", "This is no PNG, JPEG or WebP picture.", {
      field: "url",
      remedy: "Give the address of such a picture.",
    });
  }
  return `data:${type};base64,${body.toString("base64")}`;
}

/** What kind of picture the bytes are; null for anything else. */
export function pictureType(bytes: Buffer): string | null {
  const match = SIGNATURES.find(
    ({ offset, bytes: signature }) => bytes.subarray(offset).toString("hex", 0, signature.length / 2) === signature,
  );
  return match?.type ?? null;
}
