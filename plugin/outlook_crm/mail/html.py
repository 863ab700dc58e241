"""A mail's HTML made safe to show: no script, no style that hides, nothing fetched from afar."""

import re

# Loading it costs time in Outlook, and a mail without HTML never needs it.
_URL_SCHEMES = {"http", "https", "mailto", "tel"}
_ABSOLUTE = re.compile(r"\s*(https?|mailto|tel):", re.IGNORECASE)
_TAGS = """
    a abbr b blockquote br caption center cite code col colgroup dd del div dl dt em font
    h1 h2 h3 h4 h5 h6 hr i ins li ol p pre q s small span strike strong sub sup
    table tbody td tfoot th thead tr u ul
"""
_WITHOUT_CONTENT = """
    embed iframe math noscript object script select style svg template textarea title xml
"""
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "td": {"align", "valign", "colspan", "rowspan"},
    "th": {"align", "valign", "colspan", "rowspan"},
    "table": {"align", "border", "cellpadding", "cellspacing"},
    "col": {"span"},
    "ol": {"start"},
    "font": {"color", "size"},
    "*": {"dir", "lang"},
}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def clean(html: str) -> str:
    """What is left of it when everything that acts, hides or fetches is gone; "" for nothing.

    Pictures go as well: those of the mail itself are not beside it in the CRM, and
    one that is fetched tells its owner who reads the mail and when.
    """
    if not html.strip():
        return ""
    import nh3  # noqa: PLC0415 - see above

    return nh3.clean(
        _CONTROLS.sub("", html.encode("utf-8", "replace").decode()),  # half letters go, too
        tags=set(_TAGS.split()),
        clean_content_tags=set(_WITHOUT_CONTENT.split()),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes=_URL_SCHEMES,
        strip_comments=True,
        link_rel="noopener noreferrer nofollow",
    ).strip()


def _kept(_tag: str, name: str, value: str) -> str | None:
    """The attribute's value; a link that leads nowhere outside the mail's own page is none."""
    return value if name != "href" or _ABSOLUTE.match(value) else None
