export {
  CreateOrganizationInput,
  OrganizationBySlugInput,
  OrganizationName,
  OrganizationSettings,
  OrganizationSlug,
  PLAN_LIMITS,
} from "./schemas";
