"""What the search across features finds of reception: days, duty lawyers, and visits by what exactly was typed."""

from liaison.core.gathering import Found, Hit
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor
from liaison.reception.models import DAY_LABELS
from liaison.reception.models.visits import VISIT_LABELS
from liaison.reception.projections import elsewhere_visits
from liaison.reception.queries import listing
from liaison.reception.queries import visits as queries
from liaison.reception.queries.visits import Filters
from liaison.reception.rules import standing
from liaison.reception.services import identity
from liaison.store import searching
from liaison.web.language import tr


def search(user: Actor, q: str) -> list[Found]:
    """Days and lawyers for those who keep the rota; visits by reference, phone or name, shown without any name."""
    found = _visits(user, q) if elsewhere_visits.may_use_desk(user) else []
    return [*found, *_days(user, q), *_lawyers(user, q)] if standing.is_bar_officer(user) else found


def _visits(user: Actor, q: str) -> list[Found]:
    finds = queries.find(user, Filters(**identity.looked_for(q)))
    cards = elsewhere_visits.shown(finds.rows)
    hits = [Hit(card.title, card.url, card.number, tr(VISIT_LABELS[visit.status])) for visit, card in cards]
    return searching.told(elsewhere_visits.KIND_LABEL, finds, hits, "/reception/visits", q)


def _days(user: Actor, q: str) -> list[Found]:
    finds = listing.find_days(user, q)
    hits = [
        Hit(f"{chinese_date(day.on)} {day.place.name}", f"/reception/days/{day.id}", "", tr(DAY_LABELS[day.status]))
        for day in finds.rows
    ]
    return searching.told(N_("接访日"), finds, hits, "/reception/rota", q)


def _lawyers(user: Actor, q: str) -> list[Found]:
    finds = listing.find_lawyers(user, q)
    hits = [Hit(each.name, f"/reception/lawyers/{each.id}", "", each.firm) for each in finds.rows]
    return searching.told(N_("值班律师"), finds, hits, "/reception/lawyers", q)
