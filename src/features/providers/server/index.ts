export { createCompanyCredential } from "./create-company-credential";
export { createPersonalCredential } from "./create-personal-credential";
export { type Credential, credentialFor, forgetCredentials } from "./credential-for";
export { listCredentials } from "./list-credentials";
export { resealCredentials } from "./reseal-credentials";
export { revokeCompanyCredential, revokePersonalCredential } from "./revoke-credential";
export { providersRouter } from "./router";
