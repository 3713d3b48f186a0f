"""signxml: signatures only; which element they cover is looked at here."""

from lxml import etree
from signxml import XMLSigner, XMLVerifier
from signxml.algorithms import CanonicalizationMethod, SignatureConstructionMethod
from signxml.verifier import SignatureConfiguration

from common import DS, SAML, SAMLP, Refused, elements, serve

PATHS = {"Response": "./", "Assertion": f"./{{{SAML}}}Assertion/"}


def verify(job):
    root = etree.fromstring(job["xml"].encode())
    covered = {}
    for element in elements(job["signed"]):
        result = XMLVerifier().verify(
            root,
            x509_cert=job["certificate"],
            id_attribute="ID",
            expect_config=SignatureConfiguration(location=PATHS[element]),
        )
        covered[element] = result.signed_xml
        namespace = SAML if element == "Assertion" else SAMLP
        if result.signed_xml.tag != f"{{{namespace}}}{element}":
            raise Refused(f"{element}: the signature covers {result.signed_xml.tag}")
    trusted = covered.get("Response", covered.get("Assertion"))
    return trusted.findtext(f".//{{{SAML}}}Subject/{{{SAML}}}NameID")


def sign(job):
    root = etree.fromstring(job["xml"].encode())
    for element in elements(job["signed"]):
        part = root if element == "Response" else root.find(f"{{{SAML}}}Assertion")
        place = etree.Element(f"{{{DS}}}Signature", nsmap={"ds": DS}, Id="placeholder")
        part.find(f"{{{SAML}}}Issuer").addnext(place)
        signer = XMLSigner(
            method=SignatureConstructionMethod.enveloped,
            signature_algorithm="ecdsa-sha256" if "EC" in job["kind"] else "rsa-sha256",
            digest_algorithm="sha256",
            c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
        )
        signed = signer.sign(
            part, key=job["key"], cert=job["certificate"], reference_uri=part.get("ID"), id_attribute="ID"
        )
        if element == "Response":
            root = signed
        else:
            root.replace(part, signed)
    return etree.tostring(root).decode()


serve(verify, sign)
