"""The pages of the desk: for each its address, its view and its template; the JSON interface reads the same table."""

from collections.abc import Callable
from dataclasses import dataclass

from vedette.desk.alerts import unanswered
from vedette.desk.index import Index
from vedette.desk.views.claims import Matrix, claims
from vedette.desk.views.demands import Ledger, demands
from vedette.desk.views.disputes import DisputeList, disputes
from vedette.desk.views.figures import SeriesList, SeriesView, figure, figures
from vedette.desk.views.home import Home, home
from vedette.desk.views.incidents import IncidentList, IncidentView, incident, incidents
from vedette.desk.views.judged import Audit, audit
from vedette.desk.views.lineage import LineageView, lineage
from vedette.desk.views.map import MapView, map_view
from vedette.desk.views.parts import Asked
from vedette.desk.views.people import ActorList, SourceList, actors, sources
from vedette.desk.views.reports import Beside, ReportList, ReportView, beside, report, reports
from vedette.desk.views.review import Queue, queue
from vedette.desk.views.search import SearchView, found
from vedette.desk.views.watch import Watch, own, watch
from vedette.desk.views.watched import WeekView, week
from vedette.store import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The desk and its record at the moment that is shown."""

    desk: Desk
    index: Index
    as_known_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One page: `answer` is the type of what `view` makes, `query` names what the address may ask for, and why."""

    path: str
    title: str
    template: str
    view: Callable[[Shown, Asked], object]
    answer: type
    query: tuple[tuple[str, str], ...] = ()


def _of_record(view: Callable[[Index, Asked], object]) -> Callable[[Shown, Asked], object]:
    """A view that needs nothing but the record."""
    return lambda shown, asked: view(shown.index, asked)


_FILTERS = (
    ("q", "Words in the names of actors and places."),
    ("type", "A PLOVER type, or other."),
    ("status", "Whether it happened: actual, planned, requested, hypothetical, negated, background."),
    ("since", "On this day or later."),
    ("until", "By this day."),
    ("disputed", "1: only what is disputed."),
    ("harm", "1: only where people were killed or injured."),
    ("unlocated", "1: only where no place is known."),
    ("undated", "1: only where no day is known."),
)
_PAGE = ("page", "Which page of the list, counted from 1.")
SIGHTS = (
    Sight(
        path="/",
        title="Desk",
        template="home.html",
        view=lambda shown, asked: home(shown.index, asked, alerts=unanswered(shown.desk)),
        answer=Home,
        query=(("since", "What was recorded after this moment is new."),),
    ),
    Sight(
        path="/incidents",
        title="Incidents",
        template="incidents.html",
        view=_of_record(incidents),
        answer=IncidentList,
        query=(
            *_FILTERS,
            ("order", "latest: the latest first."),
            _PAGE,
        ),
    ),
    Sight(
        path="/incidents/{id}",
        title="Incident",
        template="incident.html",
        view=_of_record(incident),
        answer=IncidentView,
    ),
    Sight(
        path="/reports",
        title="Reports",
        template="reports.html",
        view=_of_record(reports),
        answer=ReportList,
        query=(("q", "Words in title and outlet."), ("outlet", "Only from this outlet."), _PAGE),
    ),
    Sight(
        path="/reports/{id}",
        title="Report",
        template="report.html",
        view=_of_record(report),
        answer=ReportView,
        query=(("span", "START-END: the words that a link points at."), ("whole", "1: a long text to its end.")),
    ),
    Sight(
        path="/reports/{id}/beside/{parent}",
        title="Side by side",
        template="beside.html",
        view=_of_record(beside),
        answer=Beside,
    ),
    Sight(
        path="/disputes",
        title="Disputes",
        template="disputes.html",
        view=_of_record(disputes),
        answer=DisputeList,
        query=(_PAGE,),
    ),
    Sight(
        path="/map",
        title="Map and timeline",
        template="map.html",
        view=_of_record(map_view),
        answer=MapView,
        query=(
            *_FILTERS,
            ("place", "Only at the place of this name."),
            ("whole", "1: the whole part of the world that has places, not only where most of them lie."),
            _PAGE,
        ),
    ),
    Sight(
        path="/figures",
        title="Figures",
        template="figures.html",
        view=_of_record(figures),
        answer=SeriesList,
        query=(("q", "Words in what is counted."), ("measure", "Only this measure."), _PAGE),
    ),
    Sight(
        path="/figures/{number}",
        title="Figure",
        template="figure.html",
        view=_of_record(figure),
        answer=SeriesView,
    ),
    Sight(
        path="/claims", title="Claims", template="claims.html", view=_of_record(claims), answer=Matrix, query=(_PAGE,)
    ),
    Sight(
        path="/demands",
        title="Demands and promises",
        template="demands.html",
        view=_of_record(demands),
        answer=Ledger,
        query=(("kind", "demand or promise."), ("state", "Where it stands."), _PAGE),
    ),
    Sight(
        path="/lineage",
        title="Lineage",
        template="lineage.html",
        view=_of_record(lineage),
        answer=LineageView,
        query=(("origin", "Only the family of this origin."), _PAGE),
    ),
    Sight(
        path="/actors",
        title="Actors",
        template="actors.html",
        view=_of_record(actors),
        answer=ActorList,
        query=(("q", "Words in any of the names."), ("kind", "Only actors of this kind."), _PAGE),
    ),
    Sight(
        path="/sources",
        title="Sources",
        template="sources.html",
        view=_of_record(sources),
        answer=SourceList,
        query=(_PAGE,),
    ),
    Sight(
        path="/watch",
        title="Watch",
        template="watch.html",
        view=lambda shown, asked: watch(shown.desk, shown.index, asked),
        answer=Watch,
        query=(_PAGE,),
    ),
    Sight(
        path="/watch/week",
        title="One week of an indicator",
        template="watch_week.html",
        view=lambda shown, asked: week(shown.index, own(shown.desk), asked),
        answer=WeekView,
        query=(
            ("indicator", "Its id; without one the first is shown."),
            ("cut", "dyad, place or type; empty for the whole."),
            ("value", "Which dyad, place or type."),
            ("week", "The first day of the week; without one the newest."),
        ),
    ),
    Sight(path="/review", title="Review", template="review.html", view=_of_record(queue), answer=Queue, query=(_PAGE,)),
    Sight(
        path="/audit",
        title="Audit",
        template="audit.html",
        view=lambda shown, asked: audit(shown.index, shown.desk.judgements(as_known_at=shown.as_known_at), asked),
        answer=Audit,
        query=(_PAGE,),
    ),
    Sight(
        path="/search",
        title="Search",
        template="search.html",
        view=lambda shown, asked: found(shown.desk, shown.index, asked, as_known_at=shown.as_known_at),
        answer=SearchView,
        query=(
            ("q", 'Words; "two words" side by side; begin* for a beginning.'),
            ("since", "Published on this day or later."),
            ("until", "Published by this day."),
            ("outlet", "Only from this outlet."),
        ),
    ),
)
