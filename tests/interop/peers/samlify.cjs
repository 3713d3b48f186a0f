// samlify, as a service provider and with its signing primitive.
"use strict";

const { Cannot, base64Of, elements, load, serve } = require("./common.cjs");
const samlify = load("samlify");

// It wants a schema validator and brings none.
samlify.setSchemaValidator({ validate: async () => "not validated against the schema" });

const POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
const TRANSFORMS = ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", EXCLUSIVE];
const XPATHS = {
  Response: "/*[local-name(.)='Response']",
  Assertion: "/*[local-name(.)='Response']/*[local-name(.)='Assertion']",
};

async function verify(job) {
  if (job.kind === "EC") throw new Cannot("its signature library, xml-crypto, has no ECDSA");
  const idp = samlify.IdentityProvider({
    entityID: job.idp,
    signingCert: base64Of(job.certificate),
    requestSignatureAlgorithm: RSA_SHA256,
    singleSignOnService: [{ Binding: POST, Location: "https://sso.jumpcloud.com/saml2/mimecast" }],
  });
  const sp = samlify.ServiceProvider({
    entityID: job.audience,
    wantMessageSigned: job.signed !== "assertion",
    assertionConsumerService: [{ Binding: POST, Location: job.acs }],
  });
  const SAMLResponse = Buffer.from(job.xml).toString("base64");
  const { extract } = await sp.parseLoginResponse(idp, "post", { body: { SAMLResponse } });
  return extract.nameID;
}

function sign(job) {
  if (job.kind === "EC") throw new Cannot("its signature library, xml-crypto, has no ECDSA");
  let text = job.xml;
  for (const element of elements(job.signed)) {
    text = samlify.SamlLib.constructSAMLSignature({
      rawSamlMessage: text,
      referenceTagXPath: XPATHS[element],
      privateKey: job.key,
      signingCert: base64Of(job.certificate),
      signatureAlgorithm: RSA_SHA256,
      transformationAlgorithms: TRANSFORMS,
      isBase64Output: false,
      signatureConfig: {
        prefix: "ds",
        location: { reference: `${XPATHS[element]}/*[local-name(.)='Issuer']`, action: "after" },
      },
    });
  }
  return text;
}

serve(verify, sign);
