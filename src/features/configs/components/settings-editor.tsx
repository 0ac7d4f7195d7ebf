"use client";

import { Lock, LockOpen, Plus, X } from "lucide-react";
import { useId } from "react";
import { Button, IconButton } from "@/components/button";
import { Input, TextArea } from "@/components/input";
import { settableKeys } from "../claude-code-keys";
import { type SettingRow, newRow } from "./settings-rows";

type Props = {
  rows: readonly SettingRow[];
  onChange: (rows: SettingRow[]) => void;
  /** Whether there are levels below that a setting could be locked against. */
  hasLocks: boolean;
};

/** Settings in the agent's own words, one a row. What a key wants is checked when it is saved, and said by its name. */
export function SettingsEditor({ rows, onChange, hasLocks }: Props) {
  const keysId = useId();
  const set = (id: string, patch: Partial<SettingRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...patch } : row)));
  return (
    <div className="space-y-2">
      <datalist id={keysId}>
        {settableKeys().map(({ key }) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      {rows.map((row) => (
        <div key={row.id} className="grid grid-cols-[1fr_auto] items-start gap-2 sm:grid-cols-[2fr_3fr_auto]">
          <Input
            aria-label="Setting"
            placeholder="permissions.deny"
            list={keysId}
            value={row.path}
            onChange={(event) => set(row.id, { path: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            isMono
          />
          <div className="max-sm:col-span-2 max-sm:row-start-2">
            <TextArea
              aria-label={row.path === "" ? "Value" : `Value of ${row.path}`}
              placeholder={'["Bash(rm *)"]'}
              rows={Math.min(6, Math.max(1, Math.ceil(row.text.length / 50)))}
              value={row.text}
              onChange={(event) => set(row.id, { text: event.target.value })}
              spellCheck={false}
              isMono
            />
          </div>
          <span className="flex">
            {hasLocks && (
              <IconButton
                label={row.isLocked ? `Unlock ${row.path}` : `Lock ${row.path} for lower levels`}
                aria-pressed={row.isLocked}
                onClick={() => set(row.id, { isLocked: !row.isLocked })}
              >
                {row.isLocked ? <Lock aria-hidden /> : <LockOpen aria-hidden />}
              </IconButton>
            )}
            <IconButton
              label={`Remove ${row.path || "this setting"}`}
              onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
            >
              <X aria-hidden />
            </IconButton>
          </span>
        </div>
      ))}
      <Button size="sm" icon={<Plus aria-hidden />} onClick={() => onChange([...rows, newRow()])}>
        Add a setting
      </Button>
    </div>
  );
}
