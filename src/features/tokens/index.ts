export { CreateTokenInput, ListTokensInput, RevokeTokenInput, TOKEN_DAYS_MAX, TokenScope } from "./schemas";
