import type { Io } from "../io";
import type { Machine } from "../machine/machine";

/** What every command gets: where to speak, and the machine it works on. */
export type Context = { io: Io; machine: Machine };
