"use client";

import { useRouter } from "next/navigation";
import { type SyntheticEvent, useId, useState } from "react";
import { Button } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { Field } from "@/components/field";
import { TextArea } from "@/components/input";
import { toastDone } from "@/components/toast";
import { RefusalNotice, useAction } from "@/components/use-action";
import type { JsonObject } from "@/lib/json";
import { CLAUDE_CODE_GROUPS } from "../claude-code-keys";
import { SettingsEditor } from "./settings-editor";
import { configOf, lockedOf, rowsOf } from "./settings-rows";

/** One level as it stands. */
export type LevelValues = {
  config: JsonObject;
  lockedPaths: readonly string[];
  systemPrompt: string | null;
  isEnabled: boolean;
  updatedAt: Date | null;
};

export type LevelChange = {
  config: JsonObject;
  lockedPaths: string[];
  systemPrompt: string | null;
  isEnabled: boolean;
  basedOn: Date | null;
};

type Props = {
  label: string;
  level: LevelValues;
  onSave: (change: LevelChange) => Promise<unknown>;
  /** Only an override can switch the agent off for its people; for everyone the catalog does. */
  isOverride: boolean;
  hasLocks: boolean;
};

/** Writes what one level says. Somebody else's change meanwhile is refused rather than overwritten. */
export function LevelForm({ label, level, onSave, isOverride, hasLocks }: Props) {
  const router = useRouter();
  const promptId = useId();
  const [rows, setRows] = useState(() =>
    rowsOf(level.config, { groups: CLAUDE_CODE_GROUPS, lockedPaths: level.lockedPaths }),
  );
  const [prompt, setPrompt] = useState(level.systemPrompt ?? "");
  const [isEnabled, setIsEnabled] = useState(level.isEnabled);
  const { run, isPending, refusal } = useAction();
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    return run(async () => {
      const lockedPaths = lockedOf(rows, level.lockedPaths);
      const systemPrompt = prompt.trim() === "" ? null : prompt;
      await onSave({ config: configOf(rows), lockedPaths, systemPrompt, isEnabled, basedOn: level.updatedAt });
      toastDone("Configuration saved", "Machines take it at their next sync.");
      router.refresh();
    });
  };
  return (
    <form aria-label={label} onSubmit={(event) => void save(event)} className="space-y-4">
      <RefusalNotice refusal={refusal} />
      <div className="space-y-1.5">
        <p className="text-sm font-medium">Settings</p>
        {rows.length === 0 && (
          <p className="text-ink-faint">
            {isOverride ? "Nothing differs from the levels above." : "Nothing is set: the agent runs as it comes."}
          </p>
        )}
        <SettingsEditor rows={rows} onChange={setRows} hasLocks={hasLocks} />
      </div>
      <Field
        id={promptId}
        label="Instruction"
        hint="Added to the agent's system prompt, after those of the levels above."
      >
        <TextArea id={promptId} rows={3} value={prompt} onChange={(event) => setPrompt(event.target.value)} />
      </Field>
      {isOverride && (
        <Checkbox
          label="May use the agent"
          detail="Off refuses its calls, whatever other levels say."
          checked={isEnabled}
          onChange={setIsEnabled}
        />
      )}
      <Button type="submit" tone="primary" isPending={isPending}>
        Save configuration
      </Button>
    </form>
  );
}
