import { z } from "zod";

export const ListRolesInput = z.strictObject({});
