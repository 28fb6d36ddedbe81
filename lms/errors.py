"""The errors of the house; `lms.web.error_pages` alone turns them into HTTP statuses."""

from collections.abc import Callable


class CascadaError(Exception):
    """An error whose `sentence` is fit for the reader's screen: a gettext message; `values` fill its %(names)s."""

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence, self.values = sentence, values
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """In Spanish, for terminals."""
        return self.told(str)

    def told(self, translate: Callable[[str], str]) -> str:
        """In the reader's language."""
        sentence = translate(self.sentence)
        return sentence % self.values if self.values else sentence


class Invalid(CascadaError):
    """The input breaks a rule; `field` names the form field or column, if one is to blame."""

    def __init__(self, sentence: str, field: str | None = None, **values: object) -> None:
        super().__init__(sentence, **values)
        self.field = field


class NotFound(CascadaError):
    """What was asked for does not exist, or must look as if it did not."""


class Forbidden(CascadaError):
    """The actor has no right to do this here."""


class Conflict(CascadaError):
    """The present state does not allow it."""


class TooMany(CascadaError):
    """Too many requests; `retry_after` in seconds."""

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class SetupError(CascadaError):
    """The installation is not usable: a setting, a system package or a content pack is wrong."""
