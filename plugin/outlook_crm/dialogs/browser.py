"""Shows a page of the CRM, or says where it is."""

from outlook_crm.ui import message_window

from .dialog import Surroundings


def open_page(around: Surroundings, address: str) -> None:
    """Show the page in the user's browser; without one its address is told."""
    if around.house.shell.OpenAddress(address):
        return
    text = around.text
    around.show(
        message_window.window(
            text,
            happened=text("The web browser could not be started."),
            advice=text("The page is {address}.", address=address),
        )
    )
