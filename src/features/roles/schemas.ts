import { z } from "zod";

export const ListRolesInput = z.strictObject({});

/** The key of a role, unique within the organization that owns it: `owner`, `manager`, `developer`… */
export const RoleKey = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{1,48}$/, "Use lower-case letters, digits and underscores");
