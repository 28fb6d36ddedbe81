"""An evening, and a cohort under way."""

from collections.abc import Iterator

import pytest

from tests.courses.attendance.group import Group, form_group, living_on
from tests.support.browser import Browser
from tests.support.cast import Cast


@pytest.fixture
def evening(cast: Cast) -> Iterator[None]:
    with living_on():
        yield


@pytest.fixture
def group(cast: Cast, evening: None) -> Group:
    return form_group(cast)


@pytest.fixture
def rosa(client: Browser, cast: Cast) -> Browser:
    """Rosa's own browser."""
    cast.log_in(client, "trainee")
    return client
