import { SearchX } from "lucide-react";
import { EmptyState } from "@/components/empty-state";

export default function NotFoundHere() {
  return (
    <EmptyState
      isPage
      icon={<SearchX />}
      title="There is nothing here"
      body="The address is wrong, the thing is gone, or it is not yours to see. Look for it with ⌘K, or ask an owner."
    />
  );
}
