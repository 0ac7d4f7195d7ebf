"use client";

import { trpc } from "@/lib/trpc";
import { LevelForm, type LevelValues } from "./level-form";

/** What one person gets differently. */
export function EmployeeConfigForm({ employeeId, level }: { employeeId: string; level: LevelValues }) {
  const set = trpc.configs.setEmployee.useMutation();
  return (
    <LevelForm
      key={level.updatedAt?.getTime() ?? 0}
      label="Override"
      level={level}
      isOverride
      hasLocks={false}
      onSave={(change) => set.mutateAsync({ employeeId, ...change })}
    />
  );
}
