"""python3-saml, as a service provider that takes strict mode."""

import base64
from urllib.parse import urlsplit

from lxml import etree
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from common import SAML, Cannot, base64_of, elements, serve


def verify(job):
    acs = urlsplit(job["acs"])
    settings = OneLogin_Saml2_Settings(
        {
            "strict": True,
            "sp": {
                "entityId": job["audience"],
                "assertionConsumerService": {"url": job["acs"]},
                "NameIDFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            },
            "idp": {
                "entityId": job["idp"],
                "singleSignOnService": {"url": "https://sso.jumpcloud.com/saml2/mimecast"},
                "x509cert": base64_of(job["certificate"]),
            },
            "security": {
                "wantMessagesSigned": job["signed"] != "assertion",
                "wantAssertionsSigned": job["signed"] != "response",
                # It asks for attributes unless told not to, and SAML does not.
                "wantAttributeStatement": False,
                "rejectUnsolicitedResponsesWithInResponseTo": True,
                "rejectDeprecatedAlgorithm": True,
            },
        },
        sp_validation_only=False,
    )
    request = {"https": "on", "http_host": acs.netloc, "script_name": acs.path}
    encoded = base64.b64encode(job["xml"].encode()).decode()
    response = OneLogin_Saml2_Response(settings, encoded)
    response.is_valid(request, job["request_id"], raise_exceptions=True)
    return response.get_nameid()


def sign(job):
    if "EC" in job["kind"]:
        raise Cannot("its list of signature methods has RSA and DSA only")
    text = job["xml"]
    for element in elements(job["signed"]):
        text = add_sign(text, element, job)
    return text


def add_sign(text, element, job):
    """It signs the root of a document; an Assertion inside is signed alone and put back."""
    root = etree.fromstring(text.encode())
    if element == "Response":
        return decoded(OneLogin_Saml2_Utils.add_sign(text, job["key"], job["certificate"]))
    assertion = root.find(f"{{{SAML}}}Assertion")
    alone = etree.tostring(assertion, with_tail=False).decode()
    signed = decoded(OneLogin_Saml2_Utils.add_sign(alone, job["key"], job["certificate"]))
    root.replace(assertion, etree.fromstring(signed.encode()))
    return etree.tostring(root).decode()


def decoded(signed):
    return signed.decode() if isinstance(signed, bytes) else signed


serve(verify, sign)
