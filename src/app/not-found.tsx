import { SearchX } from "lucide-react";
import { ButtonLink } from "@/components/button";
import { EmptyState } from "@/components/empty-state";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        isPage
        icon={<SearchX />}
        title="There is nothing here"
        body="The address is wrong, the thing is gone, or it belongs to an organization you are not in."
        action={
          <ButtonLink href="/" tone="primary">
            Go home
          </ButtonLink>
        }
      />
    </main>
  );
}
