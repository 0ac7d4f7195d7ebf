import { z } from "zod";

export const TeamName = z.string().trim().min(1, "Give the team a name").max(120);

export const ListTeamsInput = z.strictObject({});

export const CreateTeamInput = z.strictObject({
  name: TeamName,
  description: z.string().trim().max(500).optional(),
  /** Above it in the tree; its managers reach this team too. Absent: at the top. */
  parentTeamId: z.uuid().optional(),
});

export const SetTeamManagerInput = z.strictObject({
  teamId: z.uuid(),
  employeeId: z.uuid(),
  /** False takes the team away from the person again. */
  isManager: z.boolean(),
});
