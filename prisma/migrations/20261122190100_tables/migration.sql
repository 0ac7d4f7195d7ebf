-- The tables, as `prisma/schema` says them. By hand: partitions, `SET NULL` of one column of a composite key, the
-- generated text vector, and all that follows "What Prisma cannot say".

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "email" CITEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "password_hash" TEXT,
    "is_verified" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "profile_picture_url" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_reset_tokens" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "password_reset_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_verification_tokens" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_verification_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity_logs" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "seq" BIGINT,
    "employee_id" UUID,
    "actor" JSONB NOT NULL DEFAULT '{}',
    "on_behalf_of" TEXT,
    "session_id" UUID,
    "client_name" TEXT,
    "client_version" TEXT,
    "event_type" TEXT NOT NULL,
    "event_category" TEXT NOT NULL,
    "content" TEXT,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "trust" TEXT NOT NULL DEFAULT 'SERVER',
    "run_id" UUID,
    "salt" BYTEA DEFAULT uuid_send(gen_random_uuid()),
    "content_digest" BYTEA,
    "hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "activity_logs_pkey" PRIMARY KEY ("id","created_at")
) PARTITION BY RANGE ("created_at");

-- CreateTable
CREATE TABLE "log_heads" (
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "hash" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_heads_pkey" PRIMARY KEY ("org_id")
);

-- CreateTable
CREATE TABLE "log_anchors" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "signature" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_anchors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approvals" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "request_id" UUID,
    "human_approval_id" UUID,
    "approver_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "comment" TEXT,
    "auth_method" TEXT,
    "step" INTEGER NOT NULL DEFAULT 1,
    "due_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "human_approvals" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "run_id" UUID NOT NULL,
    "step_id" TEXT,
    "checkpoint_trigger" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "requested_by" TEXT,
    "responded_by" UUID,
    "context_snapshot" JSONB NOT NULL DEFAULT '{}',
    "context_hash" TEXT,
    "reviewer_notes" TEXT,
    "notification_channels" JSONB NOT NULL DEFAULT '[]',
    "timeout_ms" INTEGER,
    "expires_at" TIMESTAMPTZ(3),
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "responded_at" TIMESTAMPTZ(3),

    CONSTRAINT "human_approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriptions" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "plan_type" TEXT NOT NULL DEFAULT 'starter',
    "monthly_budget_usd" DECIMAL(20,10) DEFAULT 100,
    "current_spending_usd" DECIMAL(20,10) NOT NULL DEFAULT 0,
    "billing_period_start" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "billing_period_end" TIMESTAMPTZ(3) NOT NULL DEFAULT (now() + '1 mon'::interval),
    "status" TEXT NOT NULL DEFAULT 'active',
    "seats" INTEGER NOT NULL DEFAULT 1,
    "stripe_subscription_id" TEXT,
    "price_lookup_key" TEXT,
    "seat_item_id" TEXT,
    "trial_end" TIMESTAMPTZ(3),
    "cancel_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "synced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budgets" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "scope" TEXT NOT NULL,
    "team_id" UUID,
    "employee_id" UUID,
    "agent_id" UUID,
    "entity_id" UUID,
    "period" TEXT NOT NULL DEFAULT 'MONTH',
    "limit_usd" DECIMAL(20,10),
    "mode" TEXT NOT NULL DEFAULT 'BOUNDED',
    "alert_at" INTEGER[] DEFAULT ARRAY[80, 100]::INTEGER[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budgets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_periods" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "budget_id" UUID NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,
    "limit_usd" DECIMAL(20,10),
    "spent_usd" DECIMAL(20,10) NOT NULL DEFAULT 0,
    "held_usd" DECIMAL(20,10) NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_periods_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_holds" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "employee_id" UUID,
    "source_event_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'HELD',
    "amount_usd" DECIMAL(20,10) NOT NULL,
    "context" JSONB NOT NULL DEFAULT '{}',
    "holder" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_holds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_hold_items" (
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "hold_id" UUID NOT NULL,
    "budget_period_id" UUID NOT NULL,
    "amount_usd" DECIMAL(20,10) NOT NULL,

    CONSTRAINT "budget_hold_items_pkey" PRIMARY KEY ("hold_id","budget_period_id")
);

-- CreateTable
CREATE TABLE "agent_catalog" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "description" TEXT,
    "provider" TEXT,
    "runtime" TEXT NOT NULL DEFAULT 'LOCAL',
    "entity_id" UUID,
    "default_config" JSONB NOT NULL DEFAULT '{}',
    "capabilities" JSONB NOT NULL DEFAULT '[]',
    "llm_provider" TEXT,
    "llm_model" TEXT,
    "is_public" BOOLEAN NOT NULL DEFAULT true,
    "status" TEXT NOT NULL DEFAULT 'active',
    "owner_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_catalog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tools" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "description" TEXT,
    "schema" JSONB NOT NULL DEFAULT '{}',
    "requires_approval" BOOLEAN NOT NULL DEFAULT false,
    "side_effect" TEXT NOT NULL DEFAULT 'NONE',
    "sku_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_tools" (
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "agent_id" UUID NOT NULL,
    "tool_id" UUID NOT NULL,
    "config" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_tools_pkey" PRIMARY KEY ("org_id","agent_id","tool_id")
);

-- CreateTable
CREATE TABLE "org_agent_configs" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "agent_catalog_id" UUID NOT NULL,
    "config" JSONB NOT NULL DEFAULT '{}',
    "locked_paths" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "org_agent_configs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_agent_configs" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "team_id" UUID NOT NULL,
    "agent_catalog_id" UUID NOT NULL,
    "config_override" JSONB NOT NULL DEFAULT '{}',
    "locked_paths" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_agent_configs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "employee_agent_configs" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "employee_id" UUID NOT NULL,
    "agent_catalog_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "config_override" JSONB NOT NULL DEFAULT '{}',
    "locked_paths" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "sync_token" TEXT NOT NULL DEFAULT replace(((gen_random_uuid())::text || (gen_random_uuid())::text), '-'::text, ''::text),
    "last_sync_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "employee_agent_configs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "system_prompts" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "team_id" UUID,
    "employee_id" UUID,
    "agent_catalog_id" UUID,
    "prompt" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "system_prompts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bundles" (
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "hash" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "signature" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bundles_pkey" PRIMARY KEY ("org_id","hash")
);

-- CreateTable
CREATE TABLE "employee_bundles" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "employee_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_until" TIMESTAMPTZ(3),

    CONSTRAINT "employee_bundles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "devices" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "employee_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "os" TEXT,
    "hostname" TEXT,
    "cli_version" TEXT,
    "clients" JSONB NOT NULL DEFAULT '[]',
    "protection" TEXT NOT NULL DEFAULT 'observed',
    "applied_bundle" TEXT,
    "applied_at" TIMESTAMPTZ(3),
    "drift" JSONB,
    "last_seen_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_authorizations" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID DEFAULT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid,
    "employee_id" UUID,
    "device_id" UUID,
    "device_code_hash" TEXT NOT NULL,
    "user_code" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "device_name" TEXT,
    "hostname" TEXT,
    "os" TEXT,
    "client_name" TEXT,
    "client_version" TEXT,
    "clients" JSONB NOT NULL DEFAULT '[]',
    "ip_address" TEXT,
    "user_agent" TEXT,
    "interval_seconds" INTEGER NOT NULL DEFAULT 5,
    "last_polled_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_authorizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "employees" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "user_id" UUID NOT NULL,
    "team_id" UUID,
    "role_id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "external_id" TEXT,
    "last_login_at" TIMESTAMPTZ(3),
    "config_version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "employees_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "inviter_id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "role_id" UUID NOT NULL,
    "team_id" UUID,
    "message" TEXT,
    "token_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "mail_state" TEXT NOT NULL DEFAULT 'queued',
    "expires_at" TIMESTAMPTZ(3) NOT NULL DEFAULT (now() + '7 days'::interval),
    "accepted_by" UUID,
    "accepted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hierarchical_entities" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "parent_id" UUID,
    "version" TEXT NOT NULL DEFAULT '1.0.0',
    "type" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "name" TEXT NOT NULL,
    "display_name" TEXT,
    "description" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "identity" JSONB NOT NULL DEFAULT '{}',
    "hierarchy" JSONB NOT NULL DEFAULT '{}',
    "logic_gate" JSONB NOT NULL DEFAULT '{}',
    "planning" JSONB NOT NULL DEFAULT '{}',
    "capabilities" JSONB NOT NULL DEFAULT '{}',
    "governance" JSONB NOT NULL DEFAULT '{}',
    "io_contract" JSONB NOT NULL DEFAULT '{}',
    "observability" JSONB NOT NULL DEFAULT '{}',
    "metadata_extensions" JSONB NOT NULL DEFAULT '{}',
    "owner_id" UUID,
    "visibility" TEXT NOT NULL DEFAULT 'ORG',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hierarchical_entities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "documents" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "entity_id" UUID,
    "filename" TEXT NOT NULL,
    "file_type" TEXT NOT NULL,
    "file_size" BIGINT NOT NULL,
    "upload_status" TEXT NOT NULL DEFAULT 'processing',
    "error" TEXT,
    "storage_key" TEXT,
    "sha256" TEXT,
    "uploaded_by" UUID,
    "visibility" TEXT NOT NULL DEFAULT 'ORG',
    "chunk_count" INTEGER NOT NULL DEFAULT 0,
    "embedding_model" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_chunks" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "document_id" UUID NOT NULL,
    "chunk_index" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "embedding" REAL[],
    "embedding_model" TEXT,
    "tsv" tsvector GENERATED ALWAYS AS (to_tsvector('simple', "content")) STORED,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_chunks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mcp_categories" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mcp_categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mcp_catalog" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "name" TEXT NOT NULL,
    "provider" TEXT,
    "version" TEXT,
    "description" TEXT,
    "category_id" UUID,
    "transport" TEXT NOT NULL DEFAULT 'stdio',
    "connection_schema" JSONB NOT NULL DEFAULT '{}',
    "config_template" JSONB NOT NULL DEFAULT '{}',
    "required_env_vars" JSONB NOT NULL DEFAULT '[]',
    "capabilities" JSONB NOT NULL DEFAULT '[]',
    "definition_hash" TEXT,
    "requires_credentials" BOOLEAN NOT NULL DEFAULT false,
    "is_approved" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mcp_catalog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "employee_mcp_configs" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "employee_id" UUID NOT NULL,
    "mcp_catalog_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "connection_config" JSONB NOT NULL DEFAULT '{}',
    "credentials_encrypted" TEXT,
    "sync_token" TEXT NOT NULL DEFAULT replace(((gen_random_uuid())::text || (gen_random_uuid())::text), '-'::text, ''::text),
    "last_sync_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "employee_mcp_configs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "parent_id" UUID,
    "type" TEXT NOT NULL DEFAULT 'TENANT',
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "plan" TEXT NOT NULL DEFAULT 'starter',
    "status" TEXT NOT NULL DEFAULT 'active',
    "logo_url" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "max_employees" INTEGER NOT NULL DEFAULT 10,
    "max_agents_per_employee" INTEGER NOT NULL DEFAULT 3,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "stripe_customer_id" TEXT,
    "trial_used_at" TIMESTAMPTZ(3),
    "config_version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID DEFAULT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "run_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "dead_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_outbox" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID DEFAULT (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "props" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "provider_message_id" TEXT,
    "error" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_leases" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "acquired_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_leases_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "policies" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "type" TEXT NOT NULL,
    "rules" JSONB NOT NULL DEFAULT '{}',
    "severity" TEXT NOT NULL DEFAULT 'block',
    "applies_to" TEXT NOT NULL DEFAULT 'ATTACHED',
    "allow_override" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_policies" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "agent_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "overrides" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_policies" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "team_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "overrides" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "employee_policies" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "employee_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "overrides" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "employee_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_policies" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "team_id" UUID,
    "employee_id" UUID,
    "agent_id" UUID,
    "tool_name" TEXT NOT NULL,
    "conditions" JSONB,
    "action" TEXT NOT NULL DEFAULT 'deny',
    "reason" TEXT,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tool_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_versions" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "policy_id" UUID,
    "tool_policy_id" UUID,
    "version" INTEGER NOT NULL,
    "snapshot" JSONB NOT NULL,
    "changed_by" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sku_prices" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "sku_id" UUID NOT NULL,
    "internal_cost" DECIMAL(20,10) NOT NULL,
    "tier_above_tokens" INTEGER,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "source_date" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sku_prices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_credentials" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "employee_id" UUID,
    "provider" TEXT NOT NULL,
    "encrypted_key" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_credentials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration_registry" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "provider_name" TEXT NOT NULL,
    "model_name" TEXT,
    "service_sku" TEXT NOT NULL,
    "component_type" TEXT NOT NULL,
    "cost_unit" TEXT NOT NULL DEFAULT 'PER_1M',
    "base_url" TEXT,
    "credential_id" UUID,
    "internal_cost" DECIMAL(20,10) NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "integration_registry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_requests" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "employee_id" UUID NOT NULL,
    "request_type" TEXT NOT NULL,
    "request_data" JSONB NOT NULL DEFAULT '{}',
    "request_hash" TEXT,
    "reason" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "required_approvals" INTEGER NOT NULL DEFAULT 1,
    "due_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roles" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "scope" TEXT NOT NULL DEFAULT 'ORG',
    "permissions" JSONB NOT NULL DEFAULT '[]',
    "rank" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "execution_runs" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "entity_id" UUID NOT NULL,
    "employee_id" UUID,
    "parent_run_id" UUID,
    "root_run_id" UUID,
    "retry_of_run_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "input_data" JSONB NOT NULL DEFAULT '{}',
    "dynamic_plan" JSONB,
    "result_data" JSONB,
    "context_state" JSONB,
    "error_message" TEXT,
    "total_cost_usd" DECIMAL(20,10) NOT NULL DEFAULT 0,
    "total_tokens" BIGINT NOT NULL DEFAULT 0,
    "execution_time_ms" INTEGER,
    "trace_id" UUID,
    "span_id" TEXT,
    "idempotency_key" TEXT,
    "deadline_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "execution_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "llm_interaction_logs" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "run_id" UUID NOT NULL,
    "step_id" TEXT,
    "step_key" TEXT,
    "span_id" TEXT,
    "model_provider" TEXT NOT NULL,
    "model_name" TEXT NOT NULL,
    "input_prompt" TEXT,
    "output_response" TEXT,
    "prompt_tokens" INTEGER NOT NULL DEFAULT 0,
    "completion_tokens" INTEGER NOT NULL DEFAULT 0,
    "latency_ms" INTEGER,
    "cost_usd" DECIMAL(20,10) NOT NULL DEFAULT 0,
    "reasoning_mode" TEXT,
    "decision" TEXT,
    "policy_id" UUID,
    "log_metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "llm_interaction_logs_pkey" PRIMARY KEY ("id","created_at")
) PARTITION BY RANGE ("created_at");

-- CreateTable
CREATE TABLE "tool_interaction_logs" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "run_id" UUID NOT NULL,
    "step_id" TEXT,
    "step_key" TEXT,
    "span_id" TEXT,
    "tool_id" TEXT NOT NULL,
    "tool_name" TEXT NOT NULL,
    "provider" TEXT,
    "input_parameters" JSONB NOT NULL DEFAULT '{}',
    "output_result" JSONB,
    "success" BOOLEAN NOT NULL DEFAULT false,
    "error_message" TEXT,
    "latency_ms" INTEGER,
    "decision" TEXT,
    "policy_id" UUID,
    "log_metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "tool_interaction_logs_pkey" PRIMARY KEY ("id","created_at")
) PARTITION BY RANGE ("created_at");

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "user_id" UUID NOT NULL,
    "employee_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "auth_method" TEXT NOT NULL DEFAULT 'password',
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "parent_team_id" UUID,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "config_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_managers" (
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "team_id" UUID NOT NULL,
    "employee_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_managers_pkey" PRIMARY KEY ("team_id","employee_id")
);

-- CreateTable
CREATE TABLE "refresh_tokens" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "device_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "family_id" UUID NOT NULL,
    "surface" TEXT NOT NULL,
    "rotated_at" TIMESTAMPTZ(3),
    "successor_hash" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_tokens" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "device_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "family_id" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "employee_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "audience" TEXT NOT NULL DEFAULT 'api',
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_logs" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "employee_id" UUID,
    "team_id" UUID,
    "agent_id" UUID,
    "agent_config_id" UUID,
    "entity_id" UUID,
    "run_id" UUID,
    "sku_id" UUID NOT NULL,
    "sku_price_id" UUID,
    "raw_quantity" DECIMAL(20,10) NOT NULL,
    "calculated_cost" DECIMAL(20,10) NOT NULL,
    "token_source" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "trust" TEXT NOT NULL DEFAULT 'SERVER',
    "is_estimated" BOOLEAN NOT NULL DEFAULT false,
    "source_event_id" TEXT NOT NULL,
    "log_metadata" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "usage_logs_pkey" PRIMARY KEY ("id","occurred_at")
) PARTITION BY RANGE ("occurred_at");

-- CreateTable
CREATE TABLE "usage_events" (
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "source_event_id" TEXT NOT NULL,
    "sku_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "usage_events_pkey" PRIMARY KEY ("org_id","source_event_id","sku_id")
);

-- CreateTable
CREATE TABLE "usage_records" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "employee_id" UUID,
    "agent_config_id" UUID,
    "resource_type" TEXT NOT NULL,
    "quantity" DECIMAL(20,10) NOT NULL,
    "cost_usd" DECIMAL(20,10) NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,
    "token_source" TEXT NOT NULL DEFAULT 'company',
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "usage_records_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_destinations" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "auth_type" TEXT NOT NULL DEFAULT 'none',
    "auth_config" JSONB NOT NULL DEFAULT '{}',
    "event_types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "event_filter" JSONB NOT NULL DEFAULT '{}',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "batch_size" INTEGER NOT NULL DEFAULT 1,
    "timeout_ms" INTEGER NOT NULL DEFAULT 5000,
    "retry_max" INTEGER NOT NULL DEFAULT 3,
    "retry_backoff_ms" INTEGER NOT NULL DEFAULT 1000,
    "signing_secret" TEXT,
    "previous_secret" TEXT,
    "disabled_reason" TEXT,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_destinations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "org_id" UUID NOT NULL DEFAULT (current_setting('app.org_id'::text))::uuid,
    "destination_id" UUID NOT NULL,
    "log_id" UUID NOT NULL,
    "log_created_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_attempt_at" TIMESTAMPTZ(3),
    "next_retry_at" TIMESTAMPTZ(3),
    "response_status" INTEGER,
    "response_body" TEXT,
    "error_message" TEXT,
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "password_reset_tokens_token_hash_key" ON "password_reset_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "password_reset_tokens_user_id_idx" ON "password_reset_tokens"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "email_verification_tokens_token_hash_key" ON "email_verification_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "email_verification_tokens_user_id_idx" ON "email_verification_tokens"("user_id");

-- CreateIndex
CREATE INDEX "activity_logs_org_id_created_at_id_idx" ON "activity_logs"("org_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "activity_logs_created_at_idx" ON "activity_logs"("created_at" DESC);

-- CreateIndex
CREATE INDEX "activity_logs_org_id_employee_id_created_at_idx" ON "activity_logs"("org_id", "employee_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "activity_logs_org_id_event_type_created_at_idx" ON "activity_logs"("org_id", "event_type", "created_at" DESC);

-- CreateIndex
CREATE INDEX "activity_logs_org_id_seq_idx" ON "activity_logs"("org_id", "seq");

-- CreateIndex
CREATE INDEX "log_anchors_org_id_seq_idx" ON "log_anchors"("org_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "log_anchors_org_id_id_key" ON "log_anchors"("org_id", "id");

-- CreateIndex
CREATE INDEX "approvals_org_id_approver_id_status_idx" ON "approvals"("org_id", "approver_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "approvals_org_id_id_key" ON "approvals"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "approvals_org_id_request_id_approver_id_key" ON "approvals"("org_id", "request_id", "approver_id");

-- CreateIndex
CREATE UNIQUE INDEX "approvals_org_id_human_approval_id_approver_id_key" ON "approvals"("org_id", "human_approval_id", "approver_id");

-- CreateIndex
CREATE INDEX "human_approvals_org_id_run_id_idx" ON "human_approvals"("org_id", "run_id");

-- CreateIndex
CREATE INDEX "human_approvals_org_id_responded_by_idx" ON "human_approvals"("org_id", "responded_by");

-- CreateIndex
CREATE INDEX "human_approvals_org_id_status_expires_at_idx" ON "human_approvals"("org_id", "status", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "human_approvals_org_id_id_key" ON "human_approvals"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "subscriptions_stripe_subscription_id_key" ON "subscriptions"("stripe_subscription_id");

-- CreateIndex
CREATE INDEX "subscriptions_org_id_status_idx" ON "subscriptions"("org_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "subscriptions_org_id_id_key" ON "subscriptions"("org_id", "id");

-- CreateIndex
CREATE INDEX "budgets_org_id_team_id_idx" ON "budgets"("org_id", "team_id");

-- CreateIndex
CREATE INDEX "budgets_org_id_employee_id_idx" ON "budgets"("org_id", "employee_id");

-- CreateIndex
CREATE INDEX "budgets_org_id_entity_id_idx" ON "budgets"("org_id", "entity_id");

-- CreateIndex
CREATE INDEX "budgets_agent_id_idx" ON "budgets"("agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "budgets_org_id_id_key" ON "budgets"("org_id", "id");

-- CreateIndex
CREATE INDEX "budget_periods_org_id_budget_id_idx" ON "budget_periods"("org_id", "budget_id");

-- CreateIndex
CREATE UNIQUE INDEX "budget_periods_org_id_id_key" ON "budget_periods"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "budget_periods_budget_id_period_start_key" ON "budget_periods"("budget_id", "period_start");

-- CreateIndex
CREATE INDEX "budget_holds_org_id_employee_id_idx" ON "budget_holds"("org_id", "employee_id");

-- CreateIndex
CREATE INDEX "budget_holds_status_expires_at_idx" ON "budget_holds"("status", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "budget_holds_org_id_id_key" ON "budget_holds"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "budget_holds_org_id_source_event_id_key" ON "budget_holds"("org_id", "source_event_id");

-- CreateIndex
CREATE INDEX "budget_hold_items_org_id_hold_id_idx" ON "budget_hold_items"("org_id", "hold_id");

-- CreateIndex
CREATE INDEX "budget_hold_items_org_id_budget_period_id_idx" ON "budget_hold_items"("org_id", "budget_period_id");

-- CreateIndex
CREATE INDEX "agent_catalog_org_id_entity_id_idx" ON "agent_catalog"("org_id", "entity_id");

-- CreateIndex
CREATE INDEX "agent_catalog_org_id_owner_id_idx" ON "agent_catalog"("org_id", "owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_catalog_org_id_id_key" ON "agent_catalog"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_catalog_org_id_name_key" ON "agent_catalog"("org_id", "name");

-- CreateIndex
CREATE INDEX "tools_sku_id_idx" ON "tools"("sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "tools_org_id_id_key" ON "tools"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tools_org_id_key_key" ON "tools"("org_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "tools_org_id_name_key" ON "tools"("org_id", "name");

-- CreateIndex
CREATE INDEX "agent_tools_agent_id_idx" ON "agent_tools"("agent_id");

-- CreateIndex
CREATE INDEX "agent_tools_tool_id_idx" ON "agent_tools"("tool_id");

-- CreateIndex
CREATE INDEX "org_agent_configs_agent_catalog_id_idx" ON "org_agent_configs"("agent_catalog_id");

-- CreateIndex
CREATE UNIQUE INDEX "org_agent_configs_org_id_id_key" ON "org_agent_configs"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "org_agent_configs_org_id_agent_catalog_id_key" ON "org_agent_configs"("org_id", "agent_catalog_id");

-- CreateIndex
CREATE INDEX "team_agent_configs_agent_catalog_id_idx" ON "team_agent_configs"("agent_catalog_id");

-- CreateIndex
CREATE UNIQUE INDEX "team_agent_configs_org_id_id_key" ON "team_agent_configs"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "team_agent_configs_org_id_team_id_agent_catalog_id_key" ON "team_agent_configs"("org_id", "team_id", "agent_catalog_id");

-- CreateIndex
CREATE UNIQUE INDEX "employee_agent_configs_sync_token_key" ON "employee_agent_configs"("sync_token");

-- CreateIndex
CREATE INDEX "employee_agent_configs_agent_catalog_id_idx" ON "employee_agent_configs"("agent_catalog_id");

-- CreateIndex
CREATE INDEX "employee_agent_configs_org_id_status_idx" ON "employee_agent_configs"("org_id", "status");

-- CreateIndex
CREATE INDEX "employee_agent_configs_employee_id_idx" ON "employee_agent_configs"("employee_id");

-- CreateIndex
CREATE INDEX "employee_agent_configs_status_idx" ON "employee_agent_configs"("status");

-- CreateIndex
CREATE UNIQUE INDEX "employee_agent_configs_org_id_id_key" ON "employee_agent_configs"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "employee_agent_configs_org_id_employee_id_agent_catalog_id_key" ON "employee_agent_configs"("org_id", "employee_id", "agent_catalog_id");

-- CreateIndex
CREATE INDEX "system_prompts_org_id_team_id_idx" ON "system_prompts"("org_id", "team_id");

-- CreateIndex
CREATE INDEX "system_prompts_org_id_employee_id_idx" ON "system_prompts"("org_id", "employee_id");

-- CreateIndex
CREATE INDEX "system_prompts_agent_catalog_id_idx" ON "system_prompts"("agent_catalog_id");

-- CreateIndex
CREATE UNIQUE INDEX "system_prompts_org_id_id_key" ON "system_prompts"("org_id", "id");

-- CreateIndex
CREATE INDEX "employee_bundles_org_id_employee_id_valid_from_idx" ON "employee_bundles"("org_id", "employee_id", "valid_from");

-- CreateIndex
CREATE INDEX "employee_bundles_org_id_hash_idx" ON "employee_bundles"("org_id", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "employee_bundles_org_id_id_key" ON "employee_bundles"("org_id", "id");

-- CreateIndex
CREATE INDEX "devices_org_id_employee_id_idx" ON "devices"("org_id", "employee_id");

-- CreateIndex
CREATE INDEX "devices_org_id_last_seen_at_idx" ON "devices"("org_id", "last_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "devices_org_id_id_key" ON "devices"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "device_authorizations_device_code_hash_key" ON "device_authorizations"("device_code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "device_authorizations_user_code_key" ON "device_authorizations"("user_code");

-- CreateIndex
CREATE INDEX "device_authorizations_org_id_employee_id_idx" ON "device_authorizations"("org_id", "employee_id");

-- CreateIndex
CREATE INDEX "device_authorizations_org_id_device_id_idx" ON "device_authorizations"("org_id", "device_id");

-- CreateIndex
CREATE INDEX "device_authorizations_expires_at_idx" ON "device_authorizations"("expires_at");

-- CreateIndex
CREATE INDEX "employees_email_idx" ON "employees"("email");

-- CreateIndex
CREATE INDEX "employees_org_id_team_id_idx" ON "employees"("org_id", "team_id");

-- CreateIndex
CREATE INDEX "employees_role_id_idx" ON "employees"("role_id");

-- CreateIndex
CREATE INDEX "employees_user_id_idx" ON "employees"("user_id");

-- CreateIndex
CREATE INDEX "employees_org_id_status_idx" ON "employees"("org_id", "status");

-- CreateIndex
CREATE INDEX "employees_org_id_external_id_idx" ON "employees"("org_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "employees_org_id_id_key" ON "employees"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_org_id_inviter_id_idx" ON "invitations"("org_id", "inviter_id");

-- CreateIndex
CREATE INDEX "invitations_org_id_team_id_idx" ON "invitations"("org_id", "team_id");

-- CreateIndex
CREATE INDEX "invitations_org_id_accepted_by_idx" ON "invitations"("org_id", "accepted_by");

-- CreateIndex
CREATE INDEX "invitations_role_id_idx" ON "invitations"("role_id");

-- CreateIndex
CREATE INDEX "invitations_org_id_email_status_idx" ON "invitations"("org_id", "email", "status");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_org_id_id_key" ON "invitations"("org_id", "id");

-- CreateIndex
CREATE INDEX "hierarchical_entities_org_id_parent_id_idx" ON "hierarchical_entities"("org_id", "parent_id");

-- CreateIndex
CREATE INDEX "hierarchical_entities_org_id_owner_id_idx" ON "hierarchical_entities"("org_id", "owner_id");

-- CreateIndex
CREATE INDEX "hierarchical_entities_org_id_status_idx" ON "hierarchical_entities"("org_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "hierarchical_entities_org_id_id_key" ON "hierarchical_entities"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "hierarchical_entities_org_id_name_key" ON "hierarchical_entities"("org_id", "name");

-- CreateIndex
CREATE INDEX "documents_org_id_entity_id_idx" ON "documents"("org_id", "entity_id");

-- CreateIndex
CREATE INDEX "documents_org_id_uploaded_by_idx" ON "documents"("org_id", "uploaded_by");

-- CreateIndex
CREATE INDEX "documents_org_id_upload_status_idx" ON "documents"("org_id", "upload_status");

-- CreateIndex
CREATE UNIQUE INDEX "documents_org_id_id_key" ON "documents"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "document_chunks_org_id_id_key" ON "document_chunks"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "document_chunks_org_id_document_id_chunk_index_key" ON "document_chunks"("org_id", "document_id", "chunk_index");

-- CreateIndex
CREATE UNIQUE INDEX "mcp_categories_org_id_id_key" ON "mcp_categories"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "mcp_categories_org_id_name_key" ON "mcp_categories"("org_id", "name");

-- CreateIndex
CREATE INDEX "mcp_catalog_category_id_idx" ON "mcp_catalog"("category_id");

-- CreateIndex
CREATE UNIQUE INDEX "mcp_catalog_org_id_id_key" ON "mcp_catalog"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "mcp_catalog_org_id_name_key" ON "mcp_catalog"("org_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "employee_mcp_configs_sync_token_key" ON "employee_mcp_configs"("sync_token");

-- CreateIndex
CREATE INDEX "employee_mcp_configs_mcp_catalog_id_idx" ON "employee_mcp_configs"("mcp_catalog_id");

-- CreateIndex
CREATE INDEX "employee_mcp_configs_org_id_status_idx" ON "employee_mcp_configs"("org_id", "status");

-- CreateIndex
CREATE INDEX "employee_mcp_configs_employee_id_idx" ON "employee_mcp_configs"("employee_id");

-- CreateIndex
CREATE INDEX "employee_mcp_configs_status_idx" ON "employee_mcp_configs"("status");

-- CreateIndex
CREATE UNIQUE INDEX "employee_mcp_configs_org_id_id_key" ON "employee_mcp_configs"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "employee_mcp_configs_org_id_employee_id_mcp_catalog_id_key" ON "employee_mcp_configs"("org_id", "employee_id", "mcp_catalog_id");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_stripe_customer_id_key" ON "organizations"("stripe_customer_id");

-- CreateIndex
CREATE INDEX "organizations_parent_id_idx" ON "organizations"("parent_id");

-- CreateIndex
CREATE INDEX "outbox_run_after_idx" ON "outbox"("run_after");

-- CreateIndex
CREATE INDEX "outbox_org_id_idx" ON "outbox"("org_id");

-- CreateIndex
CREATE INDEX "email_outbox_org_id_idx" ON "email_outbox"("org_id");

-- CreateIndex
CREATE INDEX "email_outbox_status_created_at_idx" ON "email_outbox"("status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "policies_org_id_id_key" ON "policies"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "policies_org_id_name_key" ON "policies"("org_id", "name");

-- CreateIndex
CREATE INDEX "agent_policies_agent_id_idx" ON "agent_policies"("agent_id");

-- CreateIndex
CREATE INDEX "agent_policies_policy_id_idx" ON "agent_policies"("policy_id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_policies_org_id_id_key" ON "agent_policies"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_policies_org_id_agent_id_policy_id_key" ON "agent_policies"("org_id", "agent_id", "policy_id");

-- CreateIndex
CREATE INDEX "team_policies_policy_id_idx" ON "team_policies"("policy_id");

-- CreateIndex
CREATE UNIQUE INDEX "team_policies_org_id_id_key" ON "team_policies"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "team_policies_org_id_team_id_policy_id_key" ON "team_policies"("org_id", "team_id", "policy_id");

-- CreateIndex
CREATE INDEX "employee_policies_policy_id_idx" ON "employee_policies"("policy_id");

-- CreateIndex
CREATE UNIQUE INDEX "employee_policies_org_id_id_key" ON "employee_policies"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "employee_policies_org_id_employee_id_policy_id_key" ON "employee_policies"("org_id", "employee_id", "policy_id");

-- CreateIndex
CREATE INDEX "tool_policies_org_id_team_id_employee_id_tool_name_idx" ON "tool_policies"("org_id", "team_id", "employee_id", "tool_name");

-- CreateIndex
CREATE INDEX "tool_policies_org_id_employee_id_idx" ON "tool_policies"("org_id", "employee_id");

-- CreateIndex
CREATE INDEX "tool_policies_agent_id_idx" ON "tool_policies"("agent_id");

-- CreateIndex
CREATE INDEX "tool_policies_org_id_created_by_idx" ON "tool_policies"("org_id", "created_by");

-- CreateIndex
CREATE UNIQUE INDEX "tool_policies_org_id_id_key" ON "tool_policies"("org_id", "id");

-- CreateIndex
CREATE INDEX "policy_versions_org_id_changed_by_idx" ON "policy_versions"("org_id", "changed_by");

-- CreateIndex
CREATE UNIQUE INDEX "policy_versions_org_id_id_key" ON "policy_versions"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_versions_org_id_policy_id_version_key" ON "policy_versions"("org_id", "policy_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "policy_versions_org_id_tool_policy_id_version_key" ON "policy_versions"("org_id", "tool_policy_id", "version");

-- CreateIndex
CREATE INDEX "sku_prices_sku_id_effective_from_idx" ON "sku_prices"("sku_id", "effective_from");

-- CreateIndex
CREATE UNIQUE INDEX "sku_prices_org_id_id_key" ON "sku_prices"("org_id", "id");

-- CreateIndex
CREATE INDEX "provider_credentials_org_id_employee_id_idx" ON "provider_credentials"("org_id", "employee_id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_credentials_org_id_id_key" ON "provider_credentials"("org_id", "id");

-- CreateIndex
CREATE INDEX "integration_registry_org_id_credential_id_idx" ON "integration_registry"("org_id", "credential_id");

-- CreateIndex
CREATE INDEX "integration_registry_provider_name_model_name_idx" ON "integration_registry"("provider_name", "model_name");

-- CreateIndex
CREATE UNIQUE INDEX "integration_registry_org_id_id_key" ON "integration_registry"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "integration_registry_org_id_service_sku_key" ON "integration_registry"("org_id", "service_sku");

-- CreateIndex
CREATE INDEX "agent_requests_org_id_employee_id_idx" ON "agent_requests"("org_id", "employee_id");

-- CreateIndex
CREATE INDEX "agent_requests_employee_id_idx" ON "agent_requests"("employee_id");

-- CreateIndex
CREATE INDEX "agent_requests_org_id_status_due_at_idx" ON "agent_requests"("org_id", "status", "due_at");

-- CreateIndex
CREATE INDEX "agent_requests_status_idx" ON "agent_requests"("status");

-- CreateIndex
CREATE UNIQUE INDEX "agent_requests_org_id_id_key" ON "agent_requests"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "roles_org_id_id_key" ON "roles"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "roles_org_id_key_key" ON "roles"("org_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "roles_org_id_name_key" ON "roles"("org_id", "name");

-- CreateIndex
CREATE INDEX "execution_runs_org_id_entity_id_idx" ON "execution_runs"("org_id", "entity_id");

-- CreateIndex
CREATE INDEX "execution_runs_org_id_employee_id_idx" ON "execution_runs"("org_id", "employee_id");

-- CreateIndex
CREATE INDEX "execution_runs_org_id_parent_run_id_idx" ON "execution_runs"("org_id", "parent_run_id");

-- CreateIndex
CREATE INDEX "execution_runs_org_id_root_run_id_idx" ON "execution_runs"("org_id", "root_run_id");

-- CreateIndex
CREATE INDEX "execution_runs_org_id_retry_of_run_id_idx" ON "execution_runs"("org_id", "retry_of_run_id");

-- CreateIndex
CREATE INDEX "execution_runs_org_id_status_created_at_idx" ON "execution_runs"("org_id", "status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "execution_runs_org_id_id_key" ON "execution_runs"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "execution_runs_org_id_idempotency_key_key" ON "execution_runs"("org_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "llm_interaction_logs_org_id_run_id_step_key_idx" ON "llm_interaction_logs"("org_id", "run_id", "step_key");

-- CreateIndex
CREATE INDEX "llm_interaction_logs_org_id_created_at_idx" ON "llm_interaction_logs"("org_id", "created_at");

-- CreateIndex
CREATE INDEX "tool_interaction_logs_org_id_run_id_step_key_idx" ON "tool_interaction_logs"("org_id", "run_id", "step_key");

-- CreateIndex
CREATE INDEX "tool_interaction_logs_org_id_created_at_idx" ON "tool_interaction_logs"("org_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_org_id_employee_id_idx" ON "sessions"("org_id", "employee_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_org_id_id_key" ON "sessions"("org_id", "id");

-- CreateIndex
CREATE INDEX "teams_org_id_parent_team_id_idx" ON "teams"("org_id", "parent_team_id");

-- CreateIndex
CREATE UNIQUE INDEX "teams_org_id_id_key" ON "teams"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "teams_org_id_name_key" ON "teams"("org_id", "name");

-- CreateIndex
CREATE INDEX "team_managers_org_id_team_id_idx" ON "team_managers"("org_id", "team_id");

-- CreateIndex
CREATE INDEX "team_managers_org_id_employee_id_idx" ON "team_managers"("org_id", "employee_id");

-- CreateIndex
CREATE UNIQUE INDEX "refresh_tokens_token_hash_key" ON "refresh_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "refresh_tokens_org_id_device_id_idx" ON "refresh_tokens"("org_id", "device_id");

-- CreateIndex
CREATE INDEX "refresh_tokens_family_id_idx" ON "refresh_tokens"("family_id");

-- CreateIndex
CREATE INDEX "refresh_tokens_expires_at_idx" ON "refresh_tokens"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "refresh_tokens_org_id_id_key" ON "refresh_tokens"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "access_tokens_token_hash_key" ON "access_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "access_tokens_org_id_device_id_idx" ON "access_tokens"("org_id", "device_id");

-- CreateIndex
CREATE INDEX "access_tokens_family_id_idx" ON "access_tokens"("family_id");

-- CreateIndex
CREATE INDEX "access_tokens_expires_at_idx" ON "access_tokens"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "access_tokens_org_id_id_key" ON "access_tokens"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_org_id_employee_id_idx" ON "api_tokens"("org_id", "employee_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_org_id_id_key" ON "api_tokens"("org_id", "id");

-- CreateIndex
CREATE INDEX "usage_logs_org_id_occurred_at_idx" ON "usage_logs"("org_id", "occurred_at");

-- CreateIndex
CREATE INDEX "usage_logs_org_id_employee_id_occurred_at_idx" ON "usage_logs"("org_id", "employee_id", "occurred_at");

-- CreateIndex
CREATE INDEX "usage_logs_org_id_team_id_idx" ON "usage_logs"("org_id", "team_id");

-- CreateIndex
CREATE INDEX "usage_logs_org_id_agent_config_id_idx" ON "usage_logs"("org_id", "agent_config_id");

-- CreateIndex
CREATE INDEX "usage_logs_org_id_entity_id_idx" ON "usage_logs"("org_id", "entity_id");

-- CreateIndex
CREATE INDEX "usage_logs_org_id_run_id_idx" ON "usage_logs"("org_id", "run_id");

-- CreateIndex
CREATE INDEX "usage_logs_org_id_source_event_id_idx" ON "usage_logs"("org_id", "source_event_id");

-- CreateIndex
CREATE INDEX "usage_logs_agent_id_idx" ON "usage_logs"("agent_id");

-- CreateIndex
CREATE INDEX "usage_logs_sku_id_idx" ON "usage_logs"("sku_id");

-- CreateIndex
CREATE INDEX "usage_logs_sku_price_id_idx" ON "usage_logs"("sku_price_id");

-- CreateIndex
CREATE INDEX "usage_events_sku_id_idx" ON "usage_events"("sku_id");

-- CreateIndex
CREATE INDEX "usage_records_org_id_period_start_period_end_idx" ON "usage_records"("org_id", "period_start", "period_end");

-- CreateIndex
CREATE INDEX "usage_records_period_start_period_end_idx" ON "usage_records"("period_start", "period_end");

-- CreateIndex
CREATE INDEX "usage_records_org_id_employee_id_idx" ON "usage_records"("org_id", "employee_id");

-- CreateIndex
CREATE INDEX "usage_records_employee_id_idx" ON "usage_records"("employee_id");

-- CreateIndex
CREATE INDEX "usage_records_org_id_agent_config_id_idx" ON "usage_records"("org_id", "agent_config_id");

-- CreateIndex
CREATE UNIQUE INDEX "usage_records_org_id_id_key" ON "usage_records"("org_id", "id");

-- CreateIndex
CREATE INDEX "webhook_destinations_org_id_created_by_idx" ON "webhook_destinations"("org_id", "created_by");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_destinations_org_id_id_key" ON "webhook_destinations"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_destinations_org_id_name_key" ON "webhook_destinations"("org_id", "name");

-- CreateIndex
CREATE INDEX "webhook_deliveries_log_id_log_created_at_idx" ON "webhook_deliveries"("log_id", "log_created_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_org_id_id_key" ON "webhook_deliveries"("org_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_org_id_destination_id_log_id_key" ON "webhook_deliveries"("org_id", "destination_id", "log_id");

-- AddForeignKey
ALTER TABLE "password_reset_tokens" ADD CONSTRAINT "password_reset_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_verification_tokens" ADD CONSTRAINT "email_verification_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity_logs" ADD CONSTRAINT "activity_logs_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity_logs" ADD CONSTRAINT "activity_logs_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "log_heads" ADD CONSTRAINT "log_heads_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "log_anchors" ADD CONSTRAINT "log_anchors_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_org_id_request_id_fkey" FOREIGN KEY ("org_id", "request_id") REFERENCES "agent_requests"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_org_id_human_approval_id_fkey" FOREIGN KEY ("org_id", "human_approval_id") REFERENCES "human_approvals"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_org_id_approver_id_fkey" FOREIGN KEY ("org_id", "approver_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "human_approvals" ADD CONSTRAINT "human_approvals_org_id_run_id_fkey" FOREIGN KEY ("org_id", "run_id") REFERENCES "execution_runs"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "human_approvals" ADD CONSTRAINT "human_approvals_org_id_responded_by_fkey" FOREIGN KEY ("org_id", "responded_by") REFERENCES "employees"("org_id", "id") ON DELETE SET NULL ("responded_by") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "teams"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent_catalog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_org_id_entity_id_fkey" FOREIGN KEY ("org_id", "entity_id") REFERENCES "hierarchical_entities"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_periods" ADD CONSTRAINT "budget_periods_org_id_budget_id_fkey" FOREIGN KEY ("org_id", "budget_id") REFERENCES "budgets"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_holds" ADD CONSTRAINT "budget_holds_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_holds" ADD CONSTRAINT "budget_holds_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_hold_items" ADD CONSTRAINT "budget_hold_items_org_id_hold_id_fkey" FOREIGN KEY ("org_id", "hold_id") REFERENCES "budget_holds"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_hold_items" ADD CONSTRAINT "budget_hold_items_org_id_budget_period_id_fkey" FOREIGN KEY ("org_id", "budget_period_id") REFERENCES "budget_periods"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_catalog" ADD CONSTRAINT "agent_catalog_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_catalog" ADD CONSTRAINT "agent_catalog_org_id_entity_id_fkey" FOREIGN KEY ("org_id", "entity_id") REFERENCES "hierarchical_entities"("org_id", "id") ON DELETE SET NULL ("entity_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_catalog" ADD CONSTRAINT "agent_catalog_org_id_owner_id_fkey" FOREIGN KEY ("org_id", "owner_id") REFERENCES "employees"("org_id", "id") ON DELETE SET NULL ("owner_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "integration_registry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_tools" ADD CONSTRAINT "agent_tools_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_tools" ADD CONSTRAINT "agent_tools_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent_catalog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_tools" ADD CONSTRAINT "agent_tools_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_agent_configs" ADD CONSTRAINT "org_agent_configs_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_agent_configs" ADD CONSTRAINT "org_agent_configs_agent_catalog_id_fkey" FOREIGN KEY ("agent_catalog_id") REFERENCES "agent_catalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_agent_configs" ADD CONSTRAINT "team_agent_configs_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "teams"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_agent_configs" ADD CONSTRAINT "team_agent_configs_agent_catalog_id_fkey" FOREIGN KEY ("agent_catalog_id") REFERENCES "agent_catalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee_agent_configs" ADD CONSTRAINT "employee_agent_configs_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee_agent_configs" ADD CONSTRAINT "employee_agent_configs_agent_catalog_id_fkey" FOREIGN KEY ("agent_catalog_id") REFERENCES "agent_catalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_prompts" ADD CONSTRAINT "system_prompts_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_prompts" ADD CONSTRAINT "system_prompts_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "teams"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_prompts" ADD CONSTRAINT "system_prompts_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "system_prompts" ADD CONSTRAINT "system_prompts_agent_catalog_id_fkey" FOREIGN KEY ("agent_catalog_id") REFERENCES "agent_catalog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bundles" ADD CONSTRAINT "bundles_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee_bundles" ADD CONSTRAINT "employee_bundles_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee_bundles" ADD CONSTRAINT "employee_bundles_org_id_hash_fkey" FOREIGN KEY ("org_id", "hash") REFERENCES "bundles"("org_id", "hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "devices" ADD CONSTRAINT "devices_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_authorizations" ADD CONSTRAINT "device_authorizations_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_authorizations" ADD CONSTRAINT "device_authorizations_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_authorizations" ADD CONSTRAINT "device_authorizations_org_id_device_id_fkey" FOREIGN KEY ("org_id", "device_id") REFERENCES "devices"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employees" ADD CONSTRAINT "employees_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employees" ADD CONSTRAINT "employees_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employees" ADD CONSTRAINT "employees_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "teams"("org_id", "id") ON DELETE SET NULL ("team_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employees" ADD CONSTRAINT "employees_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_org_id_inviter_id_fkey" FOREIGN KEY ("org_id", "inviter_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "teams"("org_id", "id") ON DELETE SET NULL ("team_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_org_id_accepted_by_fkey" FOREIGN KEY ("org_id", "accepted_by") REFERENCES "employees"("org_id", "id") ON DELETE SET NULL ("accepted_by") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hierarchical_entities" ADD CONSTRAINT "hierarchical_entities_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hierarchical_entities" ADD CONSTRAINT "hierarchical_entities_org_id_parent_id_fkey" FOREIGN KEY ("org_id", "parent_id") REFERENCES "hierarchical_entities"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hierarchical_entities" ADD CONSTRAINT "hierarchical_entities_org_id_owner_id_fkey" FOREIGN KEY ("org_id", "owner_id") REFERENCES "employees"("org_id", "id") ON DELETE SET NULL ("owner_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_org_id_entity_id_fkey" FOREIGN KEY ("org_id", "entity_id") REFERENCES "hierarchical_entities"("org_id", "id") ON DELETE SET NULL ("entity_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_org_id_uploaded_by_fkey" FOREIGN KEY ("org_id", "uploaded_by") REFERENCES "employees"("org_id", "id") ON DELETE SET NULL ("uploaded_by") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_chunks" ADD CONSTRAINT "document_chunks_org_id_document_id_fkey" FOREIGN KEY ("org_id", "document_id") REFERENCES "documents"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mcp_categories" ADD CONSTRAINT "mcp_categories_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mcp_catalog" ADD CONSTRAINT "mcp_catalog_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mcp_catalog" ADD CONSTRAINT "mcp_catalog_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "mcp_categories"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee_mcp_configs" ADD CONSTRAINT "employee_mcp_configs_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee_mcp_configs" ADD CONSTRAINT "employee_mcp_configs_mcp_catalog_id_fkey" FOREIGN KEY ("mcp_catalog_id") REFERENCES "mcp_catalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_outbox" ADD CONSTRAINT "email_outbox_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policies" ADD CONSTRAINT "policies_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_policies" ADD CONSTRAINT "agent_policies_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_policies" ADD CONSTRAINT "agent_policies_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent_catalog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_policies" ADD CONSTRAINT "agent_policies_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policies"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_policies" ADD CONSTRAINT "team_policies_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "teams"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_policies" ADD CONSTRAINT "team_policies_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policies"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee_policies" ADD CONSTRAINT "employee_policies_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee_policies" ADD CONSTRAINT "employee_policies_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policies"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_policies" ADD CONSTRAINT "tool_policies_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_policies" ADD CONSTRAINT "tool_policies_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "teams"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_policies" ADD CONSTRAINT "tool_policies_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_policies" ADD CONSTRAINT "tool_policies_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent_catalog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_policies" ADD CONSTRAINT "tool_policies_org_id_created_by_fkey" FOREIGN KEY ("org_id", "created_by") REFERENCES "employees"("org_id", "id") ON DELETE SET NULL ("created_by") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_org_id_policy_id_fkey" FOREIGN KEY ("org_id", "policy_id") REFERENCES "policies"("org_id", "id") ON DELETE SET NULL ("policy_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_org_id_tool_policy_id_fkey" FOREIGN KEY ("org_id", "tool_policy_id") REFERENCES "tool_policies"("org_id", "id") ON DELETE SET NULL ("tool_policy_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_org_id_changed_by_fkey" FOREIGN KEY ("org_id", "changed_by") REFERENCES "employees"("org_id", "id") ON DELETE SET NULL ("changed_by") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sku_prices" ADD CONSTRAINT "sku_prices_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sku_prices" ADD CONSTRAINT "sku_prices_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "integration_registry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_credentials" ADD CONSTRAINT "provider_credentials_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_credentials" ADD CONSTRAINT "provider_credentials_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_registry" ADD CONSTRAINT "integration_registry_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_registry" ADD CONSTRAINT "integration_registry_org_id_credential_id_fkey" FOREIGN KEY ("org_id", "credential_id") REFERENCES "provider_credentials"("org_id", "id") ON DELETE SET NULL ("credential_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_requests" ADD CONSTRAINT "agent_requests_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_requests" ADD CONSTRAINT "agent_requests_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_runs" ADD CONSTRAINT "execution_runs_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_runs" ADD CONSTRAINT "execution_runs_org_id_entity_id_fkey" FOREIGN KEY ("org_id", "entity_id") REFERENCES "hierarchical_entities"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_runs" ADD CONSTRAINT "execution_runs_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_runs" ADD CONSTRAINT "execution_runs_org_id_parent_run_id_fkey" FOREIGN KEY ("org_id", "parent_run_id") REFERENCES "execution_runs"("org_id", "id") ON DELETE SET NULL ("parent_run_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_runs" ADD CONSTRAINT "execution_runs_org_id_root_run_id_fkey" FOREIGN KEY ("org_id", "root_run_id") REFERENCES "execution_runs"("org_id", "id") ON DELETE SET NULL ("root_run_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_runs" ADD CONSTRAINT "execution_runs_org_id_retry_of_run_id_fkey" FOREIGN KEY ("org_id", "retry_of_run_id") REFERENCES "execution_runs"("org_id", "id") ON DELETE SET NULL ("retry_of_run_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "llm_interaction_logs" ADD CONSTRAINT "llm_interaction_logs_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "llm_interaction_logs" ADD CONSTRAINT "llm_interaction_logs_org_id_run_id_fkey" FOREIGN KEY ("org_id", "run_id") REFERENCES "execution_runs"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_interaction_logs" ADD CONSTRAINT "tool_interaction_logs_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_interaction_logs" ADD CONSTRAINT "tool_interaction_logs_org_id_run_id_fkey" FOREIGN KEY ("org_id", "run_id") REFERENCES "execution_runs"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_org_id_parent_team_id_fkey" FOREIGN KEY ("org_id", "parent_team_id") REFERENCES "teams"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_managers" ADD CONSTRAINT "team_managers_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "teams"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_managers" ADD CONSTRAINT "team_managers_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_org_id_device_id_fkey" FOREIGN KEY ("org_id", "device_id") REFERENCES "devices"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_org_id_device_id_fkey" FOREIGN KEY ("org_id", "device_id") REFERENCES "devices"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_logs" ADD CONSTRAINT "usage_logs_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_logs" ADD CONSTRAINT "usage_logs_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_logs" ADD CONSTRAINT "usage_logs_org_id_team_id_fkey" FOREIGN KEY ("org_id", "team_id") REFERENCES "teams"("org_id", "id") ON DELETE SET NULL ("team_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_logs" ADD CONSTRAINT "usage_logs_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent_catalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_logs" ADD CONSTRAINT "usage_logs_org_id_agent_config_id_fkey" FOREIGN KEY ("org_id", "agent_config_id") REFERENCES "employee_agent_configs"("org_id", "id") ON DELETE SET NULL ("agent_config_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_logs" ADD CONSTRAINT "usage_logs_org_id_entity_id_fkey" FOREIGN KEY ("org_id", "entity_id") REFERENCES "hierarchical_entities"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_logs" ADD CONSTRAINT "usage_logs_org_id_run_id_fkey" FOREIGN KEY ("org_id", "run_id") REFERENCES "execution_runs"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_logs" ADD CONSTRAINT "usage_logs_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "integration_registry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_logs" ADD CONSTRAINT "usage_logs_sku_price_id_fkey" FOREIGN KEY ("sku_price_id") REFERENCES "sku_prices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_events" ADD CONSTRAINT "usage_events_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_events" ADD CONSTRAINT "usage_events_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "integration_registry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_org_id_employee_id_fkey" FOREIGN KEY ("org_id", "employee_id") REFERENCES "employees"("org_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_org_id_agent_config_id_fkey" FOREIGN KEY ("org_id", "agent_config_id") REFERENCES "employee_agent_configs"("org_id", "id") ON DELETE SET NULL ("agent_config_id") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_destinations" ADD CONSTRAINT "webhook_destinations_org_id_fkey" FOREIGN KEY ("org_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_destinations" ADD CONSTRAINT "webhook_destinations_org_id_created_by_fkey" FOREIGN KEY ("org_id", "created_by") REFERENCES "employees"("org_id", "id") ON DELETE SET NULL ("created_by") ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_org_id_destination_id_fkey" FOREIGN KEY ("org_id", "destination_id") REFERENCES "webhook_destinations"("org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say: keys with a condition, or in which nothing equals nothing.

create unique index organizations_one_operator on organizations ((true)) where type = 'APP';
create unique index subscriptions_one_live on subscriptions (org_id) where status not in ('canceled', 'incomplete_expired');
create unique index employees_living_user on employees (org_id, user_id) where deleted_at is null;
create unique index employees_living_email on employees (org_id, email) where deleted_at is null;
create unique index invitations_one_pending on invitations (org_id, email) where status = 'pending';
create unique index provider_credentials_one_live on provider_credentials (org_id, employee_id, provider) nulls not distinct where revoked_at is null;
create unique index system_prompts_place on system_prompts (org_id, team_id, employee_id, agent_catalog_id, priority) nulls not distinct;
create unique index sku_prices_moment on sku_prices (sku_id, effective_from, tier_above_tokens) nulls not distinct;
create unique index budgets_subject on budgets (org_id, scope, team_id, employee_id, agent_id, entity_id, period) nulls not distinct;
create unique index usage_records_key on usage_records (org_id, employee_id, agent_config_id, resource_type, period_start, period_end, token_source) nulls not distinct;
create unique index outbox_key on outbox (org_id, key) nulls not distinct;
create unique index email_outbox_dedupe_key on email_outbox (org_id, dedupe_key) nulls not distinct;

create index activity_logs_unsequenced on activity_logs (org_id, created_at, id) where seq is null;
create index budget_holds_open on budget_holds (expires_at) where status = 'HELD';
create index webhook_deliveries_due on webhook_deliveries (org_id, status, next_retry_at) where status in ('pending', 'failed');
create index document_chunks_text on document_chunks using gin (tsv);

-- The words that a column may hold.

alter table organizations
  add constraint organizations_type_check check (type in ('APP', 'PARTNER', 'TENANT')),
  add constraint organizations_plan_check check (plan in ('starter', 'pro', 'enterprise')),
  add constraint organizations_status_check check (status in ('active', 'suspended')),
  add constraint organizations_slug_check check (slug ~ '^[a-z][a-z0-9-]{1,48}[a-z0-9]$'),
  add constraint organizations_limits_check check (max_employees >= 0 and max_agents_per_employee >= 0);
alter table subscriptions
  add constraint subscriptions_plan_type_check check (plan_type in ('starter', 'pro', 'enterprise')),
  add constraint subscriptions_status_check check (status in ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'canceled', 'unpaid', 'paused')),
  add constraint subscriptions_monthly_budget_usd_check check (monthly_budget_usd >= 0);
alter table roles add constraint roles_scope_check check (scope in ('APP', 'PARTNER', 'ORG'));
alter table teams add constraint teams_parent_team_id_check check (parent_team_id <> id);
alter table employees add constraint employees_status_check check (status in ('active', 'suspended', 'inactive'));
alter table invitations add constraint invitations_status_check check (status in ('pending', 'accepted', 'expired', 'cancelled'));
alter table devices add constraint devices_protection_check check (protection in ('enforced', 'user-level', 'observed'));
alter table agent_catalog add constraint agent_catalog_runtime_check check (runtime in ('LOCAL', 'HOSTED'));
alter table tools add constraint tools_side_effect_check check (side_effect in ('NONE', 'READ', 'WRITE', 'IRREVERSIBLE'));
alter table employee_agent_configs add constraint employee_agent_configs_status_check check (status in ('active', 'disabled', 'pending_approval'));
alter table system_prompts add constraint system_prompts_scope_check check (num_nonnulls(team_id, employee_id) <= 1);
alter table employee_mcp_configs add constraint employee_mcp_configs_status_check check (status in ('pending', 'active', 'disabled', 'error'));
alter table policies
  add constraint policies_severity_check check (severity in ('block', 'approve', 'warn', 'log')),
  add constraint policies_applies_to_check check (applies_to in ('ATTACHED', 'ORG'));
alter table tool_policies
  add constraint tool_policies_action_check check (action in ('deny', 'require_approval', 'warn', 'audit')),
  add constraint tool_policies_scope_check check (num_nonnulls(team_id, employee_id) <= 1);
alter table policy_versions add constraint policy_versions_subject_check check (num_nonnulls(policy_id, tool_policy_id) <= 1);
alter table integration_registry
  add constraint integration_registry_cost_unit_check check (cost_unit in ('ONE', 'PER_1K', 'PER_1M')),
  add constraint integration_registry_internal_cost_check check (internal_cost >= 0);
alter table sku_prices add constraint sku_prices_internal_cost_check check (internal_cost >= 0);
alter table budgets
  add constraint budgets_scope_check check (scope in ('ORG', 'TEAM', 'EMPLOYEE', 'AGENT', 'ENTITY')),
  add constraint budgets_subject_check check (
    (scope = 'TEAM') = (team_id is not null) and (scope = 'EMPLOYEE') = (employee_id is not null)
    and (scope = 'AGENT') = (agent_id is not null) and (scope = 'ENTITY') = (entity_id is not null)),
  add constraint budgets_period_check check (period in ('DAY', 'MONTH')),
  add constraint budgets_mode_check check (mode in ('EXACT', 'BOUNDED', 'SOFT')),
  add constraint budgets_limit_usd_check check (limit_usd >= 0);
-- Below zero would mean that a hold was released twice.
alter table budget_periods
  add constraint budget_periods_held_usd_check check (held_usd >= 0),
  add constraint budget_periods_spent_usd_check check (spent_usd >= 0),
  add constraint budget_periods_span_check check (period_end > period_start);
alter table budget_holds add constraint budget_holds_status_check check (status in ('HELD', 'SETTLED', 'RELEASED'));
alter table budget_hold_items add constraint budget_hold_items_amount_usd_check check (amount_usd >= 0);
alter table usage_logs
  add constraint usage_logs_token_source_check check (token_source in ('personal', 'company', 'platform')),
  add constraint usage_logs_trust_check check (trust in ('SERVER', 'DEVICE')),
  add constraint usage_logs_calculated_cost_check check (calculated_cost >= 0);
alter table usage_records
  add constraint usage_records_token_source_check check (token_source in ('personal', 'company', 'platform')),
  add constraint usage_records_span_check check (period_end > period_start);
alter table activity_logs
  add constraint activity_logs_trust_check check (trust in ('SERVER', 'DEVICE')),
  add constraint activity_logs_event_type_check check (event_type ~ '^[a-z_]+(\.[a-z_]+)+$');
alter table agent_requests
  add constraint agent_requests_request_type_check check (request_type in ('new_agent', 'new_mcp', 'increase_budget', 'tool_use')),
  add constraint agent_requests_status_check check (status in ('pending', 'approved', 'rejected', 'cancelled', 'expired')),
  add constraint agent_requests_required_approvals_check check (required_approvals >= 1);
alter table human_approvals add constraint human_approvals_status_check check (status in ('PENDING', 'APPROVED', 'REJECTED', 'TIMEOUT', 'CANCELLED'));
alter table approvals
  add constraint approvals_status_check check (status in ('pending', 'approved', 'rejected', 'delegated', 'skipped')),
  add constraint approvals_subject_check check (num_nonnulls(request_id, human_approval_id) = 1);
alter table hierarchical_entities
  add constraint hierarchical_entities_type_check check (type in ('ACTION', 'SKILL', 'AGENT', 'PROCESS')),
  add constraint hierarchical_entities_status_check check (status in ('DRAFT', 'ACTIVE', 'DEPRECATED', 'ARCHIVED')),
  add constraint hierarchical_entities_parent_id_check check (parent_id <> id);
alter table execution_runs add constraint execution_runs_status_check check (
  status in ('PENDING', 'RUNNING', 'PAUSED', 'WAITING_ON_CHILDREN', 'COMPLETED', 'PARTIAL_COMPLETE', 'FAILED', 'CANCELLED'));
alter table webhook_destinations
  add constraint webhook_destinations_auth_type_check check (auth_type in ('none', 'bearer', 'header', 'basic')),
  add constraint webhook_destinations_batch_size_check check (batch_size between 1 and 100),
  add constraint webhook_destinations_timeout_ms_check check (timeout_ms between 1000 and 30000),
  add constraint webhook_destinations_retry_max_check check (retry_max between 0 and 10),
  add constraint webhook_destinations_retry_backoff_ms_check check (retry_backoff_ms >= 100);
alter table webhook_deliveries add constraint webhook_deliveries_status_check check (status in ('pending', 'delivered', 'failed', 'dead'));
