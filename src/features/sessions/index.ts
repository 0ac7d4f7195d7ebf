export { ListSessionsInput, RevokeOtherSessionsInput, RevokeSessionInput, SignInInput } from "./schemas";
