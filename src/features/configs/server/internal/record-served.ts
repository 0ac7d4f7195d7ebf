import { z } from "zod";
import type { JsonObject } from "@/lib/json";
import { newId } from "@/lib/ids";
import { systemCommand } from "@/server/system-command";
import { jsonColumn } from "./write-level";

/**
 * Keeps which document a person was served from when on. The document is kept without its hook token, so one that is
 * equal for many people is kept once, and no secret lies in it. Writes nothing while the document stays the same.
 */
export const recordServed = systemCommand({
  name: "config.served",
  input: z.strictObject({
    orgId: z.uuid(),
    employeeId: z.uuid(),
    hash: z.string(),
    document: z.record(z.string(), z.json()),
  }),
  async run({ db, input: { orgId, employeeId, hash, document }, now }) {
    // Two gateways may serve the same person's first new document at once; one of them records it.
    await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${employeeId}, 0))`;
    const open = await db.employeeBundle.findFirst({
      where: { orgId, employeeId, validUntil: null },
      select: { hash: true },
    });
    if (open?.hash === hash) return { result: { isNew: false }, audit: null };
    await db.bundle.createMany({
      data: [{ orgId, hash, document: jsonColumn(document as JsonObject) }],
      skipDuplicates: true,
    });
    await db.employeeBundle.updateMany({ where: { orgId, employeeId, validUntil: null }, data: { validUntil: now } });
    await db.employeeBundle.create({ data: { id: newId(), orgId, employeeId, hash, validFrom: now } });
    return {
      result: { isNew: true },
      audit: {
        orgId,
        employeeId,
        targetType: "bundle",
        targetId: hash,
        ...(open && { before: { hash: open.hash } }),
        after: { hash },
      },
    };
  },
});
