"""Alerts over the whole program: due by the rules, once each, held in quiet hours, recorded, over real servers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.notify.servers import Hook, Inbox, mail_server, web_server
from tests.whole.conftest import NAMES, open_monitor, swapped, write_case
from trucewatch.errors import CaseError, InputError, NotSent
from trucewatch.faces.cli import app
from trucewatch.gather import CaseFaults, load_alerts, load_case
from trucewatch.monitor import Monitor, Pass, alert, plan, senders_from, watch
from trucewatch.monitor.alerting import is_quiet
from trucewatch.notify import Delivery, Message
from trucewatch.records import Action, Decision, Notice, identified
from trucewatch.records.alerts import Alerts, Channel, Quiet
from trucewatch.settings import mail_settings_from
from trucewatch.tell.alerts import WORDS
from trucewatch.tell.wording import slips
from trucewatch.tell.words import messages

NOON = datetime(2025, 5, 20, 12, tzinfo=UTC)  # 14:00 in Vienna, hours after the last report

ALERTS = """\
alerts:
  channels:
    - {id: desk, kind: email, to: [desk@example.org], sender: watch@example.org}
    - {id: hook, kind: webhook, url_env: HOOK_URL, secret_env: HOOK_KEY, digest: false}
  rules:
    - {id: attacks, on: incident, kinds: [attack], channels: [desk, hook]}
    - {id: stances, on: position, stances: [rejected, accepted], channels: [desk]}
"""


def at_work(root: Path, alerts: str = ALERTS, now: datetime = NOON) -> Monitor:
    case = root / "case.yaml"
    case.write_text(case.read_text() + alerts)
    monitor = open_monitor(root)
    monitor.clock = lambda: now
    monitor.run()
    return monitor


class Box:
    """A sender that keeps what it is given, and fails as often as it is told to."""

    def __init__(self, fails: int = 0) -> None:
        self.got: list[tuple[str, Message]] = []
        self.fails = fails

    def __call__(self, channel: Channel) -> Any:
        box = self

        class Into:
            def send(self, message: Message) -> Delivery:
                if box.fails:
                    box.fails -= 1
                    raise NotSent("down", where=channel.id, mend="wait")
                box.got.append((channel.id, message))
                return Delivery()

        return Into()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Monitor]:
    made = at_work(write_case(tmp_path / "case"))
    yield made
    made.store.close()


def test_what_is_due_goes_once_and_a_restart_repeats_nothing(watched: Monitor) -> None:
    box = Box()
    first = alert(watched, box)
    assert {c for c, _ in box.got} == {"desk", "hook"} and not first.failed
    assert len([c for c, _ in box.got if c == "desk"]) == 1  # a digest
    sent = len(box.got)
    assert alert(watched, box).sent == () and len(box.got) == sent
    watched.store.close()
    again = open_monitor(watched.folder.root)
    again.clock = watched.clock
    again.run()
    assert alert(again, box).sent == () and len(box.got) == sent
    assert again.store.verify().faults == ()
    assert {n.channel for n in again.store.truth(Notice)} == {"desk", "hook"}
    again.store.close()


def test_notices_change_no_edition_and_no_derived_state(watched: Monitor) -> None:
    inputs, derived = watched.standing().inputs, watched.rebuild()
    alert(watched, Box())
    assert (watched.standing().inputs, watched.rebuild()) == (inputs, derived)


def test_settings_of_alerts_make_no_other_case(tmp_path: Path) -> None:
    plain = load_case(write_case(tmp_path / "a"))
    root = write_case(tmp_path / "b")
    (root / "case.yaml").write_text((root / "case.yaml").read_text() + ALERTS)
    assert load_case(root) == plain


def test_an_alert_says_who_vouches_and_is_in_the_program_s_words(watched: Monitor) -> None:
    view = watched.view()
    verbatim = [x for c in view.claims.values() for x in (c.quote, c.source.text or "", c.about or "")]
    planned = plan(watched, _alerts(watched))
    texts = [p.letter.text for p in planned]
    assert any("alleged by" in t or "is recorded as saying" in t for t in texts)
    assert all(t.startswith("Case: A fictional truce. What sources allege") for t in texts)
    for text in (*texts, *(p.letter.subject for p in planned)):
        for quote in verbatim:
            text = text.replace(quote, "") if quote else text
        assert slips(text.replace("prohibited-if-confirmed", "")) == ()
    assert all(not slips(t) for t in messages(WORDS).entries.values())


def _alerts(monitor: Monitor) -> Alerts:
    found = load_alerts(monitor.folder.root)
    assert found is not None
    return found


def test_swapping_the_sides_swaps_the_alerts(tmp_path: Path) -> None:
    def words(root: Path, **how: bool) -> list[list[str]]:
        monitor = at_work(write_case(root, **how))
        said = [p.letter.text for p in plan(monitor, _alerts(monitor))]
        monitor.store.close()
        bare = [" ".join(w for w in t.split() if "-" not in w) for t in said]
        return sorted(sorted((swapped(t, NAMES) if not how else t).split()) for t in bare)

    assert words(tmp_path / "a") == words(tmp_path / "b", rename=True)


def test_a_new_stage_is_another_alert_and_the_same_stage_is_none(watched: Monitor) -> None:
    box = Box()
    alert(watched, box)
    before = len(box.got)
    (incident, *_) = [i for i in watched.view().incidents.values() if "attack" in {k.value for k in i.kinds}]
    seen = identified(
        Decision, author="a monitor", at=NOON, action=Action.VERIFY, subjects=(incident.id,), reason="seen on site"
    )
    watched.store.append([seen])
    watched.rebuild()
    done = alert(watched, box)
    assert {a.subject for p in done.sent for a in p.alerts} == {incident.id}
    assert "PERSON'S DECISION" in box.got[-1][1].text and len(box.got) > before


def test_an_incident_that_was_merged_into_one_already_told_is_not_told_again(watched: Monitor) -> None:
    box = Box()
    alert(watched, box)
    first, second = sorted(i.id for i in watched.view().incidents.values() if "attack" in {k.value for k in i.kinds})
    view = watched.view()
    same = identified(
        Decision,
        author="an analyst",
        at=NOON,
        action=Action.SAME,
        subjects=(view.incidents[first].claims[0], view.incidents[second].claims[0]),
    )
    watched.store.append([same])
    watched.rebuild()
    after = watched.view()
    told = {n.subject for n in watched.store.truth(Notice)}
    merged = [i for i in after.incidents if i in (first, second)]
    assert len(merged) == 1 and {first, second} <= told
    stage_kept = after.redirects
    assert stage_kept


def test_what_failed_is_due_again_and_holds_back_no_other_channel(watched: Monitor) -> None:
    box = Box(fails=1)
    done = alert(watched, box)
    assert len(done.failed) == 1 and done.sent
    failed = done.failed[0][0]
    again = alert(watched, box)
    assert [p.id for p in again.sent] == [failed.id] and not again.failed


def test_what_is_old_is_not_told(tmp_path: Path) -> None:
    late = at_work(write_case(tmp_path / "case"), now=NOON + timedelta(days=30))
    assert plan(late, _alerts(late)) == ()
    late.store.close()


QUIET = ALERTS.replace("alerts:\n", 'alerts:\n  quiet: {from: "22:00", to: "07:00"}\n')


def test_quiet_hours_hold_back_what_is_not_urgent_and_it_goes_afterwards(tmp_path: Path) -> None:
    night = datetime(2025, 5, 20, 21, tzinfo=UTC)  # 23:00 in Vienna
    urgent = QUIET.replace("kinds: [attack], channels", "kinds: [attack], urgent: true, channels")
    monitor = at_work(write_case(tmp_path / "case"), urgent, night)
    box = Box()
    done = alert(monitor, box)
    assert {p.waits for p in done.waiting} == {"quiet hours until 07:00 (Europe/Vienna)"}
    assert all(a.rule == "attacks" for p in done.sent for a in p.alerts) and done.sent
    monitor.clock = lambda: night + timedelta(hours=9)
    after = alert(monitor, box)
    assert not after.waiting and {a.rule for p in after.sent for a in p.alerts} == {"stances"}
    monitor.store.close()


@pytest.mark.parametrize(
    ("hours", "zone", "moment", "quiet"),
    [
        (("22:00", "07:00"), None, datetime(2025, 5, 20, 20, 0, tzinfo=UTC), True),  # 22:00 in Vienna
        (("22:00", "07:00"), None, datetime(2025, 5, 20, 19, 59, tzinfo=UTC), False),
        (("22:00", "07:00"), None, datetime(2025, 5, 20, 4, 59, tzinfo=UTC), True),
        (("22:00", "07:00"), None, datetime(2025, 5, 20, 5, 0, tzinfo=UTC), False),  # the last minute is excluded
        (("12:00", "13:00"), None, datetime(2025, 1, 20, 11, 30, tzinfo=UTC), True),  # winter: UTC+1
        (("12:00", "13:00"), None, datetime(2025, 5, 20, 11, 30, tzinfo=UTC), False),  # summer: UTC+2
        (("22:00", "07:00"), "Asia/Tokyo", datetime(2025, 5, 20, 14, 0, tzinfo=UTC), True),
    ],
)
def test_quiet_hours_are_local(hours: tuple[str, str], zone: str | None, moment: datetime, quiet: bool) -> None:
    assert is_quiet(Quiet(start=hours[0], end=hours[1], zone=zone), "Europe/Vienna", moment) is quiet


def test_a_daily_digest_goes_once_a_day_at_its_hour(tmp_path: Path) -> None:
    daily = ALERTS.replace("sender: watch@example.org}", 'sender: watch@example.org, at: "15:00"}')
    monitor = at_work(write_case(tmp_path / "case"), daily)  # 14:00 local
    box = Box()
    done = alert(monitor, box)
    assert {p.channel.id for p in done.waiting} == {"desk"} and "15:00" in (done.waiting[0].waits or "")
    monitor.clock = lambda: NOON + timedelta(hours=1, minutes=5)
    assert [p.channel.id for p in alert(monitor, box).sent] == ["desk"]
    (tmp_path / "case" / "reports" / "four.txt").write_text(
        "---\noutlet: midland\npublished: 2025-05-20T14:30:00+02:00\n---\n"
        "The Orvian General Staff said Arvian drones attacked a refinery in Dubrova on Tuesday.\n"
    )
    monitor.run()
    later = alert(monitor, box)
    assert {p.channel.id for p in later.waiting} == {"desk"}
    monitor.clock = lambda: NOON + timedelta(days=1, hours=2)
    assert [p.channel.id for p in alert(monitor, box).sent] == ["desk"]
    monitor.store.close()


def test_mail_and_webhook_over_real_servers(watched: Monitor) -> None:
    with mail_server(Inbox()) as inbox, web_server(Hook()) as hook:
        environ = {
            "TRUCEWATCH_SMTP_HOST": "localhost",
            "TRUCEWATCH_SMTP_PORT": str(inbox.port),
            "TRUCEWATCH_SMTP_TLS": "none",
            "HOOK_URL": hook.url,
            "HOOK_KEY": "key",
        }
        done = alert(watched, senders_from(environ))
    assert not done.failed
    (mail,) = inbox.mails
    assert mail["Subject"].startswith("[A fictional truce]") and "is recorded as" in mail.get_content()
    posted = [json.loads(body) for body in hook.bodies]
    assert all(p["format"] == "trucewatch-alert/1" and len(p["alerts"]) == 1 for p in posted)
    ids = [h["Idempotency-Key"] for h in hook.headers]
    assert len(set(ids)) == len(ids) and {n.message for n in watched.store.truth(Notice)} >= set(ids)
    assert "key" not in json.dumps([n.model_dump(mode="json") for n in watched.store.truth(Notice)]).replace("keys", "")


def test_secrets_come_from_the_environment_alone_and_their_absence_is_named(watched: Monitor) -> None:
    done = alert(watched, senders_from({}))
    said = " ".join(e.one_line() for _, e in done.failed)
    assert "TRUCEWATCH_SMTP_HOST" in said and "HOOK_URL" in said and not done.sent
    assert not list(watched.store.truth(Notice))
    with pytest.raises(InputError, match="TRUCEWATCH_SMTP_TLS"):
        mail_settings_from({"TRUCEWATCH_SMTP_HOST": "h", "TRUCEWATCH_SMTP_TLS": "ssl"})
    with pytest.raises(InputError, match="TRUCEWATCH_SMTP_PORT"):
        mail_settings_from({"TRUCEWATCH_SMTP_HOST": "h", "TRUCEWATCH_SMTP_PORT": "99999"})
    kept = mail_settings_from({"TRUCEWATCH_SMTP_HOST": "h", "TRUCEWATCH_SMTP_PASSWORD": "hunter2"})
    assert "hunter2" not in repr(kept) and kept.port == 587


FAULTS = [
    ("kind: email,", "kind: fax,", "alerts.channels[0]", "'fax' is not known as kind; use email or webhook"),
    ("to: [desk@example.org]", "to: [desk]", "to", "'desk' is no mail address; write it as desk@example.org"),
    (
        "on: incident,",
        "on: incidents,",
        "on",
        "'incidents' is no thing that a rule looks at; use incident, position or",
    ),
    ("kinds: [attack]", "kinds: [atack]", "kinds", "'atack' is no kind of claim; did you mean 'attack'?"),
    ("channels: [desk]", "channels: [desc]", "channels", "'desc' is no channel of the alerts; did you mean 'desk'?"),
    ("id: stances,", "id: attacks,", "id", "the rule id 'attacks' is given twice, first on line"),
    ("url_env: HOOK_URL", "url_env: http://x", "url", "'http://x' is no name of an environment variable; use capitals"),
    ("url_env: HOOK_URL, ", "", "hook", "a webhook has no address; give url_env, the environment variable that holds"),
    ("kinds: [attack],", "kind: [attack],", "kind", "unknown key 'kind' in alerts.rules[0]; did you mean 'kinds'?"),
    ("kinds: [attack],", "parties: [nort],", "parties", "names 'nort', which is no party of the case"),
    ("digest: false", "digest: maybe", "digest", "'maybe' is no yes or no at alerts.channels[1].digest"),
]


@pytest.mark.parametrize(("old", "new", "_where", "said"), FAULTS, ids=[new or "no url" for _, new, _, _ in FAULTS])
def test_a_fault_in_the_alerts_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, _where: str, said: str
) -> None:
    root = write_case(tmp_path / "case")
    path = root / "case.yaml"
    text = path.read_text() + ALERTS
    assert old in ALERTS
    start = text.index("alerts:")
    at = text.index(old, start)
    path.write_text(text[:at] + new + text[at + len(old) :])
    line = text[:at].count("\n") + 1
    for load in (load_alerts, load_case):
        with pytest.raises(CaseFaults) as caught:
            load(root)
        (fault,) = caught.value.faults
        assert said in fault.one_line() and fault.where == f"{path.as_posix()}:{line}"


def test_a_case_without_alerts_says_how_to_set_them_up(monitor: Monitor) -> None:
    monitor.run()
    with pytest.raises(CaseError, match="sets up no alerts"):
        alert(monitor, Box())


def test_the_command_shows_what_it_would_send_and_sends_nothing(tmp_path: Path) -> None:
    root = write_case(tmp_path / "case")
    late = ALERTS.replace("  rules:", "  fresh_hours: 8784\n  rules:")
    at_work(root, late).store.close()
    for report in (root / "reports").iterdir():  # of the last year, whatever day it is
        text = report.read_text()
        day = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
        report.write_text(text.replace("published: 2025-05-20", f"published: {day}"))
    runner = CliRunner()
    assert runner.invoke(app, ["run", str(root)]).exit_code == 0
    shown = runner.invoke(app, ["alert", str(root), "--dry-run"])
    assert shown.exit_code == 0 and "nothing was sent" in shown.stdout and "to desk (desk@example.org)" in shown.stdout
    assert "is recorded as" in shown.stdout
    failed = runner.invoke(app, ["alert", str(root)], env={"TRUCEWATCH_SMTP_HOST": "", "HOOK_URL": ""})
    assert failed.exit_code == 1


# --- watching ------------------------------------------------------------------------------------------------------


def test_watching_takes_up_what_is_put_into_the_inbox_and_stops_when_told(tmp_path: Path) -> None:
    root = write_case(tmp_path / "case")
    (root / "case.yaml").write_text((root / "case.yaml").read_text() + ALERTS)
    box, stop, made = Box(), Event(), list[Pass]()
    second = Event()

    def told(done: Pass) -> None:
        made.append(done)
        if len(made) == 2:
            second.set()
            stop.set()

    def work() -> None:
        monitor = open_monitor(root)  # in its own thread: SQLite's connections stay there
        monitor.clock = lambda: NOON
        watch(monitor, box, timedelta(minutes=10), stop, told)
        monitor.store.close()

    thread = Thread(target=work)
    thread.start()
    try:
        for _ in range(600):
            if made:
                break
            stop.wait(0.1)
        (root / "reports" / "four.txt").write_text(
            "---\noutlet: midland\npublished: 2025-05-20T10:00:00+02:00\n---\n"
            "The Orvian General Staff said Arvian drones attacked a refinery in Kalinov on Tuesday.\n"
        )
        assert second.wait(60)
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive() and made[0].alerted is not None and made[0].alerted.sent
    assert made[1].summary is not None and made[1].summary.new.get("report") == 1


def test_a_pass_that_fails_is_told_and_ends_nothing(tmp_path: Path) -> None:
    root = write_case(tmp_path / "case")
    monitor = open_monitor(root)
    good = (root / "case.yaml").read_text()
    (root / "case.yaml").write_text("id: [")
    made: list[Pass] = []

    def told(done: Pass) -> None:
        made.append(done)
        (root / "case.yaml").write_text(good)

    watch(monitor, Box(), timedelta(seconds=1), Event(), told, passes=2)
    assert isinstance(made[0].error, CaseError) and made[1].error is None and made[1].summary is not None
    monitor.store.close()


def test_the_watch_command_makes_its_passes_and_ends(tmp_path: Path) -> None:
    root = write_case(tmp_path / "case")
    done = CliRunner().invoke(app, ["watch", str(root), "--every", "1s", "--passes", "1"])
    assert done.exit_code == 0 and "pass: " in done.stdout
