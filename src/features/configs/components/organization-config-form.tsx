"use client";

import { trpc } from "@/lib/trpc";
import { LevelForm, type LevelValues } from "./level-form";

/** The organization's base: what everybody gets unless a team or a person differs. */
export function OrganizationConfigForm({ level }: { level: LevelValues }) {
  const set = trpc.configs.setOrganization.useMutation();
  return (
    <LevelForm
      key={level.updatedAt?.getTime() ?? 0}
      label="Organization base"
      level={level}
      isOverride={false}
      hasLocks
      onSave={({ isEnabled: _, ...change }) => set.mutateAsync(change)}
    />
  );
}
