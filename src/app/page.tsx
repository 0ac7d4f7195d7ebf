import { Gauge, Receipt, ScrollText } from "lucide-react";
import { headers } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Wordmark } from "@/components/brand";
import { ButtonLink } from "@/components/button";
import { ThemeToggle } from "@/components/theme-toggle";
import { listOrganizationsOfUser } from "@/features/organizations/server";
import { userFromSession } from "@/features/sessions/server";

const PROMISES = [
  {
    icon: Gauge,
    title: "Who may use what",
    text: "One configuration per person, resolved from company, team and self, delivered to Claude Code where it already looks for it.",
  },
  {
    icon: ScrollText,
    title: "What an agent may do",
    text: "Rules that are decided before a tool runs, with a reason a person can act on, and a record of every decision.",
  },
  {
    icon: Receipt,
    title: "What it may spend",
    text: "Money is reserved before a call and settled exactly after it. A limit is a limit, however many ask at once.",
  },
];

/** Whoever is signed in goes to work; everybody else learns in three sentences what this is. */
export default async function WelcomePage() {
  const user = await userFromSession(await headers());
  if (user) {
    const [home] = await listOrganizationsOfUser({ userId: user.userId });
    if (home) redirect(`/${home.slug}`);
  }
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-4 py-5 sm:px-8">
      <header className="flex items-center justify-between gap-4">
        <Wordmark />
        <nav aria-label="Account" className="flex items-center gap-3">
          <span className="max-sm:hidden">
            <ThemeToggle />
          </span>
          <ButtonLink href="/login" tone="quiet">
            Sign in
          </ButtonLink>
        </nav>
      </header>
      <main className="flex flex-1 flex-col justify-center py-16">
        <h1 className="max-w-2xl text-3xl font-semibold tracking-tight text-balance sm:text-[2.75rem] sm:leading-[1.15]">
          Your people use AI agents. Decide what those may do.
        </h1>
        <p className="mt-4 max-w-xl text-lg text-ink-soft">
          Steward sets up the agents on every laptop, checks what they are about to do, pays for what they use, and
          shows all of it on one page.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <ButtonLink href="/signup" tone="primary" size="lg">
            Sign your company up
          </ButtonLink>
          <ButtonLink href="/login" size="lg">
            Sign in
          </ButtonLink>
        </div>
        <ul className="mt-16 grid gap-8 border-t border-line pt-8 sm:grid-cols-3">
          {PROMISES.map(({ icon: Icon, title, text }) => (
            <li key={title}>
              <Icon aria-hidden className="size-5 text-accent" />
              <h2 className="mt-3 text-base font-semibold">{title}</h2>
              <p className="mt-1 text-sm text-ink-soft">{text}</p>
            </li>
          ))}
        </ul>
      </main>
      <footer className="text-xs text-ink-faint">
        Have a code on your screen?{" "}
        <Link href="/device" className="font-medium text-accent hover:underline">
          Sign a machine in
        </Link>
      </footer>
    </div>
  );
}
