"""Write the dashboard's bill of materials: CycloneDX by cyclonedx-bom from the lock, licences from what is installed.

Run by `make sbom`.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
PLOTLY_JS = ROOT / "assets" / "plotly" / "plotly-cartesian.min.js"
NOT_STATED = "not stated"


def bill(lock: Path = LOCK) -> dict[str, Any]:
    """The packages of a lock with their versions and hashes, as CycloneDX, each with the licence that it states."""
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(lock), "--output-reproducible"]
    completed = subprocess.run(command, check=True, capture_output=True, text=True)
    materials: dict[str, Any] = json.loads(completed.stdout)
    for component in materials["components"]:
        component["licenses"] = [{"license": {"name": licence(component["name"])}}]
    materials["components"].append(drawing_code())
    return materials


def drawing_code() -> dict[str, Any]:
    """plotly.js, which lies among the dashboard's own files, as a component of CycloneDX."""
    code = PLOTLY_JS.read_bytes()
    about = re.search(rb"plotly\.js \(cartesian - minified\) v([\d.]+)", code)
    assert about is not None
    package = f"plotly.js-cartesian-dist-min@{about.group(1).decode()}"
    name, version = package.split("@")
    return {
        "bom-ref": package,
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:npm/{package}",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(code).hexdigest()}],
        "licenses": [{"license": {"name": "MIT"}}],
    }


def licence(package: str) -> str:
    """The licence that an installed package states: its SPDX expression, else its classifiers, else its own words."""
    try:
        about = metadata(package)
    except PackageNotFoundError:  # locked for another system
        return NOT_STATED
    if expression := about.get("License-Expression"):
        return str(expression)
    classified = [
        classifier.rsplit(" :: ", 1)[1]
        for classifier in about.get_all("Classifier") or []
        if classifier.startswith("License :: ")
    ]
    words = (about.get("License") or "").strip().splitlines()
    return " and ".join(classified) or (words[0] if words else NOT_STATED)


if __name__ == "__main__":
    to = ROOT / "build" / "sbom.cdx.json"
    to.parent.mkdir(exist_ok=True)
    to.write_text(json.dumps(bill(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{to.relative_to(ROOT)} written.")
