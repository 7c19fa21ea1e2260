"""Who acts in the demonstration, and the units they speak of, by the names the content uses."""

from dataclasses import dataclass, field

from liaison.core.sides import Role, Side
from liaison.store.users import User


@dataclass
class Cast:
    """Users by name of sign-in; units by short name (`市中院/立案庭` for a chamber); people by name."""

    users: dict[str, User] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    unit_names: dict[str, str] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    def note_unit(self, short_name: str, unit_id: int, name: str) -> None:
        """Remember a unit under the name that the content gives it."""
        self.units[short_name], self.unit_names[short_name] = unit_id, name

    def first(self, role: Role, side: Side) -> User:
        """The first user of a side who holds the role: who does the office's daily work."""
        return next(user for user in self.users.values() if user.side is side and user.has(role))
