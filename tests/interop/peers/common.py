"""What the Python peers share: jobs come in on standard input, results go out on standard output.

A job is {"do": "verify", "xml", "signed", "kind", "acs", "audience", "idp", "certificate", "request_id"} or
{"do": "sign", "xml", "signed", "kind", "idp", "key", "certificate"}; "signed" is assertion, response or both,
"kind" the kind of key, RSA or EC. A result is
{"accepted": true, "name_id"}, {"accepted": false, "why"}, {"signed"} or, where the peer does not implement
what is asked, {"cannot"}. Keys are made for one run of the tests, and never are arguments.
"""

import json
import logging
import sys
import tempfile
from pathlib import Path

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
DS = "http://www.w3.org/2000/09/xmldsig#"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"


class Cannot(Exception):
    """The peer does not implement what is asked of it."""


class Refused(Exception):
    """The peer does not accept the document."""


def elements(signed):
    """The elements to sign, in the order in which they must be."""
    return {"assertion": ["Assertion"], "response": ["Response"], "both": ["Assertion", "Response"]}[signed]


def base64_of(pem):
    """A certificate's base64 without its armour."""
    return "".join(line for line in pem.splitlines() if not line.startswith("-----"))


def serve(verify, sign):
    """Does the jobs."""
    logging.disable(logging.CRITICAL)
    results = []
    for job in json.load(sys.stdin):
        with tempfile.TemporaryDirectory() as folder:
            job["folder"] = Path(folder)
            results.append(one(job, verify, sign))
    json.dump(results, sys.stdout)


def one(job, verify, sign):
    try:
        if job["do"] == "sign":
            return {"signed": sign(job)}
        return {"accepted": True, "name_id": verify(job)}
    except Cannot as why:
        return {"cannot": str(why)}
    except Exception as why:
        if job["do"] == "sign":
            raise
        return {"accepted": False, "why": f"{type(why).__name__}: {why}"}
