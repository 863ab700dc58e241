"""Names of files that somebody else chose."""

import pytest

from outlook_crm.mail.names import LONGEST, safe


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("offer.pdf", "offer.pdf"),
        ("räksmörgås 日本.pdf", "räksmörgås 日本.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..\\..\\run.exe", "_.._run.exe"),
        ("C:\\autoexec.bat", "C__autoexec.bat"),
        ('a<b>"c|d?e*f.txt', "a_b__c_d_e_f.txt"),
        ("line\r\nbreak\0.txt", "linebreak.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("console.txt", "console.txt"),
        ("trailing.txt. . ", "trailing.txt"),
        (".htaccess", "htaccess"),
        ("..", "attachment"),
        ("", "attachment"),
        (" \t\n", "attachment"),
    ],
)
def test_a_name_is_fit_for_a_disk(name, shown):
    assert safe(name) == shown


def test_a_long_name_keeps_its_ending():
    name = safe("x" * 300 + ".pdf")
    assert len(name) == LONGEST
    assert name.endswith("x.pdf")
    assert len(safe("a." + "b" * 300)) <= LONGEST


def test_no_name_leaves_its_folder(tmp_path):
    for name in ("/a", "\\\\server\\share", "..", "a/../..", "~", "\ud800.txt"):
        path = (tmp_path / safe(name)).resolve()
        assert path.parent == tmp_path.resolve()
        path.write_bytes(b"1")
