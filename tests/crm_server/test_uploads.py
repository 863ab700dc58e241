"""Files hung on records."""

import pytest
import requests


def upload(crm, anna, path, name="offer.pdf", content=b"%PDF", **attributes):
    headers = {"Authorization": f"Bearer {anna.token()}"}
    data = {f"attributes[{key}]": value for key, value in attributes.items()}
    files = {"file": (name, content, "application/octet-stream")}
    url = f"{crm.base}/{path}/files"
    return requests.post(url, data=data, files=files, headers=headers, timeout=30)


@pytest.mark.parametrize("module", ["accounts", "entities"])
def test_a_file_is_linked_to_its_record(crm, anna, module):
    answer = upload(crm, anna, f"{module}/1001", file_usage_type="Entity Attachment")
    assert answer.status_code == 201
    made = answer.json()["data"]
    assert made["type"] == "files"
    assert made["attributes"]["file_name"] == "offer.pdf"
    assert made["attributes"]["file_size"] == 4
    listed = anna.call("GET", "accounts/1001/files").json()["data"]
    assert made["id"] in [each["id"] for each in listed]
    assert anna.get("files", made["id"])["file_usage_type"] == "Entity Attachment"


def test_a_file_may_have_25_mebibytes(crm, anna):
    most = b"x" * (25 * 1024 * 1024)
    assert upload(crm, anna, "accounts/1001", content=most).status_code == 201
    assert upload(crm, anna, "accounts/1001", content=most + b"x").status_code == 422


@pytest.mark.parametrize(
    ("path", "options", "status"),
    [
        ("users/1", {}, 501),
        ("accounts/999999", {}, 404),
        ("entities/999999", {}, 404),
        ("accounts/1001", {"name": "virus.exe"}, 422),
        ("accounts/1001", {"colour": "red"}, 400),
    ],
)
def test_what_cannot_be_taken_is_refused(crm, anna, path, options, status):
    answer = upload(crm, anna, path, **options)
    assert answer.status_code == status, answer.text
    assert answer.json()["errors"][0]["status"] == str(status)


def test_a_file_hangs_on_ones_own_records_only(crm, anna, bengt, meeting):
    assert upload(crm, bengt, f"activities/{meeting()}").status_code == 403
