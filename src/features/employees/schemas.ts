import { z } from "zod";

/** Longest page of any list, so that one request stays cheap. */
const PAGE_SIZE_MAX = 200;

export const EmployeeStatus = z.enum(["active", "suspended", "inactive"]);

export const ListEmployeesInput = z.strictObject({
  /** Part of a name or an e-mail, case aside. */
  search: z.string().trim().max(200).optional(),
  status: EmployeeStatus.optional(),
  teamId: z.uuid().optional(),
  /** The last row of the page before: its `employeeId`. */
  cursor: z.uuid().optional(),
  limit: z.number().int().min(1).max(PAGE_SIZE_MAX).default(50),
});

export const GetEmployeeInput = z.strictObject({ employeeId: z.uuid() });

/** Why goes into the log and into the mail to nobody: it is for whoever asks later. */
const Reason = z.string().trim().min(3, "Say why in a few words").max(500);

export const SuspendEmployeeInput = z.strictObject({ employeeId: z.uuid(), reason: Reason });
export const ReinstateEmployeeInput = z.strictObject({ employeeId: z.uuid(), reason: Reason.optional() });
