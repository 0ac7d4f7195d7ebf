export { Email, GivenPassword } from "./schemas";
