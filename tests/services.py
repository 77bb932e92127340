"""The public services as a server on this machine plays them: answers of their documented shapes, and every fault."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CROSSREF = {
    "status": "ok",
    "message-type": "work",
    "message": {
        "DOI": "10.1056/NEJMoa1702752",
        "type": "journal-article",
        "title": ["Nusinersen versus Sham Control in Infantile-Onset <i>Spinal</i> Muscular Atrophy"],
        "author": [
            {"given": "Richard S.", "family": "Finkel", "sequence": "first", "affiliation": []},
            {"given": "Eugenio", "family": "Mercuri", "sequence": "additional", "affiliation": []},
        ],
        "container-title": ["New England Journal of Medicine"],
        "short-container-title": ["N Engl J Med"],
        "issued": {"date-parts": [[2017, 11, 2]]},
        "volume": "377",
        "issue": "18",
        "page": "1723-1732",
        "publisher": "Massachusetts Medical Society",
        "ISSN": ["0028-4793", "1533-4406"],
        "language": "en",
    },
}
DATACITE = {
    "data": {
        "id": "10.48550/arxiv.1706.03762",
        "type": "dois",
        "attributes": {
            "doi": "10.48550/arxiv.1706.03762",
            "titles": [{"title": "Attention Is All You Need"}],
            "creators": [
                {"name": "Vaswani, Ashish", "nameType": "Personal", "givenName": "Ashish", "familyName": "Vaswani"},
                {"name": "Google Brain", "nameType": "Organizational"},
            ],
            "publisher": "arXiv",
            "container": {},
            "publicationYear": 2017,
            "dates": [
                {"date": "2017-06-12T17:57:34Z", "dateType": "Submitted"},
                {"date": "2017", "dateType": "Issued"},
            ],
            "types": {"citeproc": "article", "resourceTypeGeneral": "Preprint"},
            "url": "https://arxiv.org/abs/1706.03762",
        },
    }
}
PUBMED = {
    "header": {"type": "esummary", "version": "0.3"},
    "result": {
        "uids": ["29091570"],
        "29091570": {
            "uid": "29091570",
            "pubdate": "2017 Nov 2",
            "source": "N Engl J Med",
            "authors": [
                {"name": "Finkel RS", "authtype": "Author", "clusterid": ""},
                {"name": "ENDEAR Study Group", "authtype": "CollectiveName", "clusterid": ""},
            ],
            "title": "Nusinersen versus Sham Control in Infantile-Onset Spinal Muscular Atrophy.",
            "volume": "377",
            "issue": "18",
            "pages": "1723-1732",
            "fulljournalname": "The New England journal of medicine",
            "issn": "0028-4793",
            "essn": "1533-4406",
            "articleids": [
                {"idtype": "pubmed", "idtypen": 1, "value": "29091570"},
                {"idtype": "doi", "idtypen": 3, "value": "10.1056/NEJMoa1702752"},
            ],
        },
    },
}
PUBMED_NONE = {"result": {"uids": ["1"], "1": {"uid": "1", "error": "cannot get document summary"}}}
IDCONV = {
    "status": "ok",
    "records": [{"pmcid": "PMC7654321", "pmid": 29091570, "doi": "10.1056/nejmoa1702752"}],
}
IDCONV_NONE = {"status": "ok", "records": [{"pmcid": "PMC1", "status": "error", "errmsg": "not found"}]}
OPEN_LIBRARY = {
    "ISBN:9780306406157": {
        "url": "https://openlibrary.org/books/OL1M",
        "title": "Quantum Optics",
        "subtitle": "An Introduction",
        "authors": [{"name": "Ada Writer", "url": "https://openlibrary.org/authors/OL1A"}],
        "publishers": [{"name": "Plenum"}],
        "publish_places": [{"name": "New York"}],
        "publish_date": "March 3, 1980",
    }
}


class Services:
    """A server that answers as it was told to, path by path, and keeps what it was asked.

    `answers` holds, by what a path contains, a list of answers: a value sent as JSON, bytes sent as they are, a status,
    or a function of the handler. The last one of a list is given again and again.
    """

    def __init__(self):
        self.answers: dict[str, list] = {}
        self.asked: list = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self):
        services = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                services.asked.append((self.path, self.headers))
                told = next((told for part, told in services.answers.items() if part in self.path), [404])
                answer = told.pop(0) if len(told) > 1 else told[0]
                if callable(answer):
                    return answer(self)
                status = answer if isinstance(answer, int) else 200
                body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.respond(status, body)

            def respond(self, status, body=b"", **headers):
                self.send_response(status)
                for name, value in {"Content-Length": len(body), **headers}.items():
                    self.send_header(name.replace("_", "-"), str(value))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                """Not to the tests' output."""

        return Handler
