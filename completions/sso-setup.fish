# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_sso_setup_global_optspecs
    string join \n o/output= color= v/verbose h/help V/version
end

function __fish_sso_setup_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_sso_setup_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_sso_setup_using_subcommand
    set -l cmd (__fish_sso_setup_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c sso-setup -n "__fish_sso_setup_needs_command" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_needs_command" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_needs_command" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -s V -l version -d 'Print version'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -f -a "mimecast" -d 'Connect JumpCloud and Mimecast'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -f -a "doctor" -d 'Check every prerequisite on both sides, and write nothing'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -f -a "discover" -d 'Find the Mimecast grid and account code from as little as there is'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -f -a "saml" -d 'Look into SAML documents: metadata, responses, requests'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -f -a "sandbox" -d 'Play both services on loopback, to try everything without an account'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -f -a "merge" -d 'Make one report of the documents that the shards of a run over several tenants printed'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -f -a "completions" -d 'Print a completion script'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -f -a "man" -d 'Print the manual page, or write all pages into a folder'
complete -c sso-setup -n "__fish_sso_setup_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l out -d 'With --dry-run: keep the plan in this file too, for apply FILE' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -l dry-run -d 'Show what would change, and change nothing'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "values" -d 'Print the SP values; offline, needs no credentials'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "plan" -d 'Show what would change'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "apply" -d 'Plan again and make the changes'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "verify" -d 'Check what is live on both sides, and in the sandbox sign in; or judge a captured response'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "status" -d 'Show every Mimecast application of the organisation, whoever made it, and what is wrong with each'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "export" -d 'Print a tenants file from what is live, with no credential in it'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "metadata" -d 'Print the IdP metadata document of a connector, or write it to a file'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "worksheet" -d 'Print the Mimecast console steps, every value filled in'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "rotate" -d 'Make a new IdP certificate, and tell Mimecast of it, in one run (those in force, unless --connector names some)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "remove" -d 'Take the connectors out on both sides (all that are set up, unless --connector names some)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "undo" -d 'Put back what the last run changed, an undo included'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "watch" -d 'Wait until somebody signs in (--user EMAIL), and show what both services wrote of it'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and not __fish_seen_subcommand_from values plan apply verify status export metadata worksheet rotate remove undo watch help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from values" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l out -d 'Keep the plan in this file too (mode 0600), for apply FILE; over several tenants in this folder, a file each' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l expect-digest -d 'Refuse any plan but the one with this digest, as `plan` printed it' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l confirm-count -d 'Number of applications that a kept removal is to delete, instead of being asked' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l out -d 'With --dry-run: keep the plan in this file too, for apply FILE' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show what would change, and change nothing'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l response -d 'Judge this captured SAML response by the live metadata and values of the one chosen connector: XML, base64, a form body or a HAR file; - for stdin' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l request-id -d 'The ID of the AuthnRequest that the response answers; without it, it must be IdP-initiated' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l at -d 'Judge the response as of this time instead of now, like 2026-11-24T12:00:00Z' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l all-organizations -d 'Every organisation that the JumpCloud key sees, each for the Mimecast account that its applications name'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l file -d 'Write the document to this file instead of printing it' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from metadata" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l print -d 'Write it as a document to hand to a colleague' -r -f -a "markdown\t'Markdown, with the fields in tables'
html\t'One HTML page'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l out -d 'Over several tenants: write one each into this folder (as HTML, unless --print says otherwise), and an index of them' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from worksheet" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l out -d 'With --dry-run: keep the plan in this file too, for apply FILE' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l dry-run -d 'Show what would change, and change nothing'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l confirm-count -d 'Number of applications that are to be deleted, instead of being asked' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l out -d 'With --dry-run: keep the plan in this file too, for apply FILE' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l deactivate -d 'Switch SSO off and keep the application'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would change, and change nothing'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l confirm-count -d 'Number of applications that are to be deleted, instead of being asked' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l list -d 'List the runs of this tenant, newest first, and change nothing'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l dry-run -d 'Show what would change, and change nothing'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l timeout -d 'How long to wait for the sign-ins' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "values" -d 'Print the SP values; offline, needs no credentials'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "plan" -d 'Show what would change'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "apply" -d 'Plan again and make the changes'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Check what is live on both sides, and in the sandbox sign in; or judge a captured response'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show every Mimecast application of the organisation, whoever made it, and what is wrong with each'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "export" -d 'Print a tenants file from what is live, with no credential in it'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "metadata" -d 'Print the IdP metadata document of a connector, or write it to a file'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "worksheet" -d 'Print the Mimecast console steps, every value filled in'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "rotate" -d 'Make a new IdP certificate, and tell Mimecast of it, in one run (those in force, unless --connector names some)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Take the connectors out on both sides (all that are set up, unless --connector names some)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "undo" -d 'Put back what the last run changed, an undo included'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "watch" -d 'Wait until somebody signs in (--user EMAIL), and show what both services wrote of it'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand mimecast; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l subdomain -d 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l mimecast-host -d 'API host of a grid that is not in the table, like xx-api.mimecast.com' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l jumpcloud-region -d 'JumpCloud data region' -r -f -a "us\t'United States'
eu\t'European Union'
in\t'India'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l jumpcloud-org -d 'JumpCloud organisation, by id or exact name, where the key sees several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l connector -d 'Connector to set up: apps (default), personal-portal, admin-console, or all; repeatable' -r -f -a "apps\t'Desktop applications and integrations; answers every sign-in that starts at Mimecast'
personal-portal\t'The Personal Portal\'s tile'
admin-console\t'The Admin Console\'s tile'
all\t'All three'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l template -d 'JumpCloud catalogue template (default: the one that is Mimecast\'s; saml2 is the custom one)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l label -d 'Label of the tile in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l description -d 'Description of the application in JumpCloud' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l tile-color -d 'Colour of the tile, one of JumpCloud\'s twelve, like #006CAC' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l tile-logo -d 'Image of the tile: png, jpg or svg, at most 100 KB' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l hidden -d 'Hide the tile in the user portal (--hidden=false shows it again)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l idp-url-suffix -d 'Last part of the IdP URL; it cannot be changed later' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l idp-entity-id -d 'IdP entity ID (default: the template\'s, or the IdP URL)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l sp-entity-id -d 'SP entity ID, where Mimecast\'s console shows another than API-HOST.ACCOUNT-CODE' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l attribute -d 'Constant attribute to send; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l user-attribute -d 'User attribute to send, from a JumpCloud user property; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l group -d 'JumpCloud user group that may sign in; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l user -d 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l profile -d 'Mimecast Authentication Profile' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l application-setting -d 'Mimecast Application Setting' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l mimecast-group -d 'Mimecast group that the application setting applies to' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l pilot -d 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l enforce -d 'SAML block to enforce instead of those that follow from the connectors; repeatable' -r -f -a "admin-console\t'Everyone with an administrator role, in any web application'
web-apps\t'Everyone else in the web applications; a must for the Personal Portal'
end-user-apps\t'Outlook, mobile, Mac and everything that uses the API as a user: ends password sign-in there'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l block -d 'Connector that a block takes its IdP from; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l logout-url -d 'Where people go after signing out of Mimecast' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l metadata-url -d 'Metadata URL that needs no credentials, from the console\'s Copy Metadata URL button' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l tenants -d 'TOML file of tenants, each with its options and where its credentials are to be had' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l tenant -d 'Tenant of the tenants file that this run is about, where it has several' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l only -d 'Tenants of the tenants file that a run over several is about (default: all of them); repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l jobs -d 'How many tenants are worked on at the same time' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l shard -d 'Only the Kth of N parts of the tenants, as 2/4: which tenants are in it follows from their names' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l jumpcloud-url -d 'Base address of JumpCloud (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l jumpcloud-oauth-url -d 'Base address of what gives a JumpCloud service account its tokens (default: the region\'s)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l mimecast-mode -d 'How Mimecast\'s profiles and settings are changed' -r -f -a "auto\t'`api` with the sandbox or a loopback address, `worksheet` otherwise'
api\t'Through the profile API (the sandbox, or a gateway that offers one)'
worksheet\t'By a person: the exact console steps are printed'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l admin -d 'Administrator who must still be able to sign in when SAML is enforced for administrators' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l allow -d 'Override a guard by name (user-lockout=N: for at most N people); repeatable' -r -f -a "grid-mismatch\t'The account code belongs to another grid'
metadata-unfit\t'IdP metadata that Mimecast could not use'
certificate-expiring\t'An IdP certificate that is about to expire'
admin-lockout\t'Administrators could lose their way in'
user-lockout\t'People of the setting\'s Mimecast group could lose their way in'
people-unread\t'Who could sign in, or whom SAML would be enforced for, could not be read'
sign-in-broken\t'Sign-in from Mimecast, or from a tile that is relied on, would not work'
sign-in-unproven\t'Sign-in that nobody has seen work would be put in force for more than a few people'
default-profile\t'A profile or setting that the whole account depends on'
replace-application\t'An application would be made anew under another IdP URL'
foreign-object\t'Somebody else\'s application carries the same SP values'
changed-since\t'An object was changed by other hands since the run that is to be undone'
certificate-gone\t'A certificate that JumpCloud replaced cannot be brought back'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l confirm-step -d 'Confirm that the human step with this id was carried out; repeatable' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l propagation -d 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l journal -d 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l attestations -d 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l skip -d 'Answer this question of the prompt with nothing, so that it is not asked; repeatable' -r -f -a "group\t'No JumpCloud group is given access'
mimecast-group\t'No Mimecast group is named: the application setting exists already'
pilot\t'Nobody tries it first'
admin\t'No administrator is named who is to be able to sign in'
backup-administrator\t'It is not confirmed that an administrator outside the profile can sign in'
metadata-url\t'Mimecast is given no metadata URL'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l create-groups -d 'Create user groups that do not exist'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l pilot-only -d 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l fail-fast -d 'Begin no further tenant once one has failed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l trust-tenants-file -d 'Run the commands and read the files that the tenants file names'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -s y -l yes -d 'Do not ask whether to make the changes; overrides no guard'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l no-input -d 'Never ask anything, even at a terminal'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -l detailed-exitcode -d 'Exit with 2 when changes or human steps are pending'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -l account-code -d 'Mimecast account code, like CUK1A1; alone it finds the subdomain' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -l mimecast-gateway -d 'Mimecast API gateway' -r -f -a "global\t'Global, with automatic failover; may process in another region'
uk\t'United Kingdom; data stays, no failover'
us\t'United States; data stays, no failover'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -l domain -d 'Domain of your mail addresses: its public MX records name the grid' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -l mimecast-url -d 'Base address of Mimecast\'s API (https, or http to loopback)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -l credentials -d 'File with credentials, readable by its owner only (mode 0600)' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, for a proxy that inspects TLS or a gateway of your own' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -l dns -d 'Resolver to ask for MX records instead of this system\'s, like 192.0.2.53 or 127.0.0.1:5353' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -l sandbox -d 'Play both services in this process; real credentials and addresses in the environment are ignored'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand discover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and not __fish_seen_subcommand_from inspect check help" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, where a document is fetched from an address' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and not __fish_seen_subcommand_from inspect check help" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and not __fish_seen_subcommand_from inspect check help" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and not __fish_seen_subcommand_from inspect check help" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and not __fish_seen_subcommand_from inspect check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and not __fish_seen_subcommand_from inspect check help" -f -a "inspect" -d 'Say what IdP metadata, a SAML response or an AuthnRequest contains, without judging it'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and not __fish_seen_subcommand_from inspect check help" -f -a "check" -d 'Judge a SAML response by every rule; exit code 0 only if all of them pass'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and not __fish_seen_subcommand_from inspect check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from inspect" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, where a document is fetched from an address' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from inspect" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from inspect" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from inspect" -l strict -d 'Hold IdP metadata against the rules, and exit with 1 when one fails'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from inspect" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from check" -l metadata -d 'The metadata of the IdP that is trusted' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from check" -l acs -d 'The ACS URL that the response must be for' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from check" -l audience -d 'The SP entity ID that the response must be for' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from check" -l request-id -d 'The ID of the AuthnRequest that was answered; without it, nobody may have asked (IdP-initiated)' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from check" -l at -d 'Judge as of this time instead of now, like 2026-11-24T12:00:00Z' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from check" -l ca-file -d 'CA certificates (PEM) to trust beside the system\'s, where a document is fetched from an address' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from check" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from check" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from help" -f -a "inspect" -d 'Say what IdP metadata, a SAML response or an AuthnRequest contains, without judging it'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from help" -f -a "check" -d 'Judge a SAML response by every rule; exit code 0 only if all of them pass'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand saml; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -l listen -d 'Loopback address and port to listen on; port 0 takes a free one' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -l state -d 'Keep the state in this file, and go on from it' -r -F
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -l latency -d 'Hold back each answer of the two services, like 50ms' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -l rate -d 'Let each key or API client make this many requests a second at each service; more are answered with 429' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -l propagation -d 'Act this late on changed profiles and settings, as Mimecast does, like 15m' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -l fault -d 'Let something go wrong on purpose, like 503,at=7; can be given several times' -r
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -l quirk -d 'Let a service do what it was seen to do now and then; can be given several times' -r -f -a "ids-change\t'Mimecast gives each object another id at each answer, and takes every id that it ever gave'
idp-ignores-acs\t'JumpCloud answers at an application\'s default ACS URL, whichever one a request names'
keys-only\t'JumpCloud\'s metadata documents and Directory Insights take an API key only, and no service account\'s token'
no-group-lists\t'Mimecast\'s gateway does not have the newer addresses that list groups and their members: they answer 404'
outcome-absent\t'JumpCloud\'s sso_auth events do not say what came of them, as in its published specification'
outcome-text\t'JumpCloud\'s sso_auth events say what came of them as text, "true" or "false"'
second-step\t'JumpCloud asks for a second step before its first answer to somebody, and writes an event of it'
sp-names-no-acs\t'Mimecast\'s requests do not name the ACS URL that they want the answer at'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand sandbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand merge" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand merge" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand merge" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand completions" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand completions" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand completions" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand man" -s o -l output -d 'Output format' -r -f -a "human\t'For people: aligned, coloured on a terminal'
json\t'Exactly one JSON document, also on failure'
jsonl\t'JSON on one line; of a run over several tenants, one line a tenant as it ends'
github\t'GitHub Actions: workflow commands, a step summary, and the outputs of the step'
junit\t'JUnit\'s XML, for GitLab, Azure Pipelines and Jenkins'"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand man" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c sso-setup -n "__fish_sso_setup_using_subcommand man" -s v -l verbose -d 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and not __fish_seen_subcommand_from mimecast doctor discover saml sandbox merge completions man help" -f -a "mimecast" -d 'Connect JumpCloud and Mimecast'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and not __fish_seen_subcommand_from mimecast doctor discover saml sandbox merge completions man help" -f -a "doctor" -d 'Check every prerequisite on both sides, and write nothing'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and not __fish_seen_subcommand_from mimecast doctor discover saml sandbox merge completions man help" -f -a "discover" -d 'Find the Mimecast grid and account code from as little as there is'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and not __fish_seen_subcommand_from mimecast doctor discover saml sandbox merge completions man help" -f -a "saml" -d 'Look into SAML documents: metadata, responses, requests'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and not __fish_seen_subcommand_from mimecast doctor discover saml sandbox merge completions man help" -f -a "sandbox" -d 'Play both services on loopback, to try everything without an account'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and not __fish_seen_subcommand_from mimecast doctor discover saml sandbox merge completions man help" -f -a "merge" -d 'Make one report of the documents that the shards of a run over several tenants printed'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and not __fish_seen_subcommand_from mimecast doctor discover saml sandbox merge completions man help" -f -a "completions" -d 'Print a completion script'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and not __fish_seen_subcommand_from mimecast doctor discover saml sandbox merge completions man help" -f -a "man" -d 'Print the manual page, or write all pages into a folder'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and not __fish_seen_subcommand_from mimecast doctor discover saml sandbox merge completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "values" -d 'Print the SP values; offline, needs no credentials'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "plan" -d 'Show what would change'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "apply" -d 'Plan again and make the changes'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "verify" -d 'Check what is live on both sides, and in the sandbox sign in; or judge a captured response'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "status" -d 'Show every Mimecast application of the organisation, whoever made it, and what is wrong with each'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "export" -d 'Print a tenants file from what is live, with no credential in it'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "metadata" -d 'Print the IdP metadata document of a connector, or write it to a file'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "worksheet" -d 'Print the Mimecast console steps, every value filled in'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "rotate" -d 'Make a new IdP certificate, and tell Mimecast of it, in one run (those in force, unless --connector names some)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "remove" -d 'Take the connectors out on both sides (all that are set up, unless --connector names some)'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "undo" -d 'Put back what the last run changed, an undo included'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from mimecast" -f -a "watch" -d 'Wait until somebody signs in (--user EMAIL), and show what both services wrote of it'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from saml" -f -a "inspect" -d 'Say what IdP metadata, a SAML response or an AuthnRequest contains, without judging it'
complete -c sso-setup -n "__fish_sso_setup_using_subcommand help; and __fish_seen_subcommand_from saml" -f -a "check" -d 'Judge a SAML response by every rule; exit code 0 only if all of them pass'
