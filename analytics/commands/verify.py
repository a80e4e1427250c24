"""Check the register's files against their seals and originals; seal what an older dashboard loaded."""

from __future__ import annotations

import argparse
import sys

from analytics.audit.entries import AuditAction
from analytics.commands import audit, options
from analytics.english import listed, plural
from analytics.files import audit_details
from analytics.register import folder as register_folder
from analytics.register.verification import verify as verify_register


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands with their options."""
    options.add_register(commands.add_parser("verify", help="check every file of the register, and its rows"), verify)
    options.add_register(commands.add_parser("seal", help="seal extracts that an older dashboard loaded"), seal)


def verify(arguments: argparse.Namespace) -> int:
    """Check the register that is named, else the one that is shown; 1 where anything was changed."""
    verified = verify_register(options.shown(arguments), lambda name: print(f"Checking {name}", file=sys.stderr))
    print(
        f"{plural(verified.extracts, 'extract')}: {plural(verified.files, 'sealed file')} compared with "
        f"{'its seal' if verified.files == 1 else 'their seals'}, {plural(verified.originals, 'original')} read again."
    )
    for sentence in (*verified.problems, *verified.notes):
        print(sentence)
    if not verified.problems:
        print("Nothing was changed since it was sealed." if verified.files else "Nothing is sealed.")
    return 1 if verified.problems else 0


def seal(arguments: argparse.Namespace) -> int:
    """Seal what has no seal, as it is now."""
    folder = options.shown(arguments)
    with audit.recording("seal the extracts") as record:
        sealed = register_folder.seal_all(folder)
        if sealed:
            record(AuditAction.SEALED, audit_details.of_sealing(sealed))
    if not sealed:
        print("Every extract has its seal already.")
        return 0
    print(f"{plural(len(sealed), 'extract')} sealed: {listed([path.name for path in sealed])}.")
    print("A change from now on will be reported. A seal cannot show whether anything was changed before.")
    return 0
