export { createCompanyCredential } from "./create-company-credential";
export { type Credential, credentialFor, forgetCredentials } from "./credential-for";
export { listCredentials } from "./list-credentials";
export { resealCredentials } from "./reseal-credentials";
export { providersRouter } from "./router";
