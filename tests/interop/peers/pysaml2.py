"""pysaml2, as a service provider and as an identity provider."""

import base64

from saml2 import BINDING_HTTP_POST, samlp
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.saml import NAMEID_FORMAT_EMAILADDRESS
from saml2.sigver import pre_signature_part, security_context
from saml2.xmldsig import DIGEST_SHA256, SIG_ECDSA_SHA256, SIG_RSA_SHA256

from common import Refused, base64_of, elements, serve

METADATA = """<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{idp}">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
<ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso.jumpcloud.com/saml2/mimecast"/>
</md:IDPSSODescriptor></md:EntityDescriptor>"""


def configuration(job):
    metadata = METADATA.format(idp=job["idp"], certificate=base64_of(job["certificate"]))
    return {
        "entityid": job["audience"],
        "metadata": {"inline": [metadata]},
        "service": {
            "sp": {
                "endpoints": {"assertion_consumer_service": [(job["acs"], BINDING_HTTP_POST)]},
                "name_id_format": [NAMEID_FORMAT_EMAILADDRESS],
                "allow_unsolicited": job["request_id"] is None,
                "want_assertions_signed": job["signed"] != "response",
                "want_response_signed": job["signed"] != "assertion",
            }
        },
        "allow_unknown_attributes": True,
    }


def verify(job):
    client = Saml2Client(config=SPConfig().load(configuration(job)))
    outstanding = {} if job["request_id"] is None else {job["request_id"]: "/"}
    encoded = base64.b64encode(job["xml"].encode()).decode()
    answer = client.parse_authn_request_response(encoded, BINDING_HTTP_POST, outstanding)
    if answer is None:
        raise Refused("no answer")
    return answer.get_subject().text


def sign(job):
    key = job["folder"] / "key.pem"
    key.write_text(job["key"])
    certificate = job["folder"] / "certificate.pem"
    certificate.write_text(job["certificate"])
    settings = SPConfig().load(
        {
            "entityid": job["idp"],
            "service": {"sp": {"endpoints": {"assertion_consumer_service": [("https://sp.example.com", BINDING_HTTP_POST)]}}},
            "key_file": str(key),
            "cert_file": str(certificate),
        }
    )
    security = security_context(settings)
    method = SIG_ECDSA_SHA256 if "EC" in job["kind"] else SIG_RSA_SHA256
    response = samlp.response_from_string(job["xml"])
    parts = {"Assertion": response.assertion[0], "Response": response}
    for number, element in enumerate(elements(job["signed"]), 1):
        part = parts[element]
        part.signature = pre_signature_part(part.id, base64_of(job["certificate"]), number, DIGEST_SHA256, method)
    text = str(response)
    for element in elements(job["signed"]):
        part = parts[element]
        name = f"{part.c_namespace}:{part.c_tag}"
        text = security.sign_statement(text, name, key_file=str(key), node_id=part.id)
    return text


serve(verify, sign)
