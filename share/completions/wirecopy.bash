#!/bin/bash

__wirecopy_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__wirecopy_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__wirecopy_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__wirecopy_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_wirecopy() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __wirecopy_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    add|newsrooms|keys|remove|opml|mirrors|export|import|desk|sync|older|full-text|list|read|search|searches|board|mark|star|tag|mute|undo|keep|prefetch|report|reply|outbox|deliver|letters|inbox|backup|restore|purge|edition|mirror|serve|demo|parse|render|doctor|help)
        # Offer subcommand argument completions
        "_wirecopy_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'add newsrooms keys remove opml mirrors export import desk sync older full-text list read search searches board mark star tag mute undo keep prefetch report reply outbox deliver letters inbox backup restore purge edition mirror serve demo parse render doctor help' -- "${cur}"))
        ;;
    esac
}

_wirecopy_add() {
    repeating_flags=()
    non_repeating_flags=(--offline --version -h --help)
    repeating_options=()
    non_repeating_options=(--name)
    __wirecopy_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--name')
        return
        ;;
    esac
}

_wirecopy_newsrooms() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0
}

_wirecopy_keys() {
    repeating_flags=()
    non_repeating_flags=(--acknowledge --details --json --version -h --help)
    repeating_options=()
    non_repeating_options=(--compare --evidence)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--compare')
        return
        ;;
    '--evidence')
        __wirecopy_add_completions -f
        return
        ;;
    esac
}

_wirecopy_remove() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_opml() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    import|export)
        # Offer subcommand argument completions
        "_wirecopy_opml_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'import export' -- "${cur}"))
        ;;
    esac
}

_wirecopy_opml_import() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_opml_export() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0
}

_wirecopy_mirrors() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|add|remove|pin|unpin|disable|enable|test|why|accept|retry|move|route|network|import|export)
        # Offer subcommand argument completions
        "_wirecopy_mirrors_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list add remove pin unpin disable enable test why accept retry move route network import export' -- "${cur}"))
        ;;
    esac
}

_wirecopy_mirrors_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_mirrors_add() {
    repeating_flags=()
    non_repeating_flags=(--relay --offline --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 2
}

_wirecopy_mirrors_remove() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_mirrors_pin() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_mirrors_unpin() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_mirrors_disable() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_mirrors_enable() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_mirrors_test() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

_wirecopy_mirrors_why() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_mirrors_accept() {
    repeating_flags=()
    non_repeating_flags=(--dismiss --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_mirrors_retry() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

_wirecopy_mirrors_move() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 2
}

_wirecopy_mirrors_route() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

_wirecopy_mirrors_network() {
    repeating_flags=()
    non_repeating_flags=(--offline --json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

_wirecopy_mirrors_import() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 2
}

_wirecopy_mirrors_export() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 2
}

_wirecopy_export() {
    repeating_flags=()
    non_repeating_flags=(--json --mbox --starred --version -h --help)
    repeating_options=()
    non_repeating_options=(--output -o)
    __wirecopy_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--output'|'-o')
        return
        ;;
    esac
}

_wirecopy_import() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--into)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--into')
        return
        ;;
    esac
}

_wirecopy_desk() {
    repeating_flags=()
    non_repeating_flags=(--offline --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0
}

_wirecopy_sync() {
    repeating_flags=()
    non_repeating_flags=(--ask-others --background --json --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

_wirecopy_older() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

_wirecopy_full-text() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 2

    # Offer positional completions
    case "${positional_number}" in
    2)
        __wirecopy_add_completions -W 'always'$'\n''ask'
        return
        ;;
    esac
}

_wirecopy_list() {
    repeating_flags=()
    non_repeating_flags=(--unread --starred --json --version -h --help)
    repeating_options=()
    non_repeating_options=(--section --tag --search --sort --limit -l)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--section')
        return
        ;;
    '--tag')
        return
        ;;
    '--search')
        return
        ;;
    '--sort')
        return
        ;;
    '--limit'|'-l')
        return
        ;;
    esac
}

_wirecopy_read() {
    repeating_flags=()
    non_repeating_flags=(--full --feed --html --json --version -h --help)
    repeating_options=()
    non_repeating_options=(--width)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--width')
        return
        ;;
    esac
}

_wirecopy_search() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--newsroom --limit -l --save)
    __wirecopy_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--newsroom')
        return
        ;;
    '--limit'|'-l')
        return
        ;;
    '--save')
        return
        ;;
    esac
}

_wirecopy_searches() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--remove --rename --to)
    __wirecopy_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--remove')
        return
        ;;
    '--rename')
        return
        ;;
    '--to')
        return
        ;;
    esac
}

_wirecopy_board() {
    repeating_flags=()
    non_repeating_flags=(--read --fetch --json --version -h --help)
    repeating_options=()
    non_repeating_options=(--thread --limit -l)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--thread')
        return
        ;;
    '--limit'|'-l')
        return
        ;;
    esac
}

_wirecopy_mark() {
    repeating_flags=()
    non_repeating_flags=(--unread --all --version -h --help)
    repeating_options=()
    non_repeating_options=(--newsroom --section --tag --search)
    __wirecopy_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--newsroom')
        return
        ;;
    '--section')
        return
        ;;
    '--tag')
        return
        ;;
    '--search')
        return
        ;;
    esac
}

_wirecopy_star() {
    repeating_flags=()
    non_repeating_flags=(--off --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

_wirecopy_tag() {
    repeating_flags=()
    non_repeating_flags=(--off --json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

_wirecopy_mute() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--word --author --thread --newsroom --for --until --end)
    __wirecopy_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--word')
        return
        ;;
    '--author')
        return
        ;;
    '--thread')
        return
        ;;
    '--newsroom')
        return
        ;;
    '--for')
        return
        ;;
    '--until')
        return
        ;;
    '--end')
        return
        ;;
    esac
}

_wirecopy_undo() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0
}

_wirecopy_keep() {
    repeating_flags=()
    non_repeating_flags=(--follow --dry-run --sweep --json --version -h --help)
    repeating_options=()
    non_repeating_options=(--days --articles --pictures --total --ahead --file --starred --unread)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--days')
        return
        ;;
    '--articles')
        return
        ;;
    '--pictures')
        return
        ;;
    '--total')
        return
        ;;
    '--ahead')
        return
        ;;
    '--file')
        return
        ;;
    '--starred')
        return
        ;;
    '--unread')
        return
        ;;
    esac
}

_wirecopy_prefetch() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

_wirecopy_report() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    new|edit|list|show|attach|caption|detach|file|consent|cancel|discard|forget|export|import)
        # Offer subcommand argument completions
        "_wirecopy_report_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'new edit list show attach caption detach file consent cancel discard forget export import' -- "${cur}"))
        ;;
    esac
}

_wirecopy_report_new() {
    repeating_flags=()
    non_repeating_flags=(--urgent --no-urgent --untouched --version -h --help)
    repeating_options=(--attach)
    non_repeating_options=(--newsroom --template --title --section --language --place --byline --body)
    __wirecopy_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--newsroom')
        return
        ;;
    '--template')
        __wirecopy_add_completions -W 'report'$'\n''alert'$'\n''correction'
        return
        ;;
    '--title')
        return
        ;;
    '--section')
        return
        ;;
    '--language')
        return
        ;;
    '--place')
        return
        ;;
    '--byline')
        return
        ;;
    '--body')
        return
        ;;
    '--attach')
        return
        ;;
    esac
}

_wirecopy_report_edit() {
    repeating_flags=()
    non_repeating_flags=(--urgent --no-urgent --untouched --version -h --help)
    repeating_options=(--attach)
    non_repeating_options=(--title --section --language --place --byline --body)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--title')
        return
        ;;
    '--section')
        return
        ;;
    '--language')
        return
        ;;
    '--place')
        return
        ;;
    '--byline')
        return
        ;;
    '--body')
        return
        ;;
    '--attach')
        return
        ;;
    esac
}

_wirecopy_report_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0
}

_wirecopy_report_show() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_report_attach() {
    repeating_flags=()
    non_repeating_flags=(--untouched --version -h --help)
    repeating_options=()
    non_repeating_options=(--caption)
    __wirecopy_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--caption')
        return
        ;;
    esac
}

_wirecopy_report_caption() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 3
}

_wirecopy_report_detach() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 2
}

_wirecopy_report_file() {
    repeating_flags=()
    non_repeating_flags=(--unsealed --in-clear --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_report_consent() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 2

    # Offer positional completions
    case "${positional_number}" in
    2)
        __wirecopy_add_completions -W 'none'$'\n''unsealed'$'\n''in-clear'
        return
        ;;
    esac
}

_wirecopy_report_cancel() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_report_discard() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_report_forget() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_report_export() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 2
}

_wirecopy_report_import() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--newsroom)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--newsroom')
        return
        ;;
    esac
}

_wirecopy_reply() {
    repeating_flags=()
    non_repeating_flags=(--correction --urgent --no-urgent --untouched --version -h --help)
    repeating_options=(--attach)
    non_repeating_options=(--title --section --language --place --byline --body)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--title')
        return
        ;;
    '--section')
        return
        ;;
    '--language')
        return
        ;;
    '--place')
        return
        ;;
    '--byline')
        return
        ;;
    '--body')
        return
        ;;
    '--attach')
        return
        ;;
    esac
}

_wirecopy_outbox() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0
}

_wirecopy_deliver() {
    repeating_flags=()
    non_repeating_flags=(--now --json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

_wirecopy_letters() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0
}

_wirecopy_inbox() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|open|save|accept|decline)
        # Offer subcommand argument completions
        "_wirecopy_inbox_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list open save accept decline' -- "${cur}"))
        ;;
    esac
}

_wirecopy_inbox_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=(--key)
    non_repeating_options=(--edition --passphrase-file)
    __wirecopy_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--edition')
        return
        ;;
    '--key')
        return
        ;;
    '--passphrase-file')
        return
        ;;
    esac
}

_wirecopy_inbox_open() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=(--key)
    non_repeating_options=(--edition --passphrase-file)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--edition')
        return
        ;;
    '--key')
        return
        ;;
    '--passphrase-file')
        return
        ;;
    esac
}

_wirecopy_inbox_save() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--key)
    non_repeating_options=(--edition --passphrase-file --to --id)
    __wirecopy_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--edition')
        return
        ;;
    '--key')
        return
        ;;
    '--passphrase-file')
        return
        ;;
    '--to')
        return
        ;;
    '--id')
        return
        ;;
    esac
}

_wirecopy_inbox_accept() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--key)
    non_repeating_options=(--drop --edition --passphrase-file)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--drop')
        return
        ;;
    '--edition')
        return
        ;;
    '--key')
        return
        ;;
    '--passphrase-file')
        return
        ;;
    esac
}

_wirecopy_inbox_decline() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--key)
    non_repeating_options=(--drop --edition --passphrase-file)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--drop')
        return
        ;;
    '--edition')
        return
        ;;
    '--key')
        return
        ;;
    '--passphrase-file')
        return
        ;;
    esac
}

_wirecopy_backup() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--passphrase-file)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--passphrase-file')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __wirecopy_add_completions -f
        return
        ;;
    esac
}

_wirecopy_restore() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--passphrase-file)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--passphrase-file')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __wirecopy_add_completions -f
        return
        ;;
    esac
}

_wirecopy_purge() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0
}

_wirecopy_edition() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    init|add|import|publish|rotate|letter|retract|remove|verify|inspect)
        # Offer subcommand argument completions
        "_wirecopy_edition_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'init add import publish rotate letter retract remove verify inspect' -- "${cur}"))
        ;;
    esac
}

_wirecopy_edition_init() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--recipient)
    non_repeating_options=(--origin --title --lang --editors --threshold --passphrase-file)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--origin')
        return
        ;;
    '--title')
        return
        ;;
    '--lang')
        return
        ;;
    '--editors')
        return
        ;;
    '--threshold')
        return
        ;;
    '--recipient')
        return
        ;;
    '--passphrase-file')
        return
        ;;
    esac
}

_wirecopy_edition_add() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--id --kind)
    __wirecopy_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--id')
        return
        ;;
    '--kind')
        return
        ;;
    esac
}

_wirecopy_edition_import() {
    repeating_flags=()
    non_repeating_flags=(--retract --version -h --help)
    repeating_options=()
    non_repeating_options=(--pages)
    __wirecopy_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--pages')
        return
        ;;
    esac
}

_wirecopy_edition_publish() {
    repeating_flags=()
    non_repeating_flags=(--no-site --version -h --help)
    repeating_options=()
    non_repeating_options=(--key --passphrase-file)
    __wirecopy_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--key')
        return
        ;;
    '--passphrase-file')
        return
        ;;
    esac
}

_wirecopy_edition_rotate() {
    repeating_flags=()
    non_repeating_flags=(--keep-head --new-desk --version -h --help)
    repeating_options=(--signer --editor --recipient)
    non_repeating_options=(--threshold --trunk --passphrase-file)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--signer')
        return
        ;;
    '--editor')
        return
        ;;
    '--threshold')
        return
        ;;
    '--recipient')
        return
        ;;
    '--trunk')
        return
        ;;
    '--passphrase-file')
        return
        ;;
    esac
}

_wirecopy_edition_letter() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--key)
    non_repeating_options=(--drop --passphrase-file)
    __wirecopy_offer_flags_options 3

    # Offer option value completions
    case "${prev}" in
    '--key')
        return
        ;;
    '--drop')
        return
        ;;
    '--passphrase-file')
        return
        ;;
    esac
}

_wirecopy_edition_retract() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--note)
    __wirecopy_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--note')
        return
        ;;
    esac
}

_wirecopy_edition_remove() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--note)
    __wirecopy_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--note')
        return
        ;;
    esac
}

_wirecopy_edition_verify() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--fingerprint)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--fingerprint')
        return
        ;;
    esac
}

_wirecopy_edition_inspect() {
    repeating_flags=()
    non_repeating_flags=(--entries --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 1
}

_wirecopy_mirror() {
    repeating_flags=()
    non_repeating_flags=(--thorough --json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 2

    # Offer positional completions
    case "${positional_number}" in
    1)
        __wirecopy_add_completions -d
        return
        ;;
    esac
}

_wirecopy_serve() {
    repeating_flags=()
    non_repeating_flags=(--drop-auth-in-clear --version -h --help)
    repeating_options=()
    non_repeating_options=(--listen --connections --drop --drop-auth --drop-size --drop-quota)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--listen')
        return
        ;;
    '--connections')
        return
        ;;
    '--drop')
        return
        ;;
    '--drop-auth')
        return
        ;;
    '--drop-size')
        return
        ;;
    '--drop-quota')
        return
        ;;
    esac
}

_wirecopy_demo() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0
}

_wirecopy_parse() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--base --type)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--base')
        return
        ;;
    '--type')
        return
        ;;
    esac
}

_wirecopy_render() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--width --base)
    __wirecopy_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--width')
        return
        ;;
    '--base')
        return
        ;;
    esac
}

_wirecopy_doctor() {
    repeating_flags=()
    non_repeating_flags=(--offline --json --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options 0
}

_wirecopy_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __wirecopy_offer_flags_options -1
}

complete -o filenames -F _wirecopy wirecopy
