export { createToken, createTokenFor } from "./create-token";
export { listTokens } from "./list-tokens";
export { revokeToken } from "./revoke-token";
export { tokensRouter } from "./router";
