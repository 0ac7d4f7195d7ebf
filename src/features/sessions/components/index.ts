export { SessionsTable } from "./sessions-table";
export { SignInForm } from "./sign-in-form";
export { signOutHere } from "./sign-out";
