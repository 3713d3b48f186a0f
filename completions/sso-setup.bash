_sso__setup() {
    local i cur prev opts cmd
    COMPREPLY=()
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        cur="$2"
    else
        cur="${COMP_WORDS[COMP_CWORD]}"
    fi
    prev="$3"
    if [[ "${COMP_WORDS[COMP_CWORD]}" == "=" ]]; then
        cur=""
        prev="${COMP_WORDS[COMP_CWORD-1]}"
    elif [[ ${COMP_CWORD} -ge 2 && "${COMP_WORDS[COMP_CWORD-1]}" == "=" ]]; then
        prev="${COMP_WORDS[COMP_CWORD-2]}"
    fi
    cmd=""
    opts=""

    for i in "${COMP_WORDS[@]:0:COMP_CWORD}"
    do
        case "${cmd},${i}" in
            ",$1")
                cmd="sso__setup"
                ;;
            sso__setup,completions)
                cmd="sso__setup__subcmd__completions"
                ;;
            sso__setup,discover)
                cmd="sso__setup__subcmd__discover"
                ;;
            sso__setup,doctor)
                cmd="sso__setup__subcmd__doctor"
                ;;
            sso__setup,help)
                cmd="sso__setup__subcmd__help"
                ;;
            sso__setup,man)
                cmd="sso__setup__subcmd__man"
                ;;
            sso__setup,merge)
                cmd="sso__setup__subcmd__merge"
                ;;
            sso__setup,mimecast)
                cmd="sso__setup__subcmd__mimecast"
                ;;
            sso__setup,saml)
                cmd="sso__setup__subcmd__saml"
                ;;
            sso__setup,sandbox)
                cmd="sso__setup__subcmd__sandbox"
                ;;
            sso__setup__subcmd__help,completions)
                cmd="sso__setup__subcmd__help__subcmd__completions"
                ;;
            sso__setup__subcmd__help,discover)
                cmd="sso__setup__subcmd__help__subcmd__discover"
                ;;
            sso__setup__subcmd__help,doctor)
                cmd="sso__setup__subcmd__help__subcmd__doctor"
                ;;
            sso__setup__subcmd__help,help)
                cmd="sso__setup__subcmd__help__subcmd__help"
                ;;
            sso__setup__subcmd__help,man)
                cmd="sso__setup__subcmd__help__subcmd__man"
                ;;
            sso__setup__subcmd__help,merge)
                cmd="sso__setup__subcmd__help__subcmd__merge"
                ;;
            sso__setup__subcmd__help,mimecast)
                cmd="sso__setup__subcmd__help__subcmd__mimecast"
                ;;
            sso__setup__subcmd__help,saml)
                cmd="sso__setup__subcmd__help__subcmd__saml"
                ;;
            sso__setup__subcmd__help,sandbox)
                cmd="sso__setup__subcmd__help__subcmd__sandbox"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,apply)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__apply"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,export)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__export"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,metadata)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__metadata"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,plan)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__plan"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,remove)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__remove"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,rotate)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__rotate"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,status)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__status"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,undo)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__undo"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,values)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__values"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,verify)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__verify"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,watch)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__watch"
                ;;
            sso__setup__subcmd__help__subcmd__mimecast,worksheet)
                cmd="sso__setup__subcmd__help__subcmd__mimecast__subcmd__worksheet"
                ;;
            sso__setup__subcmd__help__subcmd__saml,check)
                cmd="sso__setup__subcmd__help__subcmd__saml__subcmd__check"
                ;;
            sso__setup__subcmd__help__subcmd__saml,inspect)
                cmd="sso__setup__subcmd__help__subcmd__saml__subcmd__inspect"
                ;;
            sso__setup__subcmd__mimecast,apply)
                cmd="sso__setup__subcmd__mimecast__subcmd__apply"
                ;;
            sso__setup__subcmd__mimecast,export)
                cmd="sso__setup__subcmd__mimecast__subcmd__export"
                ;;
            sso__setup__subcmd__mimecast,help)
                cmd="sso__setup__subcmd__mimecast__subcmd__help"
                ;;
            sso__setup__subcmd__mimecast,metadata)
                cmd="sso__setup__subcmd__mimecast__subcmd__metadata"
                ;;
            sso__setup__subcmd__mimecast,plan)
                cmd="sso__setup__subcmd__mimecast__subcmd__plan"
                ;;
            sso__setup__subcmd__mimecast,remove)
                cmd="sso__setup__subcmd__mimecast__subcmd__remove"
                ;;
            sso__setup__subcmd__mimecast,rotate)
                cmd="sso__setup__subcmd__mimecast__subcmd__rotate"
                ;;
            sso__setup__subcmd__mimecast,status)
                cmd="sso__setup__subcmd__mimecast__subcmd__status"
                ;;
            sso__setup__subcmd__mimecast,undo)
                cmd="sso__setup__subcmd__mimecast__subcmd__undo"
                ;;
            sso__setup__subcmd__mimecast,values)
                cmd="sso__setup__subcmd__mimecast__subcmd__values"
                ;;
            sso__setup__subcmd__mimecast,verify)
                cmd="sso__setup__subcmd__mimecast__subcmd__verify"
                ;;
            sso__setup__subcmd__mimecast,watch)
                cmd="sso__setup__subcmd__mimecast__subcmd__watch"
                ;;
            sso__setup__subcmd__mimecast,worksheet)
                cmd="sso__setup__subcmd__mimecast__subcmd__worksheet"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,apply)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__apply"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,export)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__export"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,help)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__help"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,metadata)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__metadata"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,plan)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__plan"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,remove)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__remove"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,rotate)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__rotate"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,status)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__status"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,undo)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__undo"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,values)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__values"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,verify)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__verify"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,watch)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__watch"
                ;;
            sso__setup__subcmd__mimecast__subcmd__help,worksheet)
                cmd="sso__setup__subcmd__mimecast__subcmd__help__subcmd__worksheet"
                ;;
            sso__setup__subcmd__saml,check)
                cmd="sso__setup__subcmd__saml__subcmd__check"
                ;;
            sso__setup__subcmd__saml,help)
                cmd="sso__setup__subcmd__saml__subcmd__help"
                ;;
            sso__setup__subcmd__saml,inspect)
                cmd="sso__setup__subcmd__saml__subcmd__inspect"
                ;;
            sso__setup__subcmd__saml__subcmd__help,check)
                cmd="sso__setup__subcmd__saml__subcmd__help__subcmd__check"
                ;;
            sso__setup__subcmd__saml__subcmd__help,help)
                cmd="sso__setup__subcmd__saml__subcmd__help__subcmd__help"
                ;;
            sso__setup__subcmd__saml__subcmd__help,inspect)
                cmd="sso__setup__subcmd__saml__subcmd__help__subcmd__inspect"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        sso__setup)
            opts="-o -v -h -V --output --color --verbose --help --version mimecast doctor discover saml sandbox merge completions man help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__completions)
            opts="-o -v -h --output --color --verbose --help bash elvish fish powershell zsh"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__discover)
            opts="-o -v -h --account-code --mimecast-gateway --domain --mimecast-url --sandbox --credentials --ca-file --dns --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --dns)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__doctor)
            opts="-y -o -v -h --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help)
            opts="mimecast doctor discover saml sandbox merge completions man help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__completions)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__discover)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__doctor)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__man)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__merge)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast)
            opts="values plan apply verify status export metadata worksheet rotate remove undo watch"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__apply)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__export)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__metadata)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__plan)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__remove)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__rotate)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__status)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__undo)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__values)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__verify)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__watch)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__mimecast__subcmd__worksheet)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__saml)
            opts="inspect check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__saml__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__saml__subcmd__inspect)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__help__subcmd__sandbox)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__man)
            opts="-o -v -h --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__merge)
            opts="-o -v -h --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast)
            opts="-y -o -v -h --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --dry-run --out --output --color --verbose --help values plan apply verify status export metadata worksheet rotate remove undo watch help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --out)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__apply)
            opts="-y -o -v -h --expect-digest --confirm-count --dry-run --out --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --expect-digest)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --confirm-count)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --out)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__export)
            opts="-y -o -v -h --all-organizations --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help)
            opts="values plan apply verify status export metadata worksheet rotate remove undo watch help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__apply)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__export)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__metadata)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__plan)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__remove)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__rotate)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__status)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__undo)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__values)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__verify)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__watch)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__help__subcmd__worksheet)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__metadata)
            opts="-y -o -v -h --file --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__plan)
            opts="-y -o -v -h --out --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --out)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__remove)
            opts="-y -o -v -h --deactivate --confirm-count --dry-run --out --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --confirm-count)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --out)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__rotate)
            opts="-y -o -v -h --dry-run --out --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --out)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__status)
            opts="-y -o -v -h --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__undo)
            opts="-y -o -v -h --list --confirm-count --dry-run --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --confirm-count)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__values)
            opts="-y -o -v -h --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__verify)
            opts="-y -o -v -h --response --request-id --at --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --response)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --request-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__watch)
            opts="-y -o -v -h --timeout --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__mimecast__subcmd__worksheet)
            opts="-y -o -v -h --print --out --subdomain --account-code --mimecast-gateway --mimecast-host --jumpcloud-region --jumpcloud-org --connector --template --label --description --tile-color --tile-logo --hidden --idp-url-suffix --idp-entity-id --sp-entity-id --attribute --user-attribute --group --create-groups --user --profile --application-setting --mimecast-group --pilot --pilot-only --enforce --block --logout-url --metadata-url --mimecast-url --sandbox --credentials --ca-file --tenants --tenant --only --jobs --shard --fail-fast --trust-tenants-file --jumpcloud-url --jumpcloud-oauth-url --mimecast-mode --admin --allow --confirm-step --propagation --journal --attestations --yes --no-input --skip --detailed-exitcode --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --print)
                    COMPREPLY=($(compgen -W "markdown html" -- "${cur}"))
                    return 0
                    ;;
                --out)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --subdomain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-code)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-gateway)
                    COMPREPLY=($(compgen -W "global uk us" -- "${cur}"))
                    return 0
                    ;;
                --mimecast-host)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-region)
                    COMPREPLY=($(compgen -W "us eu in" -- "${cur}"))
                    return 0
                    ;;
                --jumpcloud-org)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connector)
                    COMPREPLY=($(compgen -W "apps personal-portal admin-console all" -- "${cur}"))
                    return 0
                    ;;
                --template)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --label)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-color)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tile-logo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --hidden)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-url-suffix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sp-entity-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-attribute)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --application-setting)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-group)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --pilot)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --enforce)
                    COMPREPLY=($(compgen -W "admin-console web-apps end-user-apps" -- "${cur}"))
                    return 0
                    ;;
                --block)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --logout-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --metadata-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --credentials)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenants)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tenant)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jobs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --shard)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --jumpcloud-oauth-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mimecast-mode)
                    COMPREPLY=($(compgen -W "auto api worksheet" -- "${cur}"))
                    return 0
                    ;;
                --admin)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -W "grid-mismatch metadata-unfit certificate-expiring admin-lockout user-lockout people-unread sign-in-broken sign-in-unproven default-profile replace-application foreign-object changed-since certificate-gone" -- "${cur}"))
                    return 0
                    ;;
                --confirm-step)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --journal)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --attestations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -W "group mimecast-group pilot admin backup-administrator metadata-url" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__saml)
            opts="-o -v -h --ca-file --output --color --verbose --help inspect check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__saml__subcmd__check)
            opts="-o -v -h --metadata --acs --audience --request-id --at --ca-file --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --metadata)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --acs)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --audience)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --request-id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__saml__subcmd__help)
            opts="inspect check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__saml__subcmd__help__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__saml__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__saml__subcmd__help__subcmd__inspect)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__saml__subcmd__inspect)
            opts="-o -v -h --strict --ca-file --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --ca-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        sso__setup__subcmd__sandbox)
            opts="-o -v -h --listen --state --latency --rate --propagation --fault --quirk --output --color --verbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --listen)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --latency)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --rate)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --propagation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fault)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --quirk)
                    COMPREPLY=($(compgen -W "ids-change idp-ignores-acs keys-only no-group-lists outcome-absent outcome-text second-step sp-names-no-acs" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                -o)
                    COMPREPLY=($(compgen -W "human json jsonl github junit" -- "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
    esac
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _sso__setup -o nosort -o bashdefault -o default sso-setup
else
    complete -F _sso__setup -o bashdefault -o default sso-setup
fi
