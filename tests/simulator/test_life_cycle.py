"""What the simulated Outlook does with an add-in, shown by a small one."""

import time

import pytest
from tests.simulator import build
from tests.simulator.client import OutlookError, controls, wait_for

pytestmark = pytest.mark.shim


@pytest.fixture(scope="module")
def sample(start, tmp_path_factory):
    with start(tmp_path_factory.mktemp("sample"), build.sample_addin()) as outlook:
        wait_for(lambda: outlook.call_times("OnStartupComplete"), "the add-in")
        yield outlook


def names(outlook):
    return [call["name"] for call in outlook.addin()["calls"]]


class TestStart:
    def test_the_calls_come_in_offices_order(self, sample):
        order = [name for name in names(sample) if name.startswith(("On", "CTP", "GetCustom"))]
        assert order[:6] == [
            "OnConnection",
            "CTPFactoryAvailable",
            "GetCustomUI(Microsoft.Outlook.Explorer)",
            "OnLoad()",
            "OnAddInsUpdate",
            "OnStartupComplete",
        ]

    def test_the_add_in_gets_its_own_entry(self, start, tmp_path):
        with start(tmp_path, build.sample_addin()) as outlook:
            label = outlook.ribbon_control("State")["label"]
        assert label == "Startup SampleAddin.Connect"

    def test_only_what_com_would_expose_can_be_called(self, sample):
        assert {"OnLoad", "GetLabel", "OnAction"} <= set(sample.addin()["exposed"])
        assert "NotExposed" not in sample.addin()["exposed"]
        sample.click("Missing")
        fault = "NotExposed(Missing): System.Runtime.InteropServices.COMException"
        wait_for(lambda: any(f.startswith(fault) for f in sample.faults()), fault)

    def test_an_outlook_without_it(self, start, tmp_path):
        with start(tmp_path) as outlook:
            assert outlook.addin() == {"loaded": False, "calls": None, "exposed": None}
            assert [tab["id"] for tab in outlook.ribbon()]
            assert not outlook.faults()

    def test_a_prog_id_that_nobody_has(self, start, tmp_path):
        with pytest.raises(OutlookError, match="no class of SampleAddin"):
            start(tmp_path, build.sample_addin(), progid="Nobody.Connect")


class TestRibbon:
    def test_callbacks_say_what_is_shown(self, sample):
        greet = sample.ribbon_control("Greet")
        assert (greet["label"], greet["enabled"], greet["built_in"]) == ("Greet", False, False)
        assert sample.ribbon_control("Menu")["image"] == [32, 32]

    def test_a_disabled_control_takes_no_click(self, sample):
        with pytest.raises(OutlookError, match="takes no click"):
            sample.click("Greet")

    def test_invalidating_one_control_asks_for_that_one_again(self, sample):
        before = names(sample)
        sample.click("Toggle")
        wait_for(lambda: sample.ribbon_control("Greet")["enabled"], "the toggle's effect")
        asked = names(sample)[len(before) :]
        assert asked == ["OnToggle(Toggle)", "GetLabel(Greet)", "GetEnabled(Greet)"]
        assert sample.ribbon_control("Toggle")["pressed"]
        sample.click("Toggle")
        wait_for(lambda: not sample.ribbon_control("Greet")["enabled"], "the way back")

    def test_from_another_thread_it_is_refused(self, sample):
        sample.click("Stray")
        label = "0x8001010E"
        wait_for(lambda: sample.ribbon_control("State")["label"] == label, "the refusal")

    def test_a_fault_is_kept_from_outlook_and_shown_to_the_test(self, sample):
        sample.click("Fail")
        fault = "OnAction(Fail): System.InvalidOperationException: a fault of the sample's"
        wait_for(lambda: fault in sample.faults(), "the fault")
        assert sample.alive

    def test_each_kind_of_window_has_its_own(self, sample):
        window = sample.open_inspector()
        assert sample.ribbon_control("Sleep", window)["label"] == "Sleep"
        with pytest.raises(OutlookError, match="no ribbon control Toggle"):
            sample.ribbon_control("Toggle", window)
        sample.inspector_close(window, save=False)


class TestPanesAndWindows:
    def test_a_pane_is_shown_in_the_window(self, sample):
        sample.click("Pane")
        tree = sample.window("Explorer")["tree"]
        wait_for(lambda: sample.control("Explorer", "TaskPane")["visible"], "the pane")
        assert "A pane of the sample's" in {
            node["text"] for node in controls(sample.window("Explorer")["tree"])
        }
        assert tree["name"] == "Explorer"

    def test_a_dialog_is_worked_by_its_accessible_names(self, sample):
        sample.click("Toggle")
        wait_for(lambda: sample.ribbon_control("Greet")["enabled"], "Greet")
        sample.click("Greet")
        assert sample.wait_for_window("sample")["modal"]
        sample.window_set("sample", "Name", "Åsa")
        sample.window_set("sample", "Secret", "hidden")
        sample.window_set("sample", "Polite", value=True)
        sample.window_click("sample", "greet")
        text = "Good day, Åsa"
        wait_for(lambda: sample.control("sample", "answer")["text"] == text, text)
        secret = sample.control("sample", "secret")
        assert (secret["text"], secret["value"]) == ("", None)
        sample.window_close("sample")
        sample.wait_until_closed("sample")


class TestWatchdog:
    @pytest.mark.parametrize(("button", "least"), [("Sleep", 80), ("Later", 120), ("Tick", 100)])
    def test_what_keeps_the_loop_is_seen(self, sample, button, least):
        sample.watchdog(reset=True)
        sample.click(button)
        wait_for(lambda: sample.watchdog()["longest_ms"] >= least - 10, button)

    def test_what_the_host_does_for_a_test_is_not(self, sample):
        sample.watchdog(reset=True)
        sample.busy(400)
        assert sample.watchdog()["longest_ms"] < 390


class TestEnd:
    @pytest.mark.parametrize(
        ("mode", "ends"), [("fast", []), ("slow", ["OnBeginShutdown", "OnDisconnection"])]
    )
    def test_a_fast_shutdown_leaves_out_the_last_calls(self, start, tmp_path, mode, ends):
        with start(tmp_path, build.sample_addin()) as outlook:
            wait_for(lambda: outlook.call_times("OnStartupComplete"), "the add-in")
            outlook.quit(mode)
            assert outlook.seconds < 10
            assert not outlook.alive
            printed = outlook.log.read_text(encoding="utf-8")
        assert ("sample: OnDisconnection" in printed) == bool(ends)

    def test_a_modal_window_that_closes_at_that_moment_keeps_it_from_nothing(self, start, tmp_path):
        with start(tmp_path, build.sample_addin()) as outlook:
            wait_for(lambda: outlook.call_times("OnStartupComplete"), "the add-in")
            outlook.click("Toggle")
            wait_for(lambda: outlook.ribbon_control("Greet")["enabled"], "Greet")
            outlook.click("Greet")
            outlook.wait_for_window("sample")
            outlook.window_close("sample")
            outlook.quit()
        assert outlook.seconds < 10

    def test_closing_the_main_window_quits(self, start, tmp_path):
        with start(tmp_path) as outlook:
            outlook.window_close("Explorer")
            wait_for(lambda: not outlook.alive, "the end")

    def test_it_ends_when_nobody_holds_it_any_more(self, start, tmp_path):
        with start(tmp_path) as outlook:
            outlook._stream().close()
            wait_for(lambda: not outlook.alive, "the end")

    def test_what_the_add_in_prints_does_not_disturb_the_channel(self, sample):
        assert "must not disturb" in sample.log.read_text(encoding="utf-8")
        assert sample.ask("ping") == "pong"


class TestChannel:
    def test_an_unknown_request_is_an_error(self, sample):
        with pytest.raises(OutlookError, match="no operation sing"):
            sample.ask("sing")

    def test_a_busy_thread_is_waited_for_no_longer_than_asked(self, start, tmp_path):
        with start(tmp_path) as outlook:
            began = time.monotonic()
            with pytest.raises(TimeoutError):
                outlook.ask("busy", milliseconds=1500, seconds=0.2)
            assert outlook.ask("ping") == "pong"
            assert time.monotonic() - began > 1.4

    def test_the_framework_and_the_add_in_are_what_is_loaded(self, sample):
        loaded = {module["name"] for module in sample.modules()}
        assert {"mscorlib", "OutlookSimulator", "SampleAddin"} <= loaded
