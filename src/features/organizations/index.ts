export {
  CreateOrganizationInput,
  OrganizationBySlugInput,
  OrganizationName,
  OrganizationSettings,
  OrganizationSlug,
  PLAN_LIMITS,
  SetLogoInput,
  UpdateOrganizationInput,
} from "./schemas";
