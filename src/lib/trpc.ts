import { createTRPCReact } from "@trpc/react-query";
import type { AppRouter } from "@/app/api/trpc/app-router";

/** The browser's client of our API. It knows the API's type and none of its code. */
export const trpc = createTRPCReact<AppRouter>();
