"""People with passwords."""

from collections.abc import Callable

import pytest

from lms.accounts.models.access import CodePurpose
from lms.accounts.operations.codes import issue_codes
from lms.accounts.operations.passwords import redeem_code
from lms.accounts.permissions import SYSTEM
from tests.support.cast import PEOPLE, Cast

PASSWORD = "mesa lluvia tren"


@pytest.fixture
def with_password(cast: Cast) -> Callable[[str], str]:
    """Give a part of the cast the password and return her document number."""

    def give(part: str) -> str:
        code = issue_codes(SYSTEM, [cast.id(part)], CodePurpose.RESET)[cast.id(part)]
        redeem_code(code, PASSWORD, "10.0.0.0/24")
        return PEOPLE[part][2]

    return give
