/** The columns of a person that pages show; one list for the list and the page. */
export const EMPLOYEE_VIEW = {
  id: true,
  email: true,
  fullName: true,
  status: true,
  lastLoginAt: true,
  createdAt: true,
  team: { select: { id: true, name: true } },
  role: { select: { id: true, key: true, name: true } },
} as const;
