"""An installation is decided once."""

import pytest

from lms.installation.models import Environment
from lms.installation.operations import AlreadyInstalled, install
from lms.installation.queries import get_environment


def test_before_installing_there_is_no_environment(bare_app):
    assert get_environment() is None


def test_a_demonstration_never_becomes_a_real_installation(bare_app):
    install(Environment.DEMO)
    with pytest.raises(AlreadyInstalled):
        install(Environment.PRODUCTION)
    assert get_environment() == Environment.DEMO
