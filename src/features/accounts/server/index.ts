export { addEmployee } from "./add-employee";
export { changePassword } from "./change-password";
export { type CheckedAccount, checkPassword } from "./check-password";
export { getProfile } from "./get-profile";
export { resendVerification } from "./resend-verification";
export { accountsRouter } from "./router";
export { signUp } from "./sign-up";
export { updateProfile } from "./update-profile";
export { verifyEmail } from "./verify-email";
