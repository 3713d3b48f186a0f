
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'sso-setup' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'sso-setup'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'sso-setup' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('mimecast', 'mimecast', [CompletionResultType]::ParameterValue, 'Connect JumpCloud and Mimecast')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check every prerequisite on both sides, and write nothing')
            [CompletionResult]::new('discover', 'discover', [CompletionResultType]::ParameterValue, 'Find the Mimecast grid and account code from as little as there is')
            [CompletionResult]::new('saml', 'saml', [CompletionResultType]::ParameterValue, 'Look into SAML documents: metadata, responses, requests')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Play both services on loopback, to try everything without an account')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write all pages into a folder')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sso-setup;mimecast' {
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, and change nothing')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('values', 'values', [CompletionResultType]::ParameterValue, 'Print the SP values; offline, needs no credentials')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would change')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Plan again and make the changes')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check what is live on both sides, and in the sandbox sign in; or judge a captured response')
            [CompletionResult]::new('metadata', 'metadata', [CompletionResultType]::ParameterValue, 'Print the IdP metadata document of a connector, or write it to a file')
            [CompletionResult]::new('worksheet', 'worksheet', [CompletionResultType]::ParameterValue, 'Print the Mimecast console steps, every value filled in')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Make a new IdP certificate, and tell Mimecast of it, in one run')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take the connectors out on both sides (all that are set up, unless --connector names some)')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Put back what the last run changed, an undo included')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Wait until somebody signs in (--user EMAIL), and show what both services wrote of it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sso-setup;mimecast;values' {
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;mimecast;plan' {
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;mimecast;apply' {
            [CompletionResult]::new('--expect-digest', '--expect-digest', [CompletionResultType]::ParameterName, 'Refuse any plan but the one with this digest, as `plan` printed it')
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, and change nothing')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;mimecast;verify' {
            [CompletionResult]::new('--response', '--response', [CompletionResultType]::ParameterName, 'Judge this captured SAML response by the live metadata and values of the one chosen connector: XML, base64, a form body or a HAR file; - for stdin')
            [CompletionResult]::new('--request-id', '--request-id', [CompletionResultType]::ParameterName, 'The ID of the AuthnRequest that the response answers; without it, it must be IdP-initiated')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Judge the response as of this time instead of now, like 2026-11-24T12:00:00Z')
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;mimecast;metadata' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Write the document to this file instead of printing it')
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;mimecast;worksheet' {
            [CompletionResult]::new('--print', '--print', [CompletionResultType]::ParameterName, 'Write it as a document to hand to a colleague')
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;mimecast;rotate' {
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, and change nothing')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;mimecast;remove' {
            [CompletionResult]::new('--confirm-count', '--confirm-count', [CompletionResultType]::ParameterName, 'Number of applications that are to be deleted, instead of being asked')
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--deactivate', '--deactivate', [CompletionResultType]::ParameterName, 'Switch SSO off and keep the application')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, and change nothing')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;mimecast;undo' {
            [CompletionResult]::new('--confirm-count', '--confirm-count', [CompletionResultType]::ParameterName, 'Number of applications that are to be deleted, instead of being asked')
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the runs of this tenant, newest first, and change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, and change nothing')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;mimecast;watch' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the sign-ins')
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;mimecast;help' {
            [CompletionResult]::new('values', 'values', [CompletionResultType]::ParameterValue, 'Print the SP values; offline, needs no credentials')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would change')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Plan again and make the changes')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check what is live on both sides, and in the sandbox sign in; or judge a captured response')
            [CompletionResult]::new('metadata', 'metadata', [CompletionResultType]::ParameterValue, 'Print the IdP metadata document of a connector, or write it to a file')
            [CompletionResult]::new('worksheet', 'worksheet', [CompletionResultType]::ParameterValue, 'Print the Mimecast console steps, every value filled in')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Make a new IdP certificate, and tell Mimecast of it, in one run')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take the connectors out on both sides (all that are set up, unless --connector names some)')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Put back what the last run changed, an undo included')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Wait until somebody signs in (--user EMAIL), and show what both services wrote of it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sso-setup;mimecast;help;values' {
            break
        }
        'sso-setup;mimecast;help;plan' {
            break
        }
        'sso-setup;mimecast;help;apply' {
            break
        }
        'sso-setup;mimecast;help;verify' {
            break
        }
        'sso-setup;mimecast;help;metadata' {
            break
        }
        'sso-setup;mimecast;help;worksheet' {
            break
        }
        'sso-setup;mimecast;help;rotate' {
            break
        }
        'sso-setup;mimecast;help;remove' {
            break
        }
        'sso-setup;mimecast;help;undo' {
            break
        }
        'sso-setup;mimecast;help;watch' {
            break
        }
        'sso-setup;mimecast;help;help' {
            break
        }
        'sso-setup;doctor' {
            [CompletionResult]::new('--subdomain', '--subdomain', [CompletionResultType]::ParameterName, 'Mimecast subdomain: eu, de, us, usb, ca, za, au, jer or uspcom')
            [CompletionResult]::new('--connector', '--connector', [CompletionResultType]::ParameterName, 'Connector to set up: apps (default), personal-portal, admin-console; repeatable')
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--mimecast-host', '--mimecast-host', [CompletionResultType]::ParameterName, 'API host of a grid that is not in the table, like xx-api.mimecast.com')
            [CompletionResult]::new('--jumpcloud-region', '--jumpcloud-region', [CompletionResultType]::ParameterName, 'JumpCloud data region')
            [CompletionResult]::new('--jumpcloud-org', '--jumpcloud-org', [CompletionResultType]::ParameterName, 'JumpCloud organisation, by id or exact name, where the key sees several')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'JumpCloud catalogue template (default: the one that is Mimecast''s; saml2 is the custom one)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the tile in JumpCloud')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'Description of the application in JumpCloud')
            [CompletionResult]::new('--tile-color', '--tile-color', [CompletionResultType]::ParameterName, 'Colour of the tile, one of JumpCloud''s twelve, like #006CAC')
            [CompletionResult]::new('--tile-logo', '--tile-logo', [CompletionResultType]::ParameterName, 'Image of the tile: png, jpg or svg, at most 100 KB')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hide the tile in the user portal (--hidden=false shows it again)')
            [CompletionResult]::new('--idp-url-suffix', '--idp-url-suffix', [CompletionResultType]::ParameterName, 'Last part of the IdP URL; it cannot be changed later')
            [CompletionResult]::new('--idp-entity-id', '--idp-entity-id', [CompletionResultType]::ParameterName, 'IdP entity ID (default: the template''s, or the IdP URL)')
            [CompletionResult]::new('--sp-entity-id', '--sp-entity-id', [CompletionResultType]::ParameterName, 'SP entity ID, where Mimecast''s console shows another than API-HOST.ACCOUNT-CODE')
            [CompletionResult]::new('--attribute', '--attribute', [CompletionResultType]::ParameterName, 'Constant attribute to send; repeatable')
            [CompletionResult]::new('--user-attribute', '--user-attribute', [CompletionResultType]::ParameterName, 'User attribute to send, from a JumpCloud user property; repeatable')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'JumpCloud user group that may sign in; repeatable')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Single JumpCloud user who may sign in, by e-mail; with watch, whose sign-in to wait for; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Mimecast Authentication Profile')
            [CompletionResult]::new('--application-setting', '--application-setting', [CompletionResultType]::ParameterName, 'Mimecast Application Setting')
            [CompletionResult]::new('--mimecast-group', '--mimecast-group', [CompletionResultType]::ParameterName, 'Mimecast group that the application setting applies to')
            [CompletionResult]::new('--pilot', '--pilot', [CompletionResultType]::ParameterName, 'People who try it first, by e-mail: made members of the group that the setting applies to, which is created if it is not there; repeatable')
            [CompletionResult]::new('--enforce', '--enforce', [CompletionResultType]::ParameterName, 'SAML block to enforce instead of those that follow from the connectors; repeatable')
            [CompletionResult]::new('--block', '--block', [CompletionResultType]::ParameterName, 'Connector that a block takes its IdP from; repeatable')
            [CompletionResult]::new('--logout-url', '--logout-url', [CompletionResultType]::ParameterName, 'Where people go after signing out of Mimecast')
            [CompletionResult]::new('--metadata-url', '--metadata-url', [CompletionResultType]::ParameterName, 'Metadata URL that needs no credentials, from the console''s Copy Metadata URL button')
            [CompletionResult]::new('--jumpcloud-url', '--jumpcloud-url', [CompletionResultType]::ParameterName, 'Base address of JumpCloud (https, or http to loopback)')
            [CompletionResult]::new('--mimecast-mode', '--mimecast-mode', [CompletionResultType]::ParameterName, 'How Mimecast''s profiles and settings are changed')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Administrator who must still be able to sign in when SAML is enforced for administrators')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Override a guard by name (user-lockout=N: for at most N people); repeatable')
            [CompletionResult]::new('--confirm-step', '--confirm-step', [CompletionResultType]::ParameterName, 'Confirm that the human step with this id was carried out; repeatable')
            [CompletionResult]::new('--propagation', '--propagation', [CompletionResultType]::ParameterName, 'How long Mimecast takes to act on a changed profile (default: 15m, and 0s in the sandbox)')
            [CompletionResult]::new('--journal', '--journal', [CompletionResultType]::ParameterName, 'Folder of the journals that undo goes by (default: sso-setup/journal in the XDG state folder)')
            [CompletionResult]::new('--attestations', '--attestations', [CompletionResultType]::ParameterName, 'File of what people confirmed by hand (default: one a tenant in the XDG state folder)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('--create-groups', '--create-groups', [CompletionResultType]::ParameterName, 'Create user groups that do not exist')
            [CompletionResult]::new('--pilot-only', '--pilot-only', [CompletionResultType]::ParameterName, 'Apply the setting to a pilot group of its own alone; left out of a later run, it applies to --mimecast-group')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask whether to make the changes; overrides no guard')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything, even at a terminal')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'Exit with 2 when changes or human steps are pending')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;discover' {
            [CompletionResult]::new('--account-code', '--account-code', [CompletionResultType]::ParameterName, 'Mimecast account code, like CUK1A1; alone it finds the subdomain')
            [CompletionResult]::new('--mimecast-gateway', '--mimecast-gateway', [CompletionResultType]::ParameterName, 'Mimecast API gateway')
            [CompletionResult]::new('--mimecast-url', '--mimecast-url', [CompletionResultType]::ParameterName, 'Base address of Mimecast''s API (https, or http to loopback)')
            [CompletionResult]::new('--credentials', '--credentials', [CompletionResultType]::ParameterName, 'File with credentials, readable by its owner only (mode 0600)')
            [CompletionResult]::new('--domain', '--domain', [CompletionResultType]::ParameterName, 'Domain of your mail addresses: its public MX records name the grid')
            [CompletionResult]::new('--dns', '--dns', [CompletionResultType]::ParameterName, 'Resolver to ask for MX records instead of this system''s, like 192.0.2.53 or 127.0.0.1:5353')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Play both services in this process; real credentials and addresses in the environment are ignored')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;saml' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Say what IdP metadata, a SAML response or an AuthnRequest contains, without judging it')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge a SAML response by every rule; exit code 0 only if all of them pass')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sso-setup;saml;inspect' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Hold IdP metadata against the rules, and exit with 1 when one fails')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;saml;check' {
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'The metadata of the IdP that is trusted')
            [CompletionResult]::new('--acs', '--acs', [CompletionResultType]::ParameterName, 'The ACS URL that the response must be for')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The SP entity ID that the response must be for')
            [CompletionResult]::new('--request-id', '--request-id', [CompletionResultType]::ParameterName, 'The ID of the AuthnRequest that was answered; without it, nobody may have asked (IdP-initiated)')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Judge as of this time instead of now, like 2026-11-24T12:00:00Z')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;saml;help' {
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Say what IdP metadata, a SAML response or an AuthnRequest contains, without judging it')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge a SAML response by every rule; exit code 0 only if all of them pass')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sso-setup;saml;help;inspect' {
            break
        }
        'sso-setup;saml;help;check' {
            break
        }
        'sso-setup;saml;help;help' {
            break
        }
        'sso-setup;sandbox' {
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Loopback address and port to listen on; port 0 takes a free one')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Keep the state in this file, and go on from it')
            [CompletionResult]::new('--latency', '--latency', [CompletionResultType]::ParameterName, 'Hold back each answer of the two services, like 50ms')
            [CompletionResult]::new('--fault', '--fault', [CompletionResultType]::ParameterName, 'Let something go wrong on purpose, like 503,at=7; can be given several times')
            [CompletionResult]::new('--quirk', '--quirk', [CompletionResultType]::ParameterName, 'Let a service do what it was seen to do now and then; can be given several times')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;completions' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;man' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'sso-setup;help' {
            [CompletionResult]::new('mimecast', 'mimecast', [CompletionResultType]::ParameterValue, 'Connect JumpCloud and Mimecast')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check every prerequisite on both sides, and write nothing')
            [CompletionResult]::new('discover', 'discover', [CompletionResultType]::ParameterValue, 'Find the Mimecast grid and account code from as little as there is')
            [CompletionResult]::new('saml', 'saml', [CompletionResultType]::ParameterValue, 'Look into SAML documents: metadata, responses, requests')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Play both services on loopback, to try everything without an account')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write all pages into a folder')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sso-setup;help;mimecast' {
            [CompletionResult]::new('values', 'values', [CompletionResultType]::ParameterValue, 'Print the SP values; offline, needs no credentials')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would change')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Plan again and make the changes')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check what is live on both sides, and in the sandbox sign in; or judge a captured response')
            [CompletionResult]::new('metadata', 'metadata', [CompletionResultType]::ParameterValue, 'Print the IdP metadata document of a connector, or write it to a file')
            [CompletionResult]::new('worksheet', 'worksheet', [CompletionResultType]::ParameterValue, 'Print the Mimecast console steps, every value filled in')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Make a new IdP certificate, and tell Mimecast of it, in one run')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take the connectors out on both sides (all that are set up, unless --connector names some)')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Put back what the last run changed, an undo included')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Wait until somebody signs in (--user EMAIL), and show what both services wrote of it')
            break
        }
        'sso-setup;help;mimecast;values' {
            break
        }
        'sso-setup;help;mimecast;plan' {
            break
        }
        'sso-setup;help;mimecast;apply' {
            break
        }
        'sso-setup;help;mimecast;verify' {
            break
        }
        'sso-setup;help;mimecast;metadata' {
            break
        }
        'sso-setup;help;mimecast;worksheet' {
            break
        }
        'sso-setup;help;mimecast;rotate' {
            break
        }
        'sso-setup;help;mimecast;remove' {
            break
        }
        'sso-setup;help;mimecast;undo' {
            break
        }
        'sso-setup;help;mimecast;watch' {
            break
        }
        'sso-setup;help;doctor' {
            break
        }
        'sso-setup;help;discover' {
            break
        }
        'sso-setup;help;saml' {
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Say what IdP metadata, a SAML response or an AuthnRequest contains, without judging it')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Judge a SAML response by every rule; exit code 0 only if all of them pass')
            break
        }
        'sso-setup;help;saml;inspect' {
            break
        }
        'sso-setup;help;saml;check' {
            break
        }
        'sso-setup;help;sandbox' {
            break
        }
        'sso-setup;help;completions' {
            break
        }
        'sso-setup;help;man' {
            break
        }
        'sso-setup;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
