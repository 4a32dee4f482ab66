from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.conftest import NewPlace
from tests.stub_engine import Ticking, candidate
from tests.wire_engine import WireEngine

from vedette.errors import InputError, StoreError
from vedette.record import DeskRecord, Incident, Ruling, Site, encode
from vedette.store import Desk, export, load
from vedette.store.clock import stamp
from vedette.store.replay import apply

TEXTS = ["3 hurt at Dolna. Officers closed at Dolna.", "5 hurt at Gornja. Troops left.", "Troops left at Dolna."]
SIGNED = {"by": "Ana", "why": "seen on the film"}


def opened(new_place: NewPlace, texts: list[str] = TEXTS, clock: Ticking | None = None) -> Desk:
    desk = Desk.init(new_place(), clock=clock or Ticking(), engine=WireEngine())
    list(desk.add([candidate(text, outlet=f"Wire {n}") for n, text in enumerate(texts)]))
    return desk


@pytest.fixture
def desk(new_place: NewPlace) -> Desk:
    return opened(new_place)


def by_type(record: DeskRecord, kind: str) -> Incident:
    return next(i for i in record.links.incidents if i.type == kind)


def again(desk: Desk, rules: str) -> Desk:
    return replace(desk, engine=WireEngine(rules))


def test_merge_keeps_what_the_first_says_and_counts_both(desk: Desk) -> None:
    record = desk.record()
    hurt, left = by_type(record, "ASSAULT"), by_type(record, "RETREAT")
    desk.judge(Ruling(act="merge"), [hurt.id, left.id], **SIGNED)
    after = desk.record()
    (merged,) = [i for i in after.links.incidents if i.type == "ASSAULT"]
    assert len(after.links.incidents) == len(record.links.incidents) - 1
    assert merged.mentions == (*hurt.mentions, *left.mentions)
    assert (merged.reports, merged.origins, merged.credibility) == (3, 3, 1)
    assert merged.injured == hurt.injured
    assert merged.actors == ("Troops",)
    assert merged.why[-1] == "merge by Ana (judgement 1): seen on the film"


def test_split_tells_each_part_from_its_own_words(desk: Desk) -> None:
    hurt = by_type(desk.record(), "ASSAULT")
    assert (hurt.injured.low, hurt.injured.high, len(hurt.disputes)) == (3, 5, 1)
    desk.judge(Ruling(act="split"), [hurt.mentions[1]], **SIGNED)
    one, two = [i for i in desk.record().links.incidents if i.type == "ASSAULT"]
    assert (one.mentions, two.mentions) == (hurt.mentions[:1], hurt.mentions[1:])
    assert {one.injured.best, two.injured.best} == {3, 5}
    assert one.injured.low == one.injured.high
    assert {one.place.name, two.place.name} == {"Dolna", "Gornja"}
    assert two.id == f"{hurt.id}.1"


def test_values_of_one_incident_are_the_analysts(desk: Desk) -> None:
    hurt = by_type(desk.record(), "ASSAULT")
    desk.judge(Ruling(act="relocate", site=Site(name="Srednja", lat=42.9, lon=20.8, precision=1)), [hurt.id], **SIGNED)
    desk.judge(Ruling(act="redate", earliest="2023-06-12", latest="2023-06-13"), [hurt.id], **SIGNED)
    desk.judge(Ruling(act="set-figure", measure="injured", best=4, high=5), [hurt.id], **SIGNED)
    desk.judge(Ruling(act="set-figure", measure="killed", best=1), [hurt.id], **SIGNED)
    desk.judge(Ruling(act="rate-item", grade="2"), [hurt.id], **SIGNED)
    desk.judge(Ruling(act="confirm"), [hurt.id], **SIGNED)
    desk.judge(Ruling(act="note"), [hurt.id], **SIGNED)
    desk.judge(Ruling(act="retype", type="COERCE", mode="restrict"), [hurt.id], **SIGNED)
    (now,) = [i for i in desk.record().links.incidents if i.id == hurt.id]
    assert (now.type, now.mode, now.earliest, now.latest) == ("COERCE", "restrict", "2023-06-12", "2023-06-13")
    assert (now.place.name, now.place.lat, now.place.made_by) == ("Srednja", 42.9, "judgement/1")
    assert (now.injured.low, now.injured.best, now.injured.high, now.killed.best) == (None, 4, 5, 1)
    assert now.credibility == 2
    assert [line.split(" by ")[0] for line in now.why] == [
        "relocate", "redate", "set-figure", "set-figure", "rate-item", "confirm", "note", "retype",
    ]  # fmt: skip


def test_a_figure_of_a_series_is_the_analysts(desk: Desk) -> None:
    (series,) = desk.record().links.series
    first = series.points[0]
    name = f"{first.report}@{first.start}"
    desk.judge(Ruling(act="set-point", best=7, high=9), [name], **SIGNED)
    for rules in ("plain", "more", "wide"):
        (now,) = again(desk, rules).record().links.series
        assert [(p.low, p.best, p.high) for p in now.points if (p.report, p.start) == (first.report, first.start)] == [
            (None, 7, 9)
        ]
        assert now.points[1:] == series.points[1:] or rules != "plain"
    with pytest.raises(InputError, match=f"no figure '{first.report}@999'"):
        desk.judge(Ruling(act="set-point", best=7), [f"{first.report}@999"], **SIGNED)
    with pytest.raises(InputError, match="set-point needs one figure"):
        desk.judge(Ruling(act="set-point", best=7), [], **SIGNED)
    lone = replace(desk.record(), links=replace(desk.record().links, series=()))
    assert apply(lone, desk.judgements())[1][0].why == "no figure is read at these words any more"


def test_reject_takes_the_incident_and_its_dispute_and_renumbers_the_rest(desk: Desk) -> None:
    list(desk.add([candidate("Officers closed at Gornja.")]))
    record = desk.record()
    first, second = (next(i for i in record.links.incidents if i.disputes == (n,)) for n in (0, 1))
    desk.judge(Ruling(act="reject"), [first.id], **SIGNED)
    after = desk.record()
    assert first.id not in {i.id for i in after.links.incidents}
    assert [d.about for d in after.links.disputes] == [second.id]
    assert next(i for i in after.links.incidents if i.id == second.id).disputes == (0,)


def test_a_name_holds_for_reports_that_come_later(desk: Desk) -> None:
    desk.judge(Ruling(act="rename", name="officers", to="Border Guard"), **SIGNED)
    list(desk.add([candidate("Officers closed at Nova. Border left.")]))
    record = desk.record()
    names = {actor.name: actor for annotation in record.annotations for actor in annotation.actors}
    assert "Officers" not in names
    assert names["Border Guard"].aliases == ("Officers",)
    assert by_type(record, "COERCE").actors == ("Border Guard",)
    assert {point.speaker for series in record.links.series for point in series.points} == {"Border Guard"}


def test_two_names_of_one_actor_become_one(desk: Desk) -> None:
    list(desk.add([candidate("Officers left at Nova. Guards closed at Nova.")]))
    desk.judge(Ruling(act="rename", name="Guards", to="Officers"), **SIGNED)
    record = desk.record()
    (actor,) = [x for a in record.annotations for x in a.actors if len(x.mentions) == 2]
    assert (actor.name, actor.aliases) == ("Officers", ("Guards",))
    assert not any(x.name == "Guards" for a in record.annotations for x in a.actors)
    assert by_type(record, "COERCE").actors == ("Officers",)


def test_an_incident_is_as_reliable_as_its_best_source(desk: Desk) -> None:
    desk.judge(Ruling(act="rate-source", name="wire 0", grade="D"), **SIGNED)
    desk.judge(Ruling(act="rate-source", name="Wire 1", grade="B"), **SIGNED)
    desk.judge(Ruling(act="rate-source", name="Nobody", grade="A"), **SIGNED)
    record = desk.record()
    assert by_type(record, "ASSAULT").reliability == "B"
    assert by_type(record, "COERCE").reliability == "D"
    assert [(unfit.judgement.number, unfit.why) for unfit in record.unfit] == [(3, "no report comes from this source")]


def rulings(record: DeskRecord) -> st.SearchStrategy[tuple[Ruling, list[str]]]:
    ids = st.sampled_from([i.id for i in record.links.incidents])
    one = ids.map(lambda name: [name])
    many = [i for i in record.links.incidents if len(i.mentions) > 1]
    site = Site(name="Nova", lat=1.0, lon=2.0)
    values = [
        Ruling(act="retype", type="PROTEST"), Ruling(act="relocate", site=site), Ruling(act="reject"),
        Ruling(act="redate", latest="2023-06-13"), Ruling(act="set-figure", measure="killed", best=2),
        Ruling(act="confirm"), Ruling(act="note"), Ruling(act="rate-item", grade="1"),
    ]  # fmt: skip
    named = [
        Ruling(act="rename", name="Troops", to="Army"), Ruling(act="rename", name="Officers", to="Troops"),
        Ruling(act="rate-source", name="Wire 0", grade="A"),
    ]  # fmt: skip
    return st.one_of(
        st.tuples(st.sampled_from(values), one),
        st.tuples(st.sampled_from(named), st.just([])),
        st.tuples(st.just(Ruling(act="merge")), st.lists(ids, min_size=2, max_size=3)),
        *(st.just((Ruling(act="split"), [i.mentions[0]])) for i in many),
    )


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_undo_restores_the_record_to_the_byte(new_place: NewPlace, data: st.DataObject) -> None:
    desk = opened(new_place)
    for _ in range(data.draw(st.integers(0, 2))):
        record = desk.record()
        if record.links.incidents:
            ruling, targets = data.draw(rulings(record))
            desk.judge(ruling, targets, **SIGNED)
    before = desk.record()
    if not before.links.incidents:
        return
    ruling, targets = data.draw(rulings(before))
    made = desk.judge(ruling, targets, **SIGNED)
    judged = desk.record()
    assert judged != before
    undone = desk.undo(made.number, **SIGNED)
    assert encode(desk.record()) == encode(before)
    desk.undo(undone.number, **SIGNED)
    assert encode(desk.record()) == encode(judged)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_judgements_hold_over_other_rules_or_are_listed(new_place: NewPlace, data: st.DataObject) -> None:
    desk = opened(new_place)
    for _ in range(data.draw(st.integers(1, 4))):
        record = desk.record()
        if record.links.incidents:
            desk.judge(*data.draw(rulings(record)), **SIGNED)
    for rules in ("plain", "more", "wide", "deaf"):
        record = again(desk, rules).record()
        assert record.judgements == desk.record().judgements
        assert {unfit.judgement for unfit in record.unfit} <= set(record.judgements)
        known = {i.id for i in record.links.incidents}
        for number, dispute in enumerate(record.links.disputes):
            assert not isinstance(dispute.about, str) or dispute.about in known, number
        assert all(n < len(record.links.disputes) for i in record.links.incidents for n in i.disputes)
        mentions = [m for i in record.links.incidents for m in i.mentions]
        assert len(mentions) == len(set(mentions)), "a mention belongs to one incident"
        if rules in ("more", "wide"):
            assert _told(record, desk) == _told(desk.record(), desk), "only the numbers of mentions changed"


def _told(record: DeskRecord, desk: Desk) -> list[tuple[object, ...]]:
    """Incidents but for their numbers and spans."""
    return sorted(
        (
            str(i.type), str(i.place.name if i.place else None), str(i.latest), str(i.injured), str(i.killed), i.actors,
            i.reports, i.origins, i.reliability, i.credibility, len(i.mentions), str(i.why),
        )
        for i in record.links.incidents
    )  # fmt: skip


def test_a_judgement_that_finds_nothing_is_listed_not_dropped(desk: Desk) -> None:
    left = by_type(desk.record(), "RETREAT")
    desk.judge(Ruling(act="retype", type="MOBILIZE"), [left.id], **SIGNED)
    deaf = again(desk, "deaf").record()
    assert [unfit.judgement.number for unfit in deaf.unfit] == [1]
    assert "no" in deaf.unfit[0].why
    assert desk.record().unfit == ()
    assert by_type(again(desk, "more").record(), "MOBILIZE").reports == left.reports


def test_ids_are_those_of_the_moment_the_analyst_looked_at(new_place: NewPlace) -> None:
    clock = Ticking()
    desk = opened(new_place, ["Troops left."], clock)
    moment = stamp(clock())
    list(desk.add([candidate("Officers closed at Dolna.")]))
    assert [i.type for i in desk.record().links.incidents] == ["COERCE", "RETREAT"]
    desk.judge(Ruling(act="reject"), ["i1"], seen_at=moment, **SIGNED)
    assert [i.type for i in desk.record().links.incidents] == ["COERCE"]


def test_as_known_at_holds_for_judgements(new_place: NewPlace) -> None:
    clock = Ticking()
    desk = opened(new_place, clock=clock)
    before, first = desk.record(), stamp(clock())
    desk.judge(Ruling(act="reject"), ["i1"], **SIGNED)
    judged, second = desk.record(), stamp(clock())
    desk.undo(1, **SIGNED)
    assert replace(desk.record(as_known_at=first), as_known_at=None) == before
    assert replace(desk.record(as_known_at=second), as_known_at=None) == judged
    assert [len(desk.judgements(as_known_at=at)) for at in (first, second, None)] == [0, 1, 2]


def test_judgements_go_with_the_facts(desk: Desk, new_place: NewPlace) -> None:
    desk.judge(Ruling(act="relocate", site=Site(name="Šar", lat=42.0, lon=21.0)), ["i1"], **SIGNED)
    desk.undo(1, **SIGNED)
    lines = list(export(desk))
    copy = load(new_place(), lines, engine=WireEngine())
    assert copy.judgements() == desk.judgements()
    assert list(export(copy)) == lines


def test_replay_is_pure(desk: Desk) -> None:
    desk.judge(Ruling(act="merge"), ["i1", "i2"], **SIGNED)
    raw = replace(desk.record(), judgements=(), unfit=())
    before = encode(raw)
    assert apply(raw, desk.judgements()) == apply(raw, desk.judgements())
    assert encode(raw) == before
    assert apply(raw, ()) == (raw, ())


@pytest.mark.parametrize(
    ("ruling", "targets", "problem"),
    [
        (Ruling(act="reject"), ["i9"], "no incident 'i9'"),
        (Ruling(act="reject"), ["nowhere#0"], "no mention 'nowhere#0'"),
        (Ruling(act="reject"), [], "needs one incident"),
        (Ruling(act="reject"), ["i1", "i2"], "needs one incident"),
        (Ruling(act="merge"), ["i1"], "needs two incidents"),
        (Ruling(act="split"), ["i1"], "nothing would be left"),
        (Ruling(act="rename", name="Troops", to="Army"), ["i1"], "about a name"),
    ],
)
def test_a_judgement_needs_its_targets(desk: Desk, ruling: Ruling, targets: list[str], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        desk.judge(ruling, targets, **SIGNED)
    assert desk.judgements() == ()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"act": "retype"}, "needs: type"),
        ({"act": "rename", "name": "A"}, "needs: to"),
        ({"act": "redate"}, "needs an earliest"),
        ({"act": "redate", "earliest": "soon"}, "not a day"),
        ({"act": "redate", "earliest": "2023-06-14", "latest": "2023-06-13"}, "is after"),
        ({"act": "set-figure", "measure": "killed"}, "low, best or high"),
        ({"act": "set-figure", "measure": "killed", "low": 5, "best": 2}, "low <= best"),
        ({"act": "rate-item", "grade": "A"}, "1 to 6"),
        ({"act": "rate-source", "name": "Wire", "grade": "1"}, "A to F"),
        ({"act": "relocate", "site": Site(name="X", lat=1.0)}, "both a latitude"),
        ({"act": "relocate", "site": Site(name="X", lat=91.0, lon=0.0)}, "no such point"),
    ],
)
def test_a_ruling_must_decide_something(fields: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        Ruling(**fields)


def test_what_could_not_be_read_again_is_not_recorded(desk: Desk) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        desk.judge(Ruling(act="retype", type="WAR"), ["i1"], **SIGNED)
    assert desk.judgements() == ()


def test_a_judgement_is_signed_and_undone_once(desk: Desk) -> None:
    with pytest.raises(InputError, match="analyst's name and a reason"):
        desk.judge(Ruling(act="note"), ["i1"], by=" ", why="x")
    with pytest.raises(InputError, match="no judgement 7"):
        desk.undo(7, **SIGNED)
    desk.judge(Ruling(act="note"), ["i1"], **SIGNED)
    desk.undo(1, **SIGNED)
    with pytest.raises(InputError, match="undone already"):
        desk.undo(1, **SIGNED)
