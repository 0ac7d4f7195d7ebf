import { Avatar } from "./avatar";

/** A person in a list: name, and the mail below it when there is room. */
export function Person({ name, email }: { name: string; email?: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Avatar name={name} />
      <span className="min-w-0">
        <span className="block truncate font-medium text-ink">{name}</span>
        {email !== undefined && <span className="block truncate text-xs text-ink-faint">{email}</span>}
      </span>
    </span>
  );
}
