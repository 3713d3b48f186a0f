"""The plan of one connector with nothing to do, as an administrator's script would make it: a session for each service,
which keeps its connections, and threads where one thing does not wait for another.

It reads what `sso-setup mimecast plan` reads of a small organisation, and compares what its author cares for. It does none
of the tool's checks (pages that are cut short, people who would be locked out, ids of another object).
"""

import base64
import os
import sys
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor

import requests

JUMPCLOUD = os.environ["SSO_SETUP_JUMPCLOUD_URL"]
MIMECAST = os.environ["SSO_SETUP_MIMECAST_URL"]
SUFFIX = os.environ["IDP_URL_SUFFIX"]
GROUP = "All Staff"
MIMECAST_GROUP = "All Mimecast users"
PROFILE = "JumpCloud SSO"
HOST = "eu-api.mimecast.com"


def main():
    jumpcloud = requests.Session()
    jumpcloud.headers["x-api-key"] = os.environ["JUMPCLOUD_API_KEY"]
    mimecast = requests.Session()

    def read(path, **query):
        answer = jumpcloud.get(JUMPCLOUD + path, params=query, timeout=30)
        answer.raise_for_status()
        return answer

    def ask(path):
        answer = mimecast.post(MIMECAST + path, json={"data": []}, timeout=30)
        answer.raise_for_status()
        document = answer.json()
        if document.get("fail"):
            raise SystemExit(f"{path}: {document['fail']}")
        return document["data"]

    def sign_in():
        form = {
            "grant_type": "client_credentials",
            "client_id": os.environ["MIMECAST_CLIENT_ID"],
            "client_secret": os.environ["MIMECAST_CLIENT_SECRET"],
        }
        answer = mimecast.post(MIMECAST + "/oauth/token", data=form, timeout=30)
        answer.raise_for_status()
        mimecast.headers["Authorization"] = "Bearer " + answer.json()["access_token"]

    def groups_of_mimecast():
        path = "/directory/cloud-gateway/v1/groups"
        answer = mimecast.get(MIMECAST + path, params={"pageSize": 100}, timeout=30)
        answer.raise_for_status()
        return answer.json()["groups"]

    with ThreadPoolExecutor(max_workers=8) as pool:
        organizations = pool.submit(read, "/api/organizations", limit=100)
        applications = pool.submit(read, "/api/applications", limit=100, skip=0, sort="_id")
        groups = pool.submit(read, "/api/v2/usergroups", filter=f"name:eq:{GROUP}", limit=100)
        pool.submit(sign_in).result()
        profiles = pool.submit(ask, "/api/authentication-profile/find-profiles")
        settings = pool.submit(ask, "/api/application-setting/find-settings")
        directory = pool.submit(groups_of_mimecast)

        organization = organizations.result().json()["results"][0]["_id"]
        listed = applications.result().json()["results"]
        own = [one for one in listed if one.get("ssoUrl", "").endswith("/" + SUFFIX)]
        if len(own) != 1:
            raise SystemExit(f"{len(own)} applications have the IdP URL suffix {SUFFIX}")
        application = own[0]["_id"]
        associations = f"/api/v2/applications/{application}/associations"
        bound = pool.submit(read, associations, targets="user_group", limit=100)
        users = pool.submit(read, associations, targets="user", limit=100)
        metadata = pool.submit(
            read, f"/api/organizations/{organization}/applications/{application}/metadata.xml"
        )

        root = ElementTree.fromstring(metadata.result().content)
        certificate = root.find(".//{http://www.w3.org/2000/09/xmldsig#}X509Certificate").text
        certificate = base64.b64decode(certificate)
        config = own[0]["config"]
        [group] = [one for one in groups.result().json() if one["name"] == GROUP]
        holders = {one["to"]["id"] for one in bound.result().json() + users.result().json()}
        [profile] = [one for one in profiles.result() if one["description"] == PROFILE]
        [setting] = [one for one in settings.result() if one["description"] == PROFILE]
        people = {one["id"] for one in directory.result() if one["description"] == MIMECAST_GROUP}

    block = profile["blocks"]["web-apps"]
    differences = [
        name
        for name, same in {
            "active": own[0]["active"] is True,
            "acsUrl": HOST in config["acsUrl"]["value"],
            "spEntityId": HOST in config["spEntityId"]["value"],
            "access": group["id"] in holders,
            "loginUrl": block["loginUrl"] == own[0]["ssoUrl"],
            "issuer": block["issuer"] == root.attrib["entityID"],
            "certificate": base64.b64decode(block["certificate"]) == certificate,
            "enforced": block["enforced"] is True,
            "profile": setting["authenticationProfileId"] == profile["id"],
            "group": setting["groupId"] in people,
        }.items()
        if not same
    ]
    if differences:
        print("differs:", ", ".join(differences))
        return 2
    print("Nothing to do.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
