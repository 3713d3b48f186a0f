"""What python3-saml takes for one Response, for benches/saml_check.rs.

Arguments: a JSON file with what is expected, and how often to judge the document within this process.
Prints the seconds of one judgement, the fastest and the median.
"""

import base64
import json
import statistics
import sys
import time
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.utils import OneLogin_Saml2_Utils


def main():
    expected = json.loads(Path(sys.argv[1]).read_text())
    # The document is a fixture: it is judged at its own time.
    at = int(datetime.fromisoformat(expected["at"]).timestamp())
    OneLogin_Saml2_Utils.now = staticmethod(lambda: at)
    acs = urlsplit(expected["acs"])
    settings = OneLogin_Saml2_Settings(
        {
            "strict": True,
            "sp": {"entityId": expected["audience"], "assertionConsumerService": {"url": expected["acs"]}},
            "idp": {
                "entityId": expected["idp"],
                "singleSignOnService": {"url": "https://sso.jumpcloud.com/saml2/mimecast"},
                "x509cert": expected["certificate"],
            },
            "security": {"wantMessagesSigned": True, "wantAssertionsSigned": True, "rejectDeprecatedAlgorithm": True},
        },
        sp_validation_only=False,
    )
    request = {"https": "on", "http_host": acs.netloc, "script_name": acs.path}
    encoded = base64.b64encode(Path(expected["file"]).read_bytes()).decode()
    took = []
    for _ in range(int(sys.argv[2])):
        start = time.perf_counter()
        response = OneLogin_Saml2_Response(settings, encoded)
        response.is_valid(request, expected["request_id"], raise_exceptions=True)
        name_id = response.get_nameid()
        took.append(time.perf_counter() - start)
        if name_id != expected["name_id"]:
            sys.exit(f"the user is {name_id}")
    print(json.dumps({"fastest": min(took), "median": statistics.median(took)}))


main()
