"""The first tables, with triggers that keep the append-only ones as they are."""

import sqlalchemy as sa
from alembic import op
import lms.extensions
from lms.database import append_only_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "attempt",
    "attempt_step",
    "attendance_entry",
    "audit_entry",
    "certificate",
    "closing",
    "cohort_approval",
    "completion",
    "consent",
    "decision",
    "document_file",
    "eligibility_decision",
    "form_version",
    "hours_entry",
    "installation",
    "item_key",
    "item_version",
    "lineage_edge",
    "mark",
    "programme_version",
    "signing_key",
    "status_event",
    "visibility_choice",
)


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "form_version",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_form_version")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "environment",
            sa.Enum("demo", "production", name="environment", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("created_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "item_version",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_item_version")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "court",
                "police_region",
                "station",
                "ngo",
                "network",
                "other",
                name="organisation_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "payload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("purged_at", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payload")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("is_alias", sa.Boolean(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("mujer", "hombre", name="sex", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column(
            "public_visibility",
            sa.Enum(
                "normal", "restricted", "off", name="visibility", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("created_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "signatory",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_signatory_dates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatory")),
    )
    with op.batch_alter_table("signatory", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signatory_programme"), ["programme"], unique=False)

    op.create_table(
        "signing_key",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("since", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )
    op.create_table(
        "throttle_counter",
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.Column("window_start", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_throttle_counter")),
    )
    op.create_table(
        "access_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("activation", "reset", name="code_purpose", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("code_hmac", sa.Text(), nullable=False),
        sa.Column("issued_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("voided_at", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"], name=op.f("fk_access_code_issued_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_access_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_code")),
        sa.UniqueConstraint("code_hmac", name=op.f("uq_access_code_code_hmac")),
    )
    with op.batch_alter_table("access_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "account",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("disabled_at", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("payload_id", sa.Uuid(), nullable=True),
        sa.Column("payload_hash", sa.Text(), nullable=True),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_audit_entry_seq_positive")),
        sa.ForeignKeyConstraint(["payload_id"], ["payload.id"], name=op.f("fk_audit_entry_payload_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column(
            "act",
            sa.Enum("given", "withdrawn", name="consent_act", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "paper",
                "import",
                "device",
                "system",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_consent_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_consent_idempotency_key")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "item_key",
        sa.Column("item_sha256", sa.Text(), nullable=False),
        sa.Column("key", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["item_sha256"], ["item_version.sha256"], name=op.f("fk_item_key_item_sha256")),
        sa.PrimaryKeyConstraint("item_sha256", name=op.f("pk_item_key")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                name="job_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_job_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_job_idempotency_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_state_lease", ["state", "lease_until"], unique=False)

    op.create_table(
        "licence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "appointment",
                "certificate",
                name="licence_origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("act_number", sa.Text(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("certificate_serial", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("generation_limit", sa.Integer(), nullable=True),
        sa.Column("granted_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(origin = 'certificate') = (certificate_serial IS NOT NULL)", name=op.f("ck_licence_certificate_origin")
        ),
        sa.CheckConstraint(
            "origin <> 'appointment' OR (act_number IS NOT NULL AND authority IS NOT NULL)",
            name=op.f("ck_licence_appointment_origin"),
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_licence_dates")),
        sa.ForeignKeyConstraint(["granted_by"], ["person.id"], name=op.f("fk_licence_granted_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_licence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
    )
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_licence_certificate_serial"), ["certificate_serial"], unique=False)
        batch_op.create_index(batch_op.f("ix_licence_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "DNI",
                "CE",
                "PTP",
                "CPP",
                "PASAPORTE",
                "REFUGIO",
                name="document_type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_document_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_document")),
        sa.UniqueConstraint("country", "type", "number", name=op.f("uq_person_document_country_type_number")),
    )
    with op.batch_alter_table("person_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_document_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_document_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("loser_id", sa.Uuid(), nullable=False),
        sa.Column("survivor_id", sa.Uuid(), nullable=False),
        sa.Column("merged_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("loser_id <> survivor_id", name=op.f("ck_person_merge_two_persons")),
        sa.ForeignKeyConstraint(["loser_id"], ["person.id"], name=op.f("fk_person_merge_loser_id")),
        sa.ForeignKeyConstraint(["merged_by"], ["person.id"], name=op.f("fk_person_merge_merged_by")),
        sa.ForeignKeyConstraint(["survivor_id"], ["person.id"], name=op.f("fk_person_merge_survivor_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["person.id"], name=op.f("fk_person_merge_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merge_survivor_id"), ["survivor_id"], unique=False)
        batch_op.create_index(
            "uq_person_merge_active",
            ["loser_id"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.create_table(
        "person_name",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("given_names", sa.Text(), nullable=False),
        sa.Column("surnames", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_name_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_name")),
        sa.UniqueConstraint("person_id", "since", name=op.f("uq_person_name_person_id_since")),
    )
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_search_key"), ["search_key"], unique=False)

    op.create_table(
        "posting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("cip", sa.Text(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_posting_dates")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_posting_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_posting_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
    )
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posting_cip"), ["cip"], unique=False)
        batch_op.create_index(batch_op.f("ix_posting_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_posting_person_id"), ["person_id"], unique=False)

    op.create_table(
        "programme_version",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("published_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_programme_version_number_positive")),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_programme_version_published_by")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_programme_version")),
        sa.UniqueConstraint("slug", "number", name=op.f("uq_programme_version_slug_number")),
    )
    with op.batch_alter_table("programme_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_version_slug"), ["slug"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "trainee",
                "trainer",
                "coordinator",
                "registrar",
                "verifier",
                "auditor",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "scope_kind",
            sa.Enum(
                "everything",
                "programme",
                "cohort",
                "organisation",
                "region",
                name="scope_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("scope_ref", sa.Text(), nullable=True),
        sa.Column("since", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("until", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint("(scope_kind = 'everything') = (scope_ref IS NULL)", name=op.f("ck_role_grant_scope")),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_role_grant_dates")),
        sa.ForeignKeyConstraint(["granted_by"], ["person.id"], name=op.f("fk_role_grant_granted_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_person_id"), ["person_id"], unique=False)

    op.create_table(
        "cohort",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("version_sha256", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.Column("created_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_cohort_dates")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_cohort_created_by")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_cohort_organisation_id")),
        sa.ForeignKeyConstraint(
            ["version_sha256"], ["programme_version.sha256"], name=op.f("fk_cohort_version_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("code", name=op.f("uq_cohort_code")),
    )
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cohort_programme"), ["programme"], unique=False)
        batch_op.create_index(batch_op.f("ix_cohort_region"), ["region"], unique=False)

    op.create_table(
        "sensitive_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name=op.f("fk_sensitive_record_consent_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sensitive_record_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sensitive_record")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_sensitive_record_person_id_kind")),
    )
    op.create_table(
        "closing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("list_sha256", sa.Text(), nullable=False),
        sa.Column("closed_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("appeal_until", sa.Date(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_closing_number_positive")),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_closing_closed_by")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_closing_cohort_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_closing_cohort_id_number")),
    )
    op.create_table(
        "cohort_approval",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("payload_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "paper",
                "import",
                "device",
                "system",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_approval_cohort_id")),
        sa.ForeignKeyConstraint(["payload_id"], ["payload.id"], name=op.f("fk_cohort_approval_payload_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_cohort_approval_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_approval")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_cohort_approval_idempotency_key")),
    )
    with op.batch_alter_table("cohort_approval", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cohort_approval_cohort_id"), ["cohort_id"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("version_sha256", sa.Text(), nullable=False),
        sa.Column("enrolled_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("enrolled_by", sa.Uuid(), nullable=True),
        sa.Column("is_walk_in", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("name_snapshot", sa.Text(), nullable=True),
        sa.Column("unit_snapshot", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_enrolment_cohort_id")),
        sa.ForeignKeyConstraint(["enrolled_by"], ["person.id"], name=op.f("fk_enrolment_enrolled_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id")),
        sa.ForeignKeyConstraint(
            ["version_sha256"], ["programme_version.sha256"], name=op.f("fk_enrolment_version_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("cohort_id", "person_id", name=op.f("uq_enrolment_cohort_id_person_id")),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "training_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("starts_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", lms.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("planned_minutes > 0", name=op.f("ck_training_session_planned_minutes")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_training_session_cohort_id")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_training_session_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
    )
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_session_cohort_id"), ["cohort_id"], unique=False)

    op.create_table(
        "attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("evaluation", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_attempt_number_positive")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_attempt_enrolment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint(
            "enrolment_id", "evaluation", "number", name=op.f("uq_attempt_enrolment_id_evaluation_number")
        ),
    )
    op.create_table(
        "attendance_entry",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "present",
                "late",
                "left_early",
                "absent",
                "excused",
                name="attendance_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("payload_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "paper",
                "import",
                "device",
                "system",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("minutes <= planned_minutes", name=op.f("ck_attendance_entry_minutes_within_plan")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_attendance_entry_minutes_not_negative")),
        sa.CheckConstraint(
            "replaces_id IS NULL OR payload_id IS NOT NULL", name=op.f("ck_attendance_entry_correction_reason")
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_entry_enrolment_id")),
        sa.ForeignKeyConstraint(["payload_id"], ["payload.id"], name=op.f("fk_attendance_entry_payload_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_attendance_entry_recorded_by")),
        sa.ForeignKeyConstraint(["replaces_id"], ["attendance_entry.id"], name=op.f("fk_attendance_entry_replaces_id")),
        sa.ForeignKeyConstraint(["session_id"], ["training_session.id"], name=op.f("fk_attendance_entry_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_entry")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_attendance_entry_idempotency_key")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_attendance_entry_replaces_id")),
    )
    with op.batch_alter_table("attendance_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_entry_enrolment_id"), ["enrolment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_entry_session_id"), ["session_id"], unique=False)

    op.create_table(
        "completion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("closing_id", sa.Uuid(), nullable=False),
        sa.Column(
            "award",
            sa.Enum(
                "aprobacion", "participacion", name="award", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("version_sha256", sa.Text(), nullable=False),
        sa.Column("rules_sha256", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("final_mark", sa.Integer(), nullable=True),
        sa.Column("earned_on", sa.Date(), nullable=False),
        sa.Column("completed_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["closing_id"], ["closing.id"], name=op.f("fk_completion_closing_id")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_completion_enrolment_id")),
        sa.ForeignKeyConstraint(
            ["version_sha256"], ["programme_version.sha256"], name=op.f("fk_completion_version_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion")),
        sa.UniqueConstraint("enrolment_id", "award", name=op.f("uq_completion_enrolment_id_award")),
    )
    with op.batch_alter_table("completion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_completion_closing_id"), ["closing_id"], unique=False)

    op.create_table(
        "eligibility_decision",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "yes", "no", "waived", name="eligibility_outcome", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "paper",
                "import",
                "device",
                "system",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_eligibility_decision_enrolment_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_eligibility_decision_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility_decision")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_eligibility_decision_idempotency_key")),
    )
    with op.batch_alter_table("eligibility_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_eligibility_decision_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "hours_entry",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "evidence",
            sa.Enum(
                "check", "booklet", "recognition", name="evidence", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "paper",
                "import",
                "device",
                "system",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_hours_entry_minutes_positive")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_hours_entry_enrolment_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_hours_entry_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_entry")),
        sa.UniqueConstraint("enrolment_id", "part", name=op.f("uq_hours_entry_enrolment_id_part")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_hours_entry_idempotency_key")),
    )
    op.create_table(
        "session_trainer",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("licence_id", sa.Uuid(), nullable=True),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_session_trainer_licence_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_trainer_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["training_session.id"], name=op.f("fk_session_trainer_session_id")),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_session_trainer")),
    )
    with op.batch_alter_table("session_trainer", schema=None) as batch_op:
        batch_op.create_index(
            "uq_session_trainer_lead",
            ["session_id"],
            unique=True,
            sqlite_where=sa.text("is_lead"),
            postgresql_where=sa.text("is_lead"),
        )

    op.create_table(
        "attempt_step",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "start", "answer", "submit", name="step_kind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("item_sha256", sa.Text(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("payload_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "paper",
                "import",
                "device",
                "system",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("seq >= 0", name=op.f("ck_attempt_step_seq_not_negative")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_attempt_step_attempt_id")),
        sa.ForeignKeyConstraint(["item_sha256"], ["item_version.sha256"], name=op.f("fk_attempt_step_item_sha256")),
        sa.ForeignKeyConstraint(["payload_id"], ["payload.id"], name=op.f("fk_attempt_step_payload_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_attempt_step_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt_step")),
        sa.UniqueConstraint("attempt_id", "seq", name=op.f("uq_attempt_step_attempt_id_seq")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_attempt_step_idempotency_key")),
    )
    with op.batch_alter_table("attempt_step", schema=None) as batch_op:
        batch_op.create_index(
            "uq_attempt_step_submit",
            ["attempt_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'submit'"),
            postgresql_where=sa.text("kind = 'submit'"),
        )

    op.create_table(
        "certificate",
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("completion_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("earned_on", sa.Date(), nullable=False),
        sa.Column("issued_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("claims", sa.LargeBinary(), nullable=False),
        sa.Column("claims_sha256", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.CheckConstraint("(revision = 1) = (supersedes IS NULL)", name=op.f("ck_certificate_revision_supersedes")),
        sa.CheckConstraint("generation >= 0", name=op.f("ck_certificate_generation_not_negative")),
        sa.CheckConstraint("length(serial) = 16", name=op.f("ck_certificate_serial_length")),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name=op.f("ck_certificate_validity")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_certificate_cohort_id")),
        sa.ForeignKeyConstraint(["completion_id"], ["completion.id"], name=op.f("fk_certificate_completion_id")),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"], name=op.f("fk_certificate_issued_by")),
        sa.ForeignKeyConstraint(["key_id"], ["signing_key.id"], name=op.f("fk_certificate_key_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_person_id")),
        sa.ForeignKeyConstraint(["supersedes"], ["certificate.serial"], name=op.f("fk_certificate_supersedes")),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_certificate")),
        sa.UniqueConstraint("claims_sha256", name=op.f("uq_certificate_claims_sha256")),
        sa.UniqueConstraint("completion_id", "revision", name=op.f("uq_certificate_completion_id_revision")),
        sa.UniqueConstraint("supersedes", name=op.f("uq_certificate_supersedes")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificate_person_id"), ["person_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("override", "appeal", name="decision_kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("computed", sa.Integer(), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("payload_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "paper",
                "import",
                "device",
                "system",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("decided BETWEEN 0 AND 2000", name=op.f("ck_decision_vigesimal")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_decision_attempt_id")),
        sa.ForeignKeyConstraint(["payload_id"], ["payload.id"], name=op.f("fk_decision_payload_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_decision_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_decision_idempotency_key")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_attempt_id"), ["attempt_id"], unique=False)

    op.create_table(
        "mark",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("item_sha256", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("grader_id", sa.Uuid(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("max_points", sa.Integer(), nullable=False),
        sa.Column("is_critical_failure", sa.Boolean(), nullable=False),
        sa.Column("payload_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "paper",
                "import",
                "device",
                "system",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("points <= max_points", name=op.f("ck_mark_points_within_maximum")),
        sa.CheckConstraint("points >= 0", name=op.f("ck_mark_points_not_negative")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_mark_attempt_id")),
        sa.ForeignKeyConstraint(["grader_id"], ["person.id"], name=op.f("fk_mark_grader_id")),
        sa.ForeignKeyConstraint(["item_sha256"], ["item_version.sha256"], name=op.f("fk_mark_item_sha256")),
        sa.ForeignKeyConstraint(["payload_id"], ["payload.id"], name=op.f("fk_mark_payload_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_mark_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        sa.UniqueConstraint(
            "attempt_id",
            "item_sha256",
            "criterion",
            "grader_id",
            "round",
            name=op.f("uq_mark_attempt_id_item_sha256_criterion_grader_id_round"),
        ),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_mark_idempotency_key")),
    )
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mark_grader_id"), ["grader_id"], unique=False)
        batch_op.create_index(
            "uq_mark_machine",
            ["attempt_id", "item_sha256", "criterion", "round"],
            unique=True,
            sqlite_where=sa.text("grader_id IS NULL"),
            postgresql_where=sa.text("grader_id IS NULL"),
        )

    op.create_table(
        "accreditation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("certificate_serial", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "in_force",
                "suspended",
                "ended",
                name="accreditation_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_accreditation_dates")),
        sa.ForeignKeyConstraint(
            ["certificate_serial"], ["certificate.serial"], name=op.f("fk_accreditation_certificate_serial")
        ),
        sa.ForeignKeyConstraint(["court_id"], ["organisation.id"], name=op.f("fk_accreditation_court_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_accreditation_person_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_accreditation_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation")),
        sa.UniqueConstraint("court_id", "number", name=op.f("uq_accreditation_court_id_number")),
    )
    with op.batch_alter_table("accreditation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accreditation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "document_file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("rendered_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("rendered_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["rendered_by"], ["person.id"], name=op.f("fk_document_file_rendered_by")),
        sa.ForeignKeyConstraint(["serial"], ["certificate.serial"], name=op.f("fk_document_file_serial")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document_file")),
        sa.UniqueConstraint("serial", name=op.f("uq_document_file_serial")),
    )
    op.create_table(
        "lineage_edge",
        sa.Column("child", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("child_issued_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("parent_issued_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("child <> parent", name=op.f("ck_lineage_edge_not_itself")),
        sa.CheckConstraint("parent_issued_at < child_issued_at", name=op.f("ck_lineage_edge_parent_first")),
        sa.ForeignKeyConstraint(["child"], ["certificate.serial"], name=op.f("fk_lineage_edge_child")),
        sa.ForeignKeyConstraint(["parent"], ["certificate.serial"], name=op.f("fk_lineage_edge_parent")),
        sa.ForeignKeyConstraint(["session_id"], ["training_session.id"], name=op.f("fk_lineage_edge_session_id")),
        sa.PrimaryKeyConstraint("child", "parent", name=op.f("pk_lineage_edge")),
    )
    with op.batch_alter_table("lineage_edge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lineage_edge_parent"), ["parent"], unique=False)

    op.create_table(
        "status_event",
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "provisional",
                "valid",
                "suspended",
                "revoked",
                "superseded",
                "expired",
                "void",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("payload_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "paper",
                "import",
                "device",
                "system",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state <> 'expired'", name=op.f("ck_status_event_expired_is_computed")),
        sa.CheckConstraint(
            "state <> 'revoked' OR (reason IS NOT NULL AND authority IS NOT NULL)",
            name=op.f("ck_status_event_revoked_reason"),
        ),
        sa.CheckConstraint("seq > 0", name=op.f("ck_status_event_seq_positive")),
        sa.ForeignKeyConstraint(["payload_id"], ["payload.id"], name=op.f("fk_status_event_payload_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_status_event_recorded_by")),
        sa.ForeignKeyConstraint(["serial"], ["certificate.serial"], name=op.f("fk_status_event_serial")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_event")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_status_event_idempotency_key")),
        sa.UniqueConstraint("serial", "seq", name=op.f("uq_status_event_serial_seq")),
    )
    op.create_table(
        "visibility_choice",
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", lms.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "web",
                "paper",
                "import",
                "device",
                "system",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_visibility_choice_recorded_by")),
        sa.ForeignKeyConstraint(["serial"], ["certificate.serial"], name=op.f("fk_visibility_choice_serial")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visibility_choice")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_visibility_choice_idempotency_key")),
    )
    with op.batch_alter_table("visibility_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visibility_choice_serial"), ["serial"], unique=False)
    for table in APPEND_ONLY:
        for statement in append_only_statements(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))


def downgrade() -> None:
    with op.batch_alter_table("visibility_choice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visibility_choice_serial"))

    op.drop_table("visibility_choice")
    op.drop_table("status_event")
    with op.batch_alter_table("lineage_edge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lineage_edge_parent"))

    op.drop_table("lineage_edge")
    op.drop_table("document_file")
    with op.batch_alter_table("accreditation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accreditation_person_id"))

    op.drop_table("accreditation")
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_mark_machine", sqlite_where=sa.text("grader_id IS NULL"), postgresql_where=sa.text("grader_id IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_mark_grader_id"))

    op.drop_table("mark")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_attempt_id"))

    op.drop_table("decision")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificate_person_id"))
        batch_op.drop_index(batch_op.f("ix_certificate_cohort_id"))

    op.drop_table("certificate")
    with op.batch_alter_table("attempt_step", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attempt_step_submit",
            sqlite_where=sa.text("kind = 'submit'"),
            postgresql_where=sa.text("kind = 'submit'"),
        )

    op.drop_table("attempt_step")
    with op.batch_alter_table("session_trainer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_session_trainer_lead", sqlite_where=sa.text("is_lead"), postgresql_where=sa.text("is_lead")
        )

    op.drop_table("session_trainer")
    op.drop_table("hours_entry")
    with op.batch_alter_table("eligibility_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_eligibility_decision_enrolment_id"))

    op.drop_table("eligibility_decision")
    with op.batch_alter_table("completion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_completion_closing_id"))

    op.drop_table("completion")
    with op.batch_alter_table("attendance_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_entry_session_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_entry_enrolment_id"))

    op.drop_table("attendance_entry")
    op.drop_table("attempt")
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_session_cohort_id"))

    op.drop_table("training_session")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_person_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("cohort_approval", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_approval_cohort_id"))

    op.drop_table("cohort_approval")
    op.drop_table("closing")
    op.drop_table("sensitive_record")
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_region"))
        batch_op.drop_index(batch_op.f("ix_cohort_programme"))

    op.drop_table("cohort")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grant_person_id"))

    op.drop_table("role_grant")
    with op.batch_alter_table("programme_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_version_slug"))

    op.drop_table("programme_version")
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_posting_person_id"))
        batch_op.drop_index(batch_op.f("ix_posting_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_posting_cip"))

    op.drop_table("posting")
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_name_search_key"))

    op.drop_table("person_name")
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_person_merge_active",
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_person_merge_survivor_id"))

    op.drop_table("person_merge")
    with op.batch_alter_table("person_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_document_person_id"))
        batch_op.drop_index(batch_op.f("ix_person_document_number"))

    op.drop_table("person_document")
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licence_person_id"))
        batch_op.drop_index(batch_op.f("ix_licence_certificate_serial"))

    op.drop_table("licence")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state_lease")

    op.drop_table("job")
    op.drop_table("item_key")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_person_id"))

    op.drop_table("consent")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_subject_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_actor_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_action"))

    op.drop_table("audit_entry")
    op.drop_table("account")
    with op.batch_alter_table("access_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_code_person_id"))

    op.drop_table("access_code")
    op.drop_table("throttle_counter")
    op.drop_table("signing_key")
    with op.batch_alter_table("signatory", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signatory_programme"))

    op.drop_table("signatory")
    op.drop_table("person")
    op.drop_table("payload")
    op.drop_table("organisation")
    op.drop_table("item_version")
    op.drop_table("installation")
    op.drop_table("form_version")
    op.drop_table("audit_head")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("DROP FUNCTION refuse_change"))
