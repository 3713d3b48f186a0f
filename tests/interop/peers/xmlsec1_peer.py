"""xmlsec1, the program: signatures only; which element they cover is looked at here."""

import subprocess

from lxml import etree

from common import DS, EXCLUSIVE, SAML, SAMLP, Refused, base64_of, elements, serve

IDS = ["--id-attr:ID", f"{SAML}:Assertion", "--id-attr:ID", f"{SAMLP}:Response"]
PATHS = {
    "Response": "/*[local-name()='Response']/*[local-name()='Signature']",
    "Assertion": "/*[local-name()='Response']/*[local-name()='Assertion']/*[local-name()='Signature']",
}


def xmlsec1(*arguments):
    result = subprocess.run(["xmlsec1", *map(str, arguments)], capture_output=True, text=True)
    if result.returncode != 0:
        raise Refused(result.stderr.strip().replace("\n", "; ")[:300])
    return result.stdout


def verify(job):
    document = job["folder"] / "response.xml"
    document.write_text(job["xml"])
    certificate = job["folder"] / "certificate.pem"
    certificate.write_text(job["certificate"])
    root = etree.fromstring(job["xml"].encode())
    for element in elements(job["signed"]):
        kind = "ecdsa" if "EC" in job["kind"] else "rsa"
        xmlsec1(
            "--verify", *IDS, "--enabled-key-data", kind, "--pubkey-cert-pem", certificate, "--node-xpath", PATHS[element], document
        )
        part = root if element == "Response" else root.find(f"{{{SAML}}}Assertion")
        uri = part.find(f"{{{DS}}}Signature/{{{DS}}}SignedInfo/{{{DS}}}Reference").get("URI")
        if uri != "#" + part.get("ID"):
            raise Refused(f"{element}: the signature covers {uri}")
    return root.findtext(f"{{{SAML}}}Assertion/{{{SAML}}}Subject/{{{SAML}}}NameID")


def sign(job):
    method = "ecdsa-sha256" if "EC" in job["kind"] else "rsa-sha256"
    key = job["folder"] / "key.pem"
    key.write_text(job["key"])
    document = job["folder"] / "response.xml"
    signed = job["folder"] / "signed.xml"
    root = etree.fromstring(job["xml"].encode())
    for element in elements(job["signed"]):
        part = root if element == "Response" else root.find(f"{{{SAML}}}Assertion")
        part.find(f"{{{SAML}}}Issuer").addnext(template(part.get("ID"), method, base64_of(job["certificate"])))
        document.write_bytes(etree.tostring(root))
        xmlsec1("--sign", *IDS, "--privkey-pem", key, "--node-xpath", PATHS[element], "--output", signed, document)
        root = etree.fromstring(signed.read_bytes())
    return signed.read_text()


def template(identifier, method, certificate):
    return etree.fromstring(
        f"""<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#{method}"/>
<ds:Reference URI="#{identifier}"><ds:Transforms>
<ds:Transform Algorithm="{DS}enveloped-signature"/><ds:Transform Algorithm="{EXCLUSIVE}"/></ds:Transforms>
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>
<ds:SignatureValue/><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
</ds:Signature>"""
    )


serve(verify, sign)
