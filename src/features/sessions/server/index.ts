export { actorFromSession, userFromSession } from "./actor-from-session";
export { listSessions } from "./list-sessions";
export { revokeOtherSessions, revokeSession } from "./revoke-session";
export { sessionsRouter } from "./router";
export { signIn } from "./sign-in";
export { signOut } from "./sign-out";
