"""What an installation is, is decided once."""

import pytest

from lms.audit.queries import verify_chain
from lms.errors import SetupError
from lms.installation.models import Environment
from lms.installation.operations import AlreadyInstalled, install
from lms.installation.queries import get_environment, require_environment


def test_before_it_there_is_none(bare_app):
    assert get_environment() is None
    with pytest.raises(SetupError, match="lms init"):
        require_environment()


@pytest.mark.parametrize("environment", list(Environment))
def test_it_is_what_it_was_made_for_ever(bare_app, environment):
    install(environment)
    assert get_environment() == require_environment() == environment
    for other in Environment:
        with pytest.raises(AlreadyInstalled):
            install(other)
    assert get_environment() == environment


def test_it_is_the_first_entry_of_the_log(bare_app):
    install(Environment.PRODUCTION)
    report = verify_chain()
    assert (report.sound, report.entries) == (True, 1)
