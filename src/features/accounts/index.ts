export {
  AddEmployeeInput,
  ChangePasswordInput,
  Email,
  FullName,
  GivenPassword,
  NewPassword,
  ResendVerificationInput,
  SignUpInput,
  UpdateProfileInput,
  VerifyEmailInput,
} from "./schemas";
