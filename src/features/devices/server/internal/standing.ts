/** What must be true of a device's person for the device to be served. */
type Standing = {
  revokedAt: Date | null;
  employee: {
    status: string;
    deletedAt: Date | null;
    email: string;
    user: { isActive: boolean };
    organization: { status: string; deletedAt: Date | null };
  };
};

export const STANDING = {
  revokedAt: true,
  employee: {
    select: {
      id: true,
      status: true,
      deletedAt: true,
      email: true,
      user: { select: { isActive: true } },
      organization: { select: { status: true, deletedAt: true } },
    },
  },
} as const;

/** Whether a device may get tokens: nobody on the way from it to its organization is cut off. */
export function isInGoodStanding({ revokedAt, employee }: Standing): boolean {
  const { status, deletedAt, user, organization } = employee;
  const isEmployed = status === "active" && deletedAt === null && user.isActive;
  return revokedAt === null && isEmployed && organization.status === "active" && organization.deletedAt === null;
}
