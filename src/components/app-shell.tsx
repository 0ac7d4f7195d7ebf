import type { ReactNode } from "react";
import { PhoneMenu } from "./phone-menu";

type Props = {
  /** Which organization this is, and the way to another. */
  organization: ReactNode;
  /** The navigation, at most seven entries. */
  navigation: ReactNode;
  palette: ReactNode;
  /** The person, at the foot. */
  person: ReactNode;
  /** Above every page: what everybody must know now. */
  banner?: ReactNode;
  children: ReactNode;
};

/** The frame of every signed-in page: a column on the left, and on a phone a bar above with the same behind one press. */
export function AppShell({ organization, navigation, palette, person, banner, children }: Props) {
  return (
    <div className="flex min-h-dvh max-md:flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2 focus:shadow-float"
      >
        Skip to the page
      </a>
      <aside className="sticky top-0 flex h-dvh w-58 shrink-0 flex-col gap-3 border-r border-line bg-canvas px-3 py-3 max-md:hidden">
        {organization}
        {palette}
        <nav aria-label="Main" className="min-h-0 flex-1 space-y-0.5 overflow-y-auto">
          {navigation}
        </nav>
        {person}
      </aside>
      <header className="sticky top-0 z-30 flex h-14 items-center justify-between gap-2 border-b border-line bg-canvas px-4 md:hidden">
        <div className="min-w-0 flex-1">{organization}</div>
        <PhoneMenu>
          {palette}
          <nav aria-label="Main" className="space-y-1">
            {navigation}
          </nav>
          {person}
        </PhoneMenu>
      </header>
      <div className="flex min-w-0 flex-1 flex-col">
        {banner}
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl flex-1 space-y-6 px-4 py-5 outline-none md:px-8 md:py-7"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
