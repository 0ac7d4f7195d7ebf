import type { ReactNode } from "react";

type Props = {
  icon?: ReactNode;
  title: string;
  body: ReactNode;
  action?: ReactNode;
  /** It is all the page says, so its title is the page's heading. */
  isPage?: boolean;
};

/** Nothing is here yet: why, and the one thing to do about it. */
export function EmptyState({ icon, title, body, action, isPage }: Props) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      {icon !== undefined && (
        <div
          aria-hidden
          className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line bg-sunken text-ink-faint [&_svg]:size-5"
        >
          {icon}
        </div>
      )}
      <Title className="text-base font-semibold text-ink">{title}</Title>
      <div className="mt-1 max-w-md text-sm text-ink-faint">{body}</div>
      {action !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
