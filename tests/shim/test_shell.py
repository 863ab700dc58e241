"""The shim in a host with a message loop: start, stop, ribbon, windows, courtesy."""

import json
import os
import time

import pytest
from tests.shim import driver
from tests.shim.driver import Driver
from tests.simulator.client import Screen, controls, wait_for

pytestmark = pytest.mark.shim

AT_ONCE = 3000  # milliseconds, on a machine that is busy elsewhere; the benches hold the budgets

WINDOW = {
    "window": "all",
    "title": "Every kind of field",
    "message": "",
    "sections": [
        {
            "title": "What is typed",
            "fields": [
                {"name": "user", "kind": "text", "label": "&User name", "value": "Åsa 🙂"},
                {"name": "key", "kind": "secret", "label": "API &key", "hint": "Stored."},
                {"name": "keep", "kind": "check", "label": "&Remember", "value": True},
                {
                    "name": "days",
                    "kind": "number",
                    "label": "&Days",
                    "value": 99,
                    "minimum": 0,
                    "maximum": 60,
                },
            ],
        },
        {
            "title": "What is chosen",
            "fields": [
                {
                    "name": "calendar",
                    "kind": "choice",
                    "label": "&Calendar",
                    "value": "b",
                    "choices": [{"value": "a", "text": "Alpha"}, {"value": "b", "text": "Beta"}],
                    "notify": True,
                },
                {
                    "name": "types",
                    "kind": "checklist",
                    "label": "&Types",
                    "value": ["y"],
                    "choices": [{"value": "x", "text": "Visit"}, {"value": "y", "text": "Call"}],
                },
                {"name": "version", "kind": "note", "label": "Version", "value": "0.1.0"},
                {
                    "name": "report",
                    "kind": "list",
                    "label": "&Report",
                    "value": [["Lunch", "no owner"], ["Call", "too long"]],
                    "choices": [{"value": "what", "text": "What"}, {"value": "why", "text": "Why"}],
                    "enabled": False,
                },
            ],
        },
    ],
    "buttons": [
        {"name": "save", "text": "&Save", "role": "default"},
        {"name": "cancel", "text": "Cancel", "role": "cancel"},
    ],
}

# What may be in Outlook's one AppDomain: the framework, the bridge, and ourselves.
FRAMEWORK = ("mscorlib", "netstandard", "System", "Microsoft.CSharp", "Accessibility")
OF_MONO = ("Mono.Posix", "Mono.WebBrowser", "Mono.Security", "I18N")
MADE_AT_RUN_TIME = ("Anonymously Hosted DynamicMethods Assembly", "__Python_Runtime_Generated")
OURS = ("OutlookCrm.Shim", "Python.Runtime", "ShimDriver")


@pytest.fixture(scope="module")
def screen():
    driver.build()
    with Screen() as screen:
        yield screen


@pytest.fixture(scope="module")
def running(screen, tmp_path_factory):
    """A host with the shim started, for the tests that leave it running."""
    with Driver(tmp_path_factory.mktemp("running"), screen.display) as host:
        host.started = host.start()
        host.ask("load")
        yield host


@pytest.fixture
def host(screen, tmp_path):
    """A host of the test's own."""
    with Driver(tmp_path, screen.display) as host:
        yield host


@pytest.fixture
def window(running):
    """The window with every kind of field, open."""
    running.python(f"shell.OpenWindow({json.dumps(WINDOW)!r})")
    wait_for(lambda: running.ask("windows"), "the window")
    yield lambda: {each["name"]: each for each in controls(running.ask("windows")[0])}
    if running.ask("windows"):
        running.ask("close", window="all")
        running.command("window.closed")


def update(running, **patch):
    running.python(f"shell.UpdateWindow({json.dumps({'window': 'all', **patch})!r})")


def test_the_first_command_tells_where_we_are(running):
    started = running.started
    assert started["outlook_version"] == "16.0.0.17328"
    assert started["ui_language"] == "sv-SE"
    assert started["zone"] == "W. Europe Standard Time"
    assert started["bits"] == 64
    assert started["local_folder"] == str(running.home / "local" / "OutlookCrm")
    assert started["roaming_folder"] == str(running.home / "roaming" / "OutlookCrm")


def test_nothing_of_the_machines_python_reaches_ours(running):
    path, variables, executable = running.python(
        "answer = [sys.path, [n for n in os.environ if n.startswith('PYTHON')], sys.executable]"
    )
    assert "/nowhere/that/must/show" not in path
    assert not [entry for entry in path if "dist-packages" in entry or ".local" in entry]
    assert variables == ["PYTHONNOUSERSITE"]
    assert executable.endswith("python")


def test_python_prints_into_the_log(running):
    running.python("print('printed', 'by a library'); sys.stderr.write('half a line')")
    wait_for(lambda: "python: printed by a library" in running.told(), "the printed line")


def test_python_runs_on_a_thread_of_its_own_which_outlook_never_waits_for(running):
    took = running.ask("click", id="py:" + "import time; time.sleep(1)")
    assert took < 500
    assert running.ask("control", id="CrmMenu")["label"]  # answered while Python sleeps
    running.command("ribbon.click")


def test_other_python_threads_run_while_one_waits_for_a_command(running):
    running.python("""
ticks = []
def tick():
    import time
    for _ in range(20):
        time.sleep(0.01)
        ticks.append(time.monotonic())
sys.ticks, sys.ticker = ticks, threading.Thread(target=tick)
sys.ticker.start()
""")
    time.sleep(0.6)  # the guest waits in NextCommand all the while
    longest = running.python(
        "sys.ticker.join(); t = sys.ticks; answer = max(b - a for a, b in zip(t, t[1:]))"
    )
    assert longest < 0.5


def test_next_command_answers_nothing_after_its_limit(running):
    text, took = running.python("""
import time
began = time.monotonic()
answer = [shell.NextCommand(150), time.monotonic() - began]
""")
    assert text == ""
    assert 0.1 < took < 10


def test_pythonnet_keeps_out_of_outlooks_exit_and_of_what_other_addins_load(running):
    handlers = running.ask("domain_handlers")
    assert not [name for name in handlers if name.startswith("Python.")]
    assert handlers is not None


def test_only_the_framework_and_the_bridge_are_loaded(running):
    allowed = (*FRAMEWORK, *OF_MONO, *MADE_AT_RUN_TIME, *OURS)
    assert [name for name in running.ask("assemblies") if not name.startswith(allowed)] == []


def test_secrets_are_wrapped_for_this_user(running):
    wrapped, back, broken = running.python("""
import base64
plain = base64.b64encode("lösen".encode()).decode()
wrapped = shell.Protect(plain)
answer = [wrapped != plain, shell.Unprotect(wrapped) == plain, shell.Unprotect("bm8=")]
""")
    assert wrapped
    assert back
    assert broken == ""


def test_the_ribbon_speaks_before_python_does(host):
    host.ask("connect", mode=1)
    assert "CrmMenu" in host.ask("ui", id="Microsoft.Outlook.Explorer")
    assert not host.ask("ui", id="Microsoft.Outlook.Mail.Read")
    host.ask("load")

    def spoken():  # the words may come between two of its callbacks
        menu = host.ask("control", id="CrmMenu")
        return menu["label"] and menu["image"] and menu

    menu = wait_for(spoken, "the first words")
    assert menu["label"] == "CRM"
    assert menu["image"] in (32, 48, 64)
    assert host.ask("control", id="CrmSynchronise")["enabled"] is False


def test_a_new_snapshot_asks_only_for_what_changed(running):
    def snapshot(label):
        controls = {"CrmState": {"label": label}, "CrmAbout": {"label": "About", "visible": False}}
        running.python(f"shell.SetRibbon({json.dumps({'controls': controls})!r})")

    snapshot("In step")
    wait_for(lambda: running.ask("control", id="CrmState")["label"] == "In step", "the words")
    assert running.ask("control", id="CrmAbout")["visible"] is False
    seen = len(running.ask("invalidated"))
    snapshot("Synchronising: 40 %")
    new = wait_for(lambda: running.ask("invalidated")[seen:], "the invalidation")
    assert new == ["CrmState"]
    assert running.ask("control", id="CrmState")["label"] == "Synchronising: 40 %"


def test_a_click_reaches_python_and_returns_at_once(running):
    assert running.ask("click", id="CrmSynchronise") < AT_ONCE
    assert running.command("ribbon.click")["args"] == {"control": "CrmSynchronise"}


def test_a_window_is_drawn_from_its_description(running, window):
    drawn = window()
    assert drawn["all"]["text"] == "Every kind of field"
    assert drawn["user"]["text"] == "Åsa 🙂"
    assert drawn["user"]["says"] == "User name"
    assert drawn["key"]["secret"]
    assert drawn["key"]["explains"] == "Stored."
    assert drawn["days"]["text"] == "60"  # kept within its limits
    assert drawn["calendar"]["text"] == "Beta"
    assert drawn["version"]["text"] == "0.1.0"
    assert not drawn["report"]["enabled"]
    assert drawn["user"]["focused"]


def test_labels_stand_before_their_fields_in_the_order_of_tab_keys(running, window):
    grid = next(
        each
        for each in controls(running.ask("windows")[0])
        if any(child["name"] == "user" for child in each["children"])
    )
    names = [child["name"] or child["text"] for child in grid["children"]]
    assert (
        names.index("&User name")
        < names.index("user")
        < names.index("&API key".replace("&API ", "API &"))
    )


def test_no_control_is_cut_or_covers_another(running, window):
    for parent in controls(running.ask("windows")[0]):
        shown = [child for child in parent["children"] if child["visible"]]
        for at, child in enumerate(shown):
            left, top, width, height = child["place"]
            if child["type"] in ("Label", "Button", "CheckBox"):
                assert child["room"] <= width + 1, child["text"]
            assert left + width <= parent["place"][2], child["name"]
            for other in shown[at + 1 :]:
                x, y, w, h = other["place"]
                apart = left + width <= x or x + w <= left or top + height <= y or y + h <= top
                assert apart or parent["type"] in ("NumericUpDown", "ComboBox", "ListView"), other


def test_a_submit_carries_every_value_and_waits_for_its_answer(running, window):
    running.ask("set", window="all", control="user", value="Østen")
    running.ask("set", window="all", control="key", value='s3cret "quoted"')
    running.ask("set", window="all", control="types", value=0)
    running.ask("press", window="all", control="save")
    args = running.command("window.submit")["args"]
    assert args == {
        "window": "all",
        "button": "save",
        "values": {
            "user": "Østen",
            "key": 's3cret "quoted"',
            "keep": True,
            "days": 60,
            "calendar": "b",
            "types": ["x", "y"],
            "version": "0.1.0",
            "report": -1,
        },
    }
    assert not window()["save"]["enabled"]
    assert window()["cancel"]["enabled"]
    update(running, errors={"user": "There is no such user."}, message="Not saved.")
    wait_for(lambda: window()["save"]["enabled"], "the button to be back")
    drawn = window()
    assert drawn["user.message"]["text"] == "There is no such user."
    assert drawn["user"]["explains"] == "There is no such user."
    assert drawn["message"]["text"] == "Not saved."
    assert not drawn["key.message"]["visible"]
    assert "s3cret" not in running.told()


def test_a_field_with_notify_tells_of_the_users_change_and_takes_new_choices(running, window):
    running.ask("set", window="all", control="calendar", value=0)
    args = running.command("window.change")["args"]
    assert (args["field"], args["values"]["calendar"]) == ("calendar", "a")
    update(
        running,
        choices={"calendar": [{"value": "z", "text": "Zeta"}]},
        values={"calendar": "z", "days": 7, "types": []},
        enabled={"user": False},
    )
    wait_for(lambda: window()["calendar"]["text"] == "Zeta", "the new choice")
    assert window()["days"]["text"] == "7"
    assert not window()["user"]["enabled"]
    running.ask("press", window="all", control="save")
    assert running.command("window.submit")["args"]["values"]["types"] == []


def test_closing_tells_python_unless_python_did_it(running, window):
    running.ask("press", window="all", control="cancel")
    assert running.command("window.closed")["args"] == {"window": "all"}
    running.python(f"shell.OpenWindow({json.dumps(WINDOW)!r})")
    wait_for(lambda: running.ask("windows"), "the window again")
    running.python(f"shell.OpenWindow({json.dumps(WINDOW)!r})")
    assert len(running.ask("windows")) == 1  # the same name: brought to the front
    update(running, close=True)
    wait_for(lambda: not running.ask("windows"), "the window to close")
    assert running.ask("faults") == []


def test_quit_ends_python_quickly_even_with_a_window_open(host):
    host.start()
    host.python(f"shell.OpenWindow({json.dumps(WINDOW)!r})")
    wait_for(lambda: host.ask("windows"), "the window")
    assert host.ask("quit") < AT_ONCE
    assert host.command("stop")
    assert host.ask("quit") < AT_ONCE  # any number of times
    wait_for(lambda: host.ask("windows") == [], "the window to close")
    host.ask("exit")
    assert host.ended(30)


def test_the_process_ends_though_python_holds_the_gil(host):
    host.start()
    host.ask("click", id="py:" + "sys.setswitchinterval(100)\nwhile True: pass")
    assert host.ask("quit") < AT_ONCE
    host.ask("exit")
    assert host.ended(30)


def test_a_second_connection_starts_anew_on_the_living_interpreter(host):
    host.start()
    first = host.python("sys.mark = 7; answer = threading.get_native_id()")
    assert host.ask("listeners") == 1
    host.ask("disconnect")
    assert host.command("stop")
    assert host.ask("listeners") == 0
    host.ask("connect", mode=0)  # switched on again while Outlook runs: nothing else follows
    assert host.command("started")
    mark, second = host.python("answer = [sys.mark, threading.get_native_id()]")
    assert mark == 7
    assert second != first
    assert host.ask("quit") < AT_ONCE


@pytest.mark.parametrize(
    ("home", "told"),
    [({"module": "no_such_module"}, "no_such_module"), ({"dll": "/no/such/python.so"}, "/no/such")],
)
def test_outlook_lives_on_when_python_cannot_start(screen, tmp_path, home, told):
    with Driver(tmp_path, screen.display, **home) as host:
        host.ask("connect", mode=1)
        host.ask("complete")
        wait_for(lambda: told in host.told(), "the reason in the log")
        assert host.ask("control", id="CrmMenu")["label"] == "CRM"
        host.ask("click", id="CrmAbout")
        assert host.ask("faults") == []
        assert host.ask("quit") < AT_ONCE


def test_the_log_tells_where_python_failed_and_not_what_it_quoted(running):
    running.python("""
def quote(subject):
    raise ValueError(subject)
thread = threading.Thread(target=quote, args=["Takeover" + " of Eino"])
thread.start()
thread.join()
""")
    wait_for(lambda: "ValueError" in running.told(), "the fault in the log")
    assert "in quote" in running.told()
    assert "Takeover of Eino" not in running.told()


def test_slices_are_short_and_leave_outlook_most_of_its_time(running):
    assert running.ask("slices", steps=150, ms=4, pump=False, limit=60000) == 150
    meter = running.ask("meter")
    assert meter["WorstSharePercent"] <= 40  # 25, and what a busy machine puts between two looks
    assert meter["LongestMilliseconds"] < 300  # of 600 that all steps take
    assert meter["Count"] >= 20


def test_a_call_that_pumps_messages_lets_no_slice_start_inside(running):
    assert running.ask("slices", steps=20, ms=2, pump=True, limit=60000) == 20
    assert running.ask("meter")["Deepest"] == 1


def test_a_slice_waits_for_the_end_of_an_event_handler(running):
    running.ask("slices", steps=1, ms=0, pump=False, limit=1000)
    assert running.ask("handler") == "TimeoutException"
    assert running.ask("slices", steps=1, ms=0, pump=False, limit=1000) == 1


def test_every_wait_has_a_limit(running):
    assert running.ask("slices", steps=10_000, ms=5, pump=False, limit=200) == "TimeoutException"


def test_what_outlook_refuses_is_thrown_to_the_caller(running):
    assert running.ask("refusal") == "COMException"
    assert running.ask("faults") == []


def test_a_folder_that_takes_one_of_two_listeners_keeps_none(host):
    assert host.ask("half_watched") == ["advise", "unadvise 7", "refused"]


def test_a_pane_that_takes_no_listener_is_taken_away_again(host):
    assert host.ask("half_framed") == ["deleted", "refused"]


def test_stopping_ends_a_wait_at_once(host):
    began = time.monotonic()
    assert host.ask("cancel") == "OperationCanceledException"
    assert time.monotonic() - began < 15  # of 20 at least, were it not ended
    assert host.ask("slices", steps=1, ms=0, pump=False, limit=1000) == "OperationCanceledException"


def test_the_system_proxy_is_named_or_nothing(running):
    assert running.python(
        "answer = shell.SystemProxy('https://crm.example.fi/')"
    ) == os.environ.get("https_proxy", "")
