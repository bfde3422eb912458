"""``kb serve``: the pages and the API, for this machine."""

from __future__ import annotations

import os

import click

from kb.errors import N_
from kb.ui.cli.localised import command, option
from kb.ui.cli.parameters import WholeNumber
from kb.ui.cli.session import Session
from kb.ui.loading import load


@command(
    "serve",
    help=N_("Serve the pages and the API to this machine, until it is interrupted."),
    epilog="kb serve --port 8000 --open",
)
@option("--host", default="127.0.0.1", metavar=N_("NAME"), help=N_("where to listen"), show_default=True)
@option("--port", default=8000, type=WholeNumber(), metavar=N_("NUMBER"), help=N_("0 for any"), show_default=True)
@option("--allow-host", "allowed", multiple=True, metavar=N_("NAME"), help=N_("another name that readers use for it"))
@option("--open", "shown", is_flag=True, help=N_("show it in the browser"))
@option(
    "--workers", default=os.cpu_count() or 1, type=WholeNumber(), metavar=N_("NUMBER"), help=N_("processes that answer")
)
@click.pass_obj
def serve(session: Session, host: str, port: int, allowed: tuple[str, ...], shown: bool, workers: int) -> None:
    """Listen, build what is missing, then serve."""
    load("kb.ui.web.serving:serve")(session, host, port, allowed, shown, max(1, workers))
