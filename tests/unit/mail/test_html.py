"""Fifty known ways to smuggle a script into HTML, and what a mail keeps."""

import re
from html.parser import HTMLParser

import pytest

from outlook_crm.mail.html import clean

TRICKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<SCRIPT>alert(1);//<</SCRIPT>",
    "<script/x>alert(1)</script >",
    "<img src=x onerror=alert(1)>",
    '<IMG SRC="javascript:alert(1)">',
    "<img src='x' onerror\n=\nalert(1)>",
    '<img """><script>alert(1)</script>">',
    "<img src=# onmouseover=alert(1)>",
    "<image href=javascript:alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#106;&#97;&#118;&#97;script:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="file:///c:/windows/system32/cmd.exe">x</a>',
    '<a href="x" onclick="alert(1)">x</a>',
    '<a href="ms-msdt:/id">x</a>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='javascript:alert(1)'>",
    "<applet code=x></applet>",
    "<frameset><frame src='javascript:alert(1)'></frameset>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'>",
    "<link rel=stylesheet href='javascript:alert(1)'>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<p style='width:expression(alert(1))'>x</p>",
    "<p style='background:url(https://evil.example/pixel)'>x</p>",
    "<body onload=alert(1)>x</body>",
    "<table background='javascript:alert(1)'><td>x</td></table>",
    "<form action='javascript:alert(1)'><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<template><script>alert(1)</script></template>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<xml id=x><a><b>&lt;script>alert(1)&lt;/script></b></a></xml>",
    "<title><a title='</title><script>alert(1)</script>'>",
    "<div id=x tabindex=1 onfocus=alert(1)>x</div>",
    "\ufeff<script\x00>alert(1)</script\x00>",
)
ACTING = """
    applet audio base body button embed form frame iframe image img input link marquee math meta
    noscript object script source style svg template title video xml
"""
SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")


class Strict(HTMLParser):
    """Reads what a browser would and collects all that could act or fetch."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.bad = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        if not re.fullmatch(r"[a-z][a-z0-9]*", tag) or tag in ACTING.split():
            self.bad.append(tag)
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "src", "background", "srcdoc", "id"):
                self.bad.append(name)
            if name == "href" and not (value or "").lower().startswith(SAFE_SCHEMES):
                self.bad.append(value)

    def handle_comment(self, data):
        self.bad.append(data)


def test_there_are_at_least_fifty():
    assert len(set(TRICKS)) >= 50


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_leaves_nothing_that_acts(trick):
    for html in (trick, f"<p>before{trick}after</p>", trick * 2):
        assert Strict(clean(html)).bad == []


def test_what_was_cleaned_stays_as_it_is():
    for trick in TRICKS:
        assert clean(clean(trick)) == clean(trick)


def test_a_text_keeps_its_form():
    html = "<p>Hello <b>you</b></p><ul><li>one</li></ul><hr><table><tbody>"
    html += "<tr><td>1</td></tr></tbody></table>"
    assert clean(html) == html


def test_a_link_stays_and_tells_the_other_end_nothing():
    cleaned = clean('<a href="https://example.com/x?a=1&amp;b=2">there</a>')
    assert 'href="https://example.com/x?a=1&amp;b=2"' in cleaned
    assert "noreferrer" in cleaned


def test_no_picture_is_fetched():
    assert (
        clean('<p>a<img src="https://evil.example/pixel.gif" width=1 height=1>b</p>') == "<p>ab</p>"
    )


def test_nothing_is_made_of_nothing():
    assert clean("  ") == clean("<img src=x>") == ""


def test_half_a_letter_harms_nothing():
    assert clean("<b>a\ud800b</b>") == "<b>a?b</b>"
