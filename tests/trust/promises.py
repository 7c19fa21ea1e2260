"""What security promises, the figure that it is measured on, and the checks that hold it.

A check is a test by file, or by file and name. Those of `BOTH` run on PostgreSQL too.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Promise:
    """One line of docs/trust.md; `checks` are node ids of pytest below `tests/`, whole files or single tests."""

    what: str
    figure: str
    checks: tuple[str, ...]


PROMISES: Final = (
    Promise(
        "every address says who may come in",
        "all routes, closed by default; a route without a word stops the start",
        ("house/test_routes.py", "web/test_access.py", "web/test_paths.py"),
    ),
    Promise(
        "who may what, by relation to the thing",
        "tables of relation, method, address, status; the other side, a stranger, a visitor",
        (
            "accounts/test_access.py",
            "attachments/test_access.py",
            "complaints/test_access.py",
            "complaints/test_queries.py",
            "conferences/test_access.py",
            "conferences/test_minutes_access.py",
            "opinions/test_access.py",
            "oversight/test_access.py",
            "questionnaires/test_access.py",
            "reception/test_visit_access.py",
            "retention/test_access.py",
            "summaries/test_access.py",
        ),
    ),
    Promise(
        "nobody reads what is not theirs",
        "a marker in every confidential field, 0 hits over all accounts and all pages, exports, mails, logs",
        ("canaries/test_canaries.py",),
    ),
    Promise(
        "absent and forbidden answer alike",
        "same status, same search, same questions to the database",
        (
            "complaints/test_faults.py::test_not_yours_and_not_there_ask_the_database_the_same",
            "canaries/test_canaries.py::test_the_search_answers_alike_to_what_is_absent_and_what_is_anothers",
        ),
    ),
    Promise(
        "a stolen disk or backup tells nothing",
        "0 markers, no name beside a complaint, readable in data folder, database or backup",
        (
            "canaries/test_canaries.py::test_what_is_sealed_is_on_no_disk",
            "complaints/test_disk.py",
            "questionnaires/test_traces.py",
            "store/test_backup.py::test_nobody_reads_anything_in_the_instance_folder_or_the_backup",
            "store/test_files.py",
            "store/test_sealed.py",
        ),
    ),
    Promise(
        "passwords",
        "argon2id; ≥ 10 characters, none of the commonest; existing and missing user alike",
        (
            "accounts/test_passwords.py",
            "accounts/test_rules.py",
            "accounts/test_services.py",
            "accounts/test_codes.py",
            "accounts/test_views.py::test_unknown_and_existing_users_get_the_same_answer",
        ),
    ),
    Promise(
        "brute force",
        "5 in 15 minutes an account, 20 an address, in the database; each code of the second factor once",
        (
            "store/test_throttle.py",
            "accounts/test_second_step.py",
            "accounts/test_second_factor_rules.py",
            "accounts/test_views.py::test_sixth_failure_has_to_wait_even_with_the_right_password",
            "accounts/test_views.py::test_a_header_that_nobody_vouches_for_does_not_change_the_address",
            "complaints/test_faults.py::test_guessed_code_is_slowed_down_even_for_the_right_one",
        ),
    ),
    Promise(
        "sessions",
        "server side, only a hash stored; end with sign-out, password, roles, disabling, idleness",
        ("accounts/test_own.py", "accounts/test_users.py", "accounts/test_views.py"),
    ),
    Promise(
        "headers of every page",
        "strict policy without inline on all pages; nothing from elsewhere; private pages not stored",
        ("web/test_headers.py", "house/test_config.py::test_https_turns_on_secure_cookies_and_hsts"),
    ),
    Promise(
        "bad input",
        "every field of every form and every address: hostile values refused or kept, 0 failures",
        ("trust/test_bad_input.py", "house/test_hostile.py", "web/test_forms.py", "web/test_edge.py"),
    ),
    Promise(
        "uploads",
        "by content and ending, within their bounds, originals untouched, copies without metadata",
        (
            "attachments/test_handing.py",
            "attachments/test_reading.py",
            "attachments/test_uploads.py",
            "papers/test_evidence_copies.py",
            "papers/test_evidence_examining.py",
        ),
    ),
    Promise("papers fetch nothing", "0 requests, 0 bytes of files from what was typed in", ("papers/test_press.py",)),
    Promise("exports", "no cell begins a formula; text stays text", ("papers/test_sheet_writing.py",)),
    Promise(
        "audit",
        "each named action leaves one row; edits, deletions, insertions, swaps, cut tails, rollbacks found",
        ("store/test_audit.py", "oversight/test_named_actions.py", "oversight/test_trail.py"),
    ),
    Promise(
        "killed with -9",
        "0 acknowledged records lost, 0 doubled in 100 rounds; jobs, mails, files, backups made good",
        (
            "trust/test_killed_site.py",
            "store/test_killed.py",
            "questionnaires/test_killed.py",
            "complaints/test_faults.py::test_killed_with_9_between_commit_and_notice",
        ),
    ),
    Promise(
        "disk full, database locked",
        "503 and never a 500, no half of a record, reading goes on",
        (
            "trust/test_faulty_disk.py",
            "store/test_files.py::test_a_full_disk_leaves_no_row_and_no_half_file",
            "store/test_backup.py::test_a_full_disk_leaves_no_backup",
            "attachments/test_handing.py::test_a_full_disk_is_told_and_leaves_nothing",
            "web/test_edge.py::test_a_locked_database_is_a_503_and_nothing_is_written",
        ),
    ),
    Promise(
        "backup and restore",
        "every row and file back, 10,000 records under 60 s, unreadable without its passphrase",
        (
            "store/test_backup.py",
            "store/test_backup_size.py",
            "store/test_backup_killed.py",
            "store/test_backup_moves.py",
        ),
    ),
    Promise(
        "upgrade",
        "data of every release come along and lead back, on both databases; killed amid it: goes on or back",
        ("upgrades/test_upgrades.py", "house/test_migrations.py"),
    ),
    Promise(
        "purge",
        "gone at once, again after a restore; two people; holds respected",
        ("store/test_purges.py", "retention/test_services.py", "retention/test_rules.py"),
    ),
    Promise(
        "many at once",
        "a double submit makes one record; a lost update is refused with both texts",
        (
            "store/test_submissions.py",
            "store/test_unit.py",
            "conferences/test_parallel.py",
            "questionnaires/test_parallel.py",
        ),
    ),
    Promise(
        "operation",
        "units, https behind a proxy, restart without a lost request, several processes with Redis, on loopback",
        ("trust/test_operation.py", "house/test_serve.py"),
    ),
    Promise(
        "without internet",
        "a bundle is installed and served in a network namespace without a route",
        ("trust/test_bundle.py",),
    ),
    Promise("live mode refuses what is unsafe", "weak or readable keys, plain http", ("house/test_config.py",)),
)

BOTH: Final = frozenset({"audit", "upgrade", "purge", "many at once", "who may what, by relation to the thing"})
"""Promises whose checks also run on PostgreSQL."""
