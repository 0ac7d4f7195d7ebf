export { CreateTokenDialog } from "./create-token-dialog";
export { TokensTable } from "./tokens-table";
