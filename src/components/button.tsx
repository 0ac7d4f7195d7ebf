import { type VariantProps, cva } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        primary: "border-transparent bg-accent text-on-accent shadow-lift not-disabled:hover:bg-accent-hover",
        secondary: "border-line-strong bg-surface text-ink shadow-lift not-disabled:hover:bg-hover",
        quiet:
          "border-transparent bg-transparent text-ink-soft not-disabled:hover:bg-hover not-disabled:hover:text-ink",
        danger: "border-transparent bg-deny-solid text-on-accent shadow-lift not-disabled:hover:bg-deny-solid-hover",
        "danger-quiet": "border-transparent bg-transparent text-deny not-disabled:hover:bg-deny-soft",
      },
      size: { sm: "h-7 px-2 text-xs", md: "h-8 px-3 text-sm", lg: "h-10 px-4 text-base" },
      width: { content: "", full: "w-full" },
    },
    defaultVariants: { tone: "secondary", size: "md", width: "content" },
  },
);

type Look = VariantProps<typeof button>;
type ButtonProps = Look &
  Omit<ComponentProps<"button">, "className" | "style"> & {
    icon?: ReactNode;
    /** Shows that it is at work and takes no second press; the label stays, so nothing jumps. */
    isPending?: boolean;
  };

export function Button({ tone, size, width, icon, isPending, children, disabled, type, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? "button"}
      disabled={Boolean(disabled) || Boolean(isPending)}
      aria-busy={isPending ? true : undefined}
      className={button({ tone, size, width })}
    >
      {isPending ? <LoaderCircle aria-hidden className="animate-spin" /> : icon}
      {children}
    </button>
  );
}

type ButtonLinkProps = Look & { href: string; icon?: ReactNode; children: ReactNode; isExternal?: boolean };

/** Looks like a button and goes somewhere. */
export function ButtonLink({ tone, size, width, href, icon, children, isExternal }: ButtonLinkProps) {
  const look = button({ tone, size, width });
  if (isExternal) {
    return (
      <a href={href} className={look}>
        {icon}
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={look}>
      {icon}
      {children}
    </Link>
  );
}

const iconButton = cva(
  "inline-flex shrink-0 items-center justify-center rounded-md text-ink-soft transition-colors duration-100 hover:bg-hover hover:text-ink disabled:opacity-50 [&_svg]:size-4",
  { variants: { size: { sm: "size-6", md: "size-8" } }, defaultVariants: { size: "md" } },
);

type IconButtonProps = VariantProps<typeof iconButton> &
  Omit<ComponentProps<"button">, "className" | "style" | "aria-label"> & { label: string };

/** A button that shows only a symbol: its label is what is read aloud and shown on hover. */
export function IconButton({ label, size, type, children, ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type ?? "button"} aria-label={label} title={label} className={iconButton({ size })}>
      {children}
    </button>
  );
}
