"""Whatever refers to a person or an organisation goes over when two entries of the roster become one."""

from typing import Any

import pytest
from sqlalchemy import Column

from liaison.features import FEATURES
from liaison.reception.services.merging import OF_DUTY, OF_LAWYER
from liaison.store.base import db

NAMED = {"person_id", "rater_id", "rated_id", "respondent_id", "organisation_id", "unit_id", "court_id", "firm_id"}
# Columns that hold such an id without a foreign key, which the feature moves by itself: table -> why.
BY_ITSELF = {
    "questionnaire_response": "keeps what was released (questionnaires/services/merging.py)",
    "questionnaire_count": "0 stands for everybody; keeps what was released",
}


def references(table: str) -> set[str]:
    """Every column of every table that is a foreign key to this one, but those that hold what was merged."""
    return {
        f"{column.table.name}.{column.name}"
        for each in db.metadata.sorted_tables
        for column in each.columns
        for key in column.foreign_keys
        if key.column.table.name == table
    }


def name_of(attribute: Any) -> str:
    column: Column[Any] = attribute.property.columns[0]
    return f"{column.table.name}.{column.name}"


@pytest.mark.parametrize("kind", ["person", "organisation"])
def test_every_reference_to_an_entry_has_a_mover(kind: str) -> None:
    declared = [
        name_of(column)
        for installed in FEATURES
        if kind in installed.feature.merges
        for column in installed.feature.merges[kind].references
    ]
    missing = references(kind) - set(declared)
    assert not missing, f"{sorted(missing)}: name them in Feature.merges of their feature (core/merging.py)"
    assert sorted(declared) == sorted(set(declared)), "two features move the same column"


def test_everything_of_a_duty_lawyer_goes_over() -> None:
    assert references("duty_lawyer") == {name_of(column) for column in OF_LAWYER}
    assert references("duty") == {name_of(column) for column in OF_DUTY}


def test_no_id_of_an_entry_hides_without_a_key() -> None:
    hidden = {
        table.name
        for table in db.metadata.sorted_tables
        for column in table.columns
        if column.name in NAMED and not column.foreign_keys
    }
    assert hidden == set(BY_ITSELF), "a column like an id of the roster has no foreign key: move it, then name it here"
