/** Tables of the source documents that have another name here. */
export const RENAMED_TABLES: Record<string, string> = {
  companies: "organizations",
};

/** Where a source column went when it is not in its table under its name: table and column, or only the column. */
export const MOVED_COLUMNS: Record<string, string> = {
  "organizations.claude_api_token": "provider_credentials.encrypted_key",
  "employees.personal_claude_token": "provider_credentials.encrypted_key",
  "employees.password_hash": "users.password_hash",
  "integration_registry.encrypted_api_key": "provider_credentials.encrypted_key",
  "integration_registry.company_id": "integration_registry.org_id",
  "users.hashed_password": "users.password_hash",
  "users.role": "employees.role_id",
  "users.company_id": "employees.org_id",
  "refresh_tokens.user_id": "devices.employee_id",
  "refresh_tokens.token": "refresh_tokens.token_hash",
  "refresh_tokens.revoked": "refresh_tokens.revoked_at",
  "hierarchical_entities.company_id": "hierarchical_entities.org_id",
  "execution_runs.company_id": "execution_runs.org_id",
  "usage_logs.company_id": "usage_logs.org_id",
  "usage_logs.timestamp": "usage_logs.occurred_at",
  "documents.company_id": "documents.org_id",
};

/** Columns whose type is not what the documents say, and why. */
export const RETYPED_COLUMNS: Record<string, string> = {
  "usage_records.quantity": "numeric: minutes and images have fractions",
  "hierarchical_entities.tags": "text[]: a list of words, which an index understands",
  "execution_runs.total_tokens": "bigint: a tree of runs passes two thousand million",
  "documents.file_size": "bigint: a number of bytes, not a text",
  "document_chunks.chunk_index": "integer: an order, not a text",
  "document_chunks.embedding": "real[]: everywhere; a vector column is added where the extension is installed",
};

/** Relations of the documents that are no foreign key between the two tables, and why. */
export const DERIVED_RELATIONS: Record<string, string> = {
  "employees → password_reset_tokens": "a password is the person's, who may be an employee of several organizations",
  "activity_logs → webhook_deliveries":
    "named with its time and without a key, so that old months can be dropped whole",
  "employee_agent_configs → tools": "derived: the agent's tools that are granted",
  "employee_agent_configs → policies": "derived: the inputs of the gate",
  "users → refresh_tokens": "through the device that holds the token",
  "users → human_approvals": "whoever responds does so as an employee",
  "companies → users": "through employees: one person may work for several",
};
