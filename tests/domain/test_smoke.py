from tests.helpers import make_page


def test_smoke(client, db):
    make_page("parkin", body="Hello [[genes-x]] world[@a].")
    assert client.get("/artifact/wiki-genes-parkin").status_code == 200
