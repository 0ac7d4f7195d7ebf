export { CredentialsTable } from "./credentials-table";
export { CredentialDialog } from "./credential-dialog";
