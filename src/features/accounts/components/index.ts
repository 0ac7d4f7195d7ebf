export { ChangePasswordForm } from "./change-password-form";
export { ConfirmAddressForm } from "./confirm-address-form";
export { ProfileForm } from "./profile-form";
export { SignUpForm } from "./sign-up-form";
