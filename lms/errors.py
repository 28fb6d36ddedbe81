"""The errors of the house; `lms.web.error_pages` alone turns them into HTTP statuses."""


class CascadaError(Exception):
    """An error whose `message` is a sentence fit for the reader's screen."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(CascadaError):
    """The input breaks a rule; `field` names the form field or column, if one is to blame."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotFound(CascadaError):
    """What was asked for does not exist, or must look as if it did not."""


class Forbidden(CascadaError):
    """The actor has no right to do this here."""


class Conflict(CascadaError):
    """The present state does not allow it."""


class TooMany(CascadaError):
    """Too many requests; `retry_after` in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class SetupError(CascadaError):
    """The installation is not usable: a setting, a system package or a content pack is wrong."""
