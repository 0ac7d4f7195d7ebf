import { CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "./button";

type Props = {
  title: string;
  body: ReactNode;
  onRetry?: () => void;
  homeHref?: string;
  reference?: string | undefined;
};

/** Something went wrong: what, what to do next, and what to tell whoever helps. */
export function ErrorState({ title, body, onRetry, homeHref, reference }: Props) {
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center px-6 py-20 text-center">
      <div aria-hidden className="mb-4 flex size-10 items-center justify-center rounded-lg bg-deny-soft text-deny">
        <CloudOff className="size-5" />
      </div>
      <h1 className="text-lg font-semibold">{title}</h1>
      <div className="mt-1 text-sm text-ink-soft">{body}</div>
      {reference !== undefined && <p className="mt-3 font-mono text-xs text-ink-faint">Reference {reference}</p>}
      <div className="mt-5 flex gap-2">
        {onRetry !== undefined && (
          <Button tone="primary" onClick={onRetry}>
            Try again
          </Button>
        )}
        {homeHref !== undefined && <ButtonLink href={homeHref}>Go home</ButtonLink>}
      </div>
    </div>
  );
}
