"""Cutting a long list into pages."""

from dataclasses import dataclass

SIZE = 50


@dataclass(frozen=True)
class Page:
    """One page of a list of `total` things, as the pagination component reads it; beyond the list lie its ends."""

    asked: int
    total: int
    size: int = SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def page(self) -> int:
        return min(max(self.asked, 1), self.pages)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    @property
    def prev_num(self) -> int:
        return self.page - 1

    @property
    def next_num(self) -> int:
        return self.page + 1

    @property
    def has_prev(self) -> bool:
        return self.page > 1

    @property
    def has_next(self) -> bool:
        return self.page < self.pages
