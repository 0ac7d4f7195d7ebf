export type { Provider } from "./schemas";
