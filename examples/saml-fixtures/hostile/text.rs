//! Text that one reader takes whole and another in part: comments, white space, characters that look alike.

use super::super::draft::{Draft, IDP, SP, Signer, USER};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;

const DUO: &str = "documented: CVE-2017-11427 and its kin, comments that cut a text in two";

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let both = |draft: Draft| draft.sign_assertion(&signer).sign_response(&signer);
    let signed = |from: &str, to: &str| both(Draft::new().edit(from, to)).finish();
    let name_id = format!(">{USER}<");
    let audience = format!(">{SP}<");
    let issuer = format!("<saml:Issuer>{IDP}<");
    vec![
        hostile(
            "comment-in-name-id",
            "name-id",
            "A comment cuts the NameID: the first part alone is another user.",
            both(Draft::new().edit(&name_id, ">alice@example.com.evil.example<"))
                .edit(
                    ">alice@example.com.evil.example<",
                    ">alice@example.com<!-- -->.evil.example<",
                )
                .finish(),
        )
        .documented(DUO),
        hostile(
            "comment-before-name-id",
            "name-id",
            "A comment stands before the NameID's text.",
            both(Draft::new())
                .edit(&name_id, &format!("><!-- -->{USER}<"))
                .finish(),
        ),
        hostile(
            "comment-after-name-id",
            "name-id",
            "A comment stands after the NameID's text.",
            both(Draft::new())
                .edit(&name_id, &format!(">{USER}<!-- --><"))
                .finish(),
        ),
        hostile(
            "comment-and-cdata-in-name-id",
            "name-id",
            "A comment between a text and a CDATA section of the NameID.",
            both(Draft::new())
                .edit(&name_id, ">alice<!-- --><![CDATA[@example.com]]><")
                .finish(),
        ),
        hostile(
            "comment-in-audience",
            "audience",
            "A comment cuts the Audience.",
            both(Draft::new())
                .edit(&audience, ">eu-api.mimecast.com<!-- -->.CUK1A1<")
                .finish(),
        )
        .documented(DUO),
        hostile(
            "comment-in-assertion-issuer",
            "issuer",
            "A comment cuts the Assertion's Issuer.",
            both(Draft::new())
                .edit(
                    &issuer,
                    "<saml:Issuer>https://sso.jumpcloud.com<!-- -->/widgets<",
                )
                .finish(),
        )
        .documented(DUO),
        hostile(
            "comment-in-response-issuer",
            "issuer",
            "A comment cuts the Response's Issuer.",
            both(Draft::new())
                .edit(
                    &format!("assertion\">{IDP}<"),
                    "assertion\">https://sso.jumpcloud.com<!-- -->/widgets<",
                )
                .finish(),
        )
        .documented(DUO),
        hostile(
            "element-in-name-id",
            "name-id",
            "An element stands in the NameID, signed.",
            signed(
                &name_id,
                &format!("><x:y xmlns:x=\"urn:example:x\">evil</x:y>{USER}<"),
            ),
        ),
        hostile(
            "element-in-audience",
            "audience",
            "An element stands in the Audience, signed.",
            signed(
                &audience,
                &format!(">{SP}<x:y xmlns:x=\"urn:example:x\"></x:y><"),
            ),
        ),
        hostile(
            "element-in-issuer",
            "issuer",
            "An element stands in the Issuer, signed.",
            signed(
                &issuer,
                &format!("<saml:Issuer>{IDP}<x:y xmlns:x=\"urn:example:x\"></x:y><"),
            ),
        ),
        no_address(
            "white-space-around-name-id",
            "White space around the NameID: some readers trim it, others do not.",
            signed(&name_id, &format!(">\n  {USER}\n<")),
        ),
        no_address(
            "white-space-in-name-id",
            "A space in the NameID.",
            signed(&name_id, ">alice @example.com<"),
        ),
        no_address(
            "no-break-space-in-name-id",
            "A no-break space after the NameID.",
            signed(&name_id, ">alice@example.com\u{a0}<"),
        ),
        no_address(
            "line-end-reference-in-name-id",
            "A line end in the NameID, as a reference.",
            signed(&name_id, ">alice@example.com&#xD;<"),
        ),
        no_address(
            "empty-name-id",
            "The NameID is empty.",
            signed(&name_id, "><"),
        ),
        no_address(
            "white-space-name-id",
            "The NameID is white space.",
            signed(&name_id, "> \n <"),
        ),
        no_address(
            "not-an-address",
            "The NameID is no e-mail address.",
            signed(&name_id, ">alice<"),
        ),
        no_address(
            "address-without-user",
            "The NameID has nothing before its @.",
            signed(&name_id, ">@example.com<"),
        ),
        no_address(
            "address-without-domain",
            "The NameID has nothing after its @.",
            signed(&name_id, ">alice@<"),
        ),
        no_address(
            "two-addresses",
            "The NameID holds two addresses.",
            signed(&name_id, ">alice@example.com,bob@example.com<"),
        ),
        no_address(
            "address-with-two-at",
            "The NameID has two @.",
            signed(&name_id, ">alice@example.com@evil.example<"),
        ),
        no_address(
            "bidirectional-name-id",
            "The NameID holds a character that turns the direction of writing, and shows as another address.",
            signed(&name_id, ">alice@\u{202e}moc.elpmaxe<"),
        ),
        no_address(
            "zero-width-name-id",
            "The NameID holds a character that takes no room, and shows as another address.",
            signed(&name_id, ">ali\u{200b}ce@example.com<"),
        ),
        hostile(
            "white-space-around-audience",
            "audience",
            "White space around the Audience.",
            signed(&audience, &format!("> {SP} <")),
        ),
        hostile(
            "white-space-around-issuer",
            "issuer",
            "White space around the Assertion's Issuer.",
            signed(&issuer, &format!("<saml:Issuer> {IDP} <")),
        ),
        hostile(
            "audience-in-other-case",
            "audience",
            "The Audience in another case.",
            signed(&audience, ">EU-API.mimecast.com.cuk1a1<"),
        ),
        hostile(
            "issuer-in-other-case",
            "issuer",
            "The Issuer in another case.",
            signed(&issuer, "<saml:Issuer>https://sso.jumpcloud.com/Widgets<"),
        ),
        hostile(
            "look-alike-audience",
            "audience",
            "The Audience with a letter of another script.",
            signed(&audience, ">eu-\u{430}pi.mimecast.com.CUK1A1<"),
        ),
    ]
}

/// A NameID that is text, and no e-mail address: its Format is what it is.
fn no_address(name: &'static str, what: &'static str, document: String) -> Fixture {
    hostile(name, "name-id", what, document).alone()
}
