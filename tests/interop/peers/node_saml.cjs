// @node-saml/node-saml, as a service provider; it signs with its own post-signing helper.
"use strict";

const { Cannot, elements, load, serve } = require("./common.cjs");
const { SAML, ValidateInResponseTo } = load("@node-saml/node-saml");
const { signXml } = load("@node-saml/node-saml/lib/xml");

const XPATHS = {
  Response: "/*[local-name(.)='Response']",
  Assertion: "/*[local-name(.)='Response']/*[local-name(.)='Assertion']",
};

async function verify(job) {
  if (job.kind === "EC") throw new Cannot("its signature library, xml-crypto, has no ECDSA");
  const saml = new SAML({
    issuer: job.audience,
    callbackUrl: job.acs,
    idpCert: job.certificate,
    idpIssuer: job.idp,
    audience: job.audience,
    wantAssertionsSigned: job.signed !== "response",
    wantAuthnResponseSigned: job.signed !== "assertion",
    validateInResponseTo: job.request_id === null ? ValidateInResponseTo.never : ValidateInResponseTo.always,
  });
  if (job.request_id !== null) {
    await saml.cacheProvider.saveAsync(job.request_id, new Date().toISOString());
  }
  const SAMLResponse = Buffer.from(job.xml).toString("base64");
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse });
  return profile.nameID;
}

function sign(job) {
  if (job.kind === "EC") throw new Cannot("its signature library, xml-crypto, has no ECDSA");
  let text = job.xml;
  for (const element of elements(job.signed)) {
    text = signXml(
      text,
      XPATHS[element],
      { reference: `${XPATHS[element]}/*[local-name(.)='Issuer']`, action: "after" },
      { privateKey: job.key, publicCert: job.certificate, signatureAlgorithm: "sha256", digestAlgorithm: "sha256" },
    );
  }
  return text;
}

serve(verify, sign);
