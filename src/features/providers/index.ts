export {
  CreateCredentialInput,
  ListCredentialsInput,
  PROVIDERS,
  type Provider,
  RevokeCredentialInput,
} from "./schemas";
