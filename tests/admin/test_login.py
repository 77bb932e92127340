"""Logging in to the admin: five wrong passwords lock that account from that address, and nobody else."""

import pytest

from artifacts.views import asker

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/?next=/admin/"


def log_in(client, name: str, password: str, address: str = "192.0.2.1", **headers):
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address, headers=headers)


def lock(client, name: str, address: str = "192.0.2.1") -> list[int]:
    return [log_in(client, name, "wrong", address).status_code for _ in range(5)]


def test_the_fifth_wrong_password_locks_with_a_sentence(client, editor):
    assert lock(client, "edith") == [200, 200, 200, 200, 429]

    locked = log_in(client, "edith", "a long password")
    assert locked.status_code == 429
    assert "Too many log-ins with a wrong password. Wait 15 minutes, then try again." in locked.content.decode()
    assert "sessionid" not in locked.cookies


def test_others_log_in_from_there_and_the_account_does_from_elsewhere(client, editor, reviewer):
    lock(client, "edith")

    assert log_in(client, "rhea", "a long password").status_code == 302
    assert log_in(client, "edith", "a long password", address="192.0.2.2").status_code == 302


def test_the_right_password_forgets_the_wrong_ones(client, editor):
    for _ in range(2):
        for _attempt in range(4):
            log_in(client, "edith", "wrong")
        assert log_in(client, "edith", "a long password").status_code == 302


@pytest.mark.parametrize("name", ["a\x00b", "x" * 10_000, "", "' OR 1=1--", "ﷺ" * 100], ids=range(5))
def test_a_hostile_name_is_only_wrong(name, client):
    assert log_in(client, name, "wrong").status_code == 200


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "counted"),
    [
        (False, "203.0.113.9", "192.0.2.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "forged, 203.0.113.9", "203.0.113.9"),
        (True, "", "192.0.2.1"),
        (True, "203.0.113.9, unknown", "192.0.2.1"),
        (True, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_behind_a_proxy_the_address_that_it_names_last_counts(behind_proxy, forwarded, counted, rf, settings):
    settings.BEHIND_PROXY = behind_proxy

    assert asker.address(rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": forwarded})) == counted
