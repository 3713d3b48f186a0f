//! An undo from a journal that a secret was taken out of.

use crate::proxy::{Rig, expect};
use crate::secrets::Secrets;

/// A description that holds a key is not in the journal; what stands in its place is written to nobody.
#[test]
fn what_stands_for_a_secret_in_a_journal_is_not_put_back() {
    let rig = Rig::start();
    rig.run("mimecast --group 'All Staff' --yes", 0);
    let (_, listed) = rig.jumpcloud("GET", "/api/applications", None);
    let applications = listed["results"].as_array().unwrap();
    let ours = |a: &&serde_json::Value| a["displayLabel"] == "Mimecast";
    let id = applications.iter().find(ours).unwrap()["_id"].clone();
    let path = format!("/api/applications/{}", id.as_str().unwrap());
    let (_, mut application) = rig.jumpcloud("GET", &path, None);
    let key = rig.credentials["JUMPCLOUD_API_KEY"].clone();
    application["description"] = format!("the key is {key}").into();
    let (status, _) = rig.jumpcloud("PUT", &path, Some(&application));
    assert_eq!(status, 200);
    rig.run(
        "mimecast apply --group 'All Staff' --description Changed --yes",
        0,
    );
    let description = || rig.jumpcloud("GET", &path, None).1["description"].clone();
    assert_eq!(description(), "Changed");
    for line in [
        "mimecast undo --yes",
        "mimecast undo --yes --allow changed-since",
    ] {
        let refused = expect(&mut rig.command(line), 3);
        Secrets::of(&rig).not_printed(line, &refused);
        let told = String::from_utf8_lossy(&refused.stderr).into_owned()
            + &String::from_utf8_lossy(&refused.stdout);
        assert!(told.contains("\"Mimecast\" cannot be put back"), "{told}");
        assert!(told.contains("description held a secret"), "{told}");
        assert_eq!(description(), "Changed");
    }
    Secrets::of(&rig).not_written("the journal", rig.kept.path());
}
