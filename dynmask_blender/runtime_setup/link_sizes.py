"""How large files on the network are, asked without fetching them; run in the new environment only.

link_sizes.py FILE: a JSON list of addresses, which becomes a list of bytes (None where unknown).
"""

import json
import os
import sys


def main(path):
    # pip's own client, because it works wherever pip does: certificates, proxies.
    from pip._vendor import requests

    session = requests.Session()
    session.verify = os.environ.get("PIP_CERT") or True

    def size(address):
        try:
            answer = session.head(address, allow_redirects=True, timeout=20)
            return int(answer.headers["Content-Length"]) if answer.ok else None
        except (requests.RequestException, KeyError, ValueError):
            return None

    with open(path, encoding="utf-8") as file:
        addresses = json.load(file)
    sizes = [size(address) for address in addresses]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(sizes, file)


if __name__ == "__main__":
    main(sys.argv[1])
