"""What a start of Outlook does not load: it is loaded when it is used first."""

import subprocess
import sys

LATER = {
    "requests": "logging in",
    "ssl": "logging in",
    "cryptography": "opening the vault",
    "truststore": "a CRM with https",
    "email._header_value_parser": "filing a mail",
    "html.entities": "placing a mail",
    "nh3": "showing a mail",
}


def test_large_modules_wait_until_they_are_used():
    code = "import json, sys, outlook_crm.addin; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [each for each in LATER if f'"{each}"' in said.stdout] == []
