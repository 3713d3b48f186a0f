//! Answers of both services: whatever stands in one with status 200, the clients end with a value or an error.
//! The first byte says which call is answered, the rest is the body.
#![no_main]

mod service;

use std::sync::{LazyLock, Mutex};

use libfuzzer_sys::fuzz_target;
use secrecy::SecretString;
use sso_setup::connector::Holder;
use sso_setup::jumpcloud::JumpCloud;
use sso_setup::mimecast::{Mimecast, Profile};
use time::OffsetDateTime;

const EPOCH: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

static BODY: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Both {
    jumpcloud: JumpCloud,
    mimecast: Mimecast,
    runtime: tokio::runtime::Runtime,
}

static BOTH: LazyLock<Both> = LazyLock::new(|| {
    let url = service::start("", || BODY.lock().unwrap().clone());
    let secret = || SecretString::from("secret");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    Both {
        jumpcloud: JumpCloud::new(url.parse().unwrap(), secret()).unwrap(),
        mimecast: Mimecast::new(url.parse().unwrap(), secret(), secret()).unwrap(),
        runtime: runtime.unwrap(),
    }
});

fuzz_target!(|data: &[u8]| {
    let Some((call, body)) = data.split_first() else {
        return;
    };
    *BODY.lock().unwrap() = body.to_vec();
    let Both {
        jumpcloud,
        mimecast,
        runtime,
    } = &*BOTH;
    runtime.block_on(async {
        match call % 19 {
            0 => drop(jumpcloud.organizations().await),
            1 => drop(jumpcloud.applications().await),
            2 => drop(jumpcloud.application("a1").await),
            3 => drop(jumpcloud.templates().await),
            4 => drop(jumpcloud.groups().await),
            5 => drop(jumpcloud.users().await),
            6 => drop(jumpcloud.find_user("ada@widgets.example").await),
            7 => drop(jumpcloud.group_members("g1").await),
            8 => drop(jumpcloud.bound("a1", Holder::Group).await),
            9 => drop(jumpcloud.delete_application("a1").await),
            10 => drop(mimecast.account().await),
            11 => drop(mimecast.profiles().await),
            12 => drop(mimecast.settings().await),
            13 => drop(mimecast.find_group("Staff").await),
            14 => drop(mimecast.group_members("g1").await),
            15 => drop(mimecast.logons(EPOCH, EPOCH).await),
            16 => drop(mimecast.create_group("Staff").await),
            17 => {
                let insights = jumpcloud.insights().unwrap();
                drop(insights.sign_ins("u1", EPOCH).await);
            }
            _ => drop(mimecast.update_profile(&Profile::draft("p")).await),
        }
    });
});
