function __wirecopy_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __wirecopy_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __wirecopy_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __wirecopy_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __wirecopy_parse_tokens -S
    set -l unparsed_tokens (__wirecopy_tokens -pc)
    switch $unparsed_tokens[1]
    case 'wirecopy'
        __wirecopy_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'add'
            __wirecopy_parse_subcommand -r 1 'name=' 'offline' 'version' 'h/help'
        case 'newsrooms'
            __wirecopy_parse_subcommand 0 'json' 'version' 'h/help'
        case 'remove'
            __wirecopy_parse_subcommand 1 'yes' 'version' 'h/help'
        case 'opml'
            __wirecopy_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'import'
                __wirecopy_parse_subcommand 1 'version' 'h/help'
            case 'export'
                __wirecopy_parse_subcommand 0 'version' 'h/help'
            end
        case 'mirrors'
            __wirecopy_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __wirecopy_parse_subcommand 1 'json' 'version' 'h/help'
            case 'add'
                __wirecopy_parse_subcommand 2 'offline' 'version' 'h/help'
            case 'remove'
                __wirecopy_parse_subcommand 1 'version' 'h/help'
            case 'pin'
                __wirecopy_parse_subcommand 1 'version' 'h/help'
            case 'unpin'
                __wirecopy_parse_subcommand 1 'version' 'h/help'
            case 'disable'
                __wirecopy_parse_subcommand 1 'version' 'h/help'
            case 'enable'
                __wirecopy_parse_subcommand 1 'version' 'h/help'
            case 'test'
                __wirecopy_parse_subcommand -r 1 'version' 'h/help'
            case 'why'
                __wirecopy_parse_subcommand 1 'json' 'version' 'h/help'
            case 'accept'
                __wirecopy_parse_subcommand 1 'dismiss' 'version' 'h/help'
            end
        case 'desk'
            __wirecopy_parse_subcommand 0 'offline' 'version' 'h/help'
        case 'desk'
            __wirecopy_parse_subcommand 0 'offline' 'version' 'h/help'
        case 'sync'
            __wirecopy_parse_subcommand -r 1 'json' 'q/quiet' 'version' 'h/help'
        case 'list'
            __wirecopy_parse_subcommand 1 'section=' 'unread' 'starred' 'l/limit=' 'json' 'version' 'h/help'
        case 'read'
            __wirecopy_parse_subcommand 1 'width=' 'html' 'json' 'version' 'h/help'
        case 'search'
            __wirecopy_parse_subcommand -r 1 'newsroom=' 'l/limit=' 'json' 'version' 'h/help'
        case 'mark'
            __wirecopy_parse_subcommand -r 1 'unread' 'all' 'newsroom=' 'version' 'h/help'
        case 'star'
            __wirecopy_parse_subcommand -r 1 'off' 'version' 'h/help'
        case 'undo'
            __wirecopy_parse_subcommand 0 'version' 'h/help'
        case 'serve'
            __wirecopy_parse_subcommand 1 'listen=' 'connections=' 'version' 'h/help'
        case 'demo'
            __wirecopy_parse_subcommand 0 'version' 'h/help'
        case 'parse'
            __wirecopy_parse_subcommand 1 'base=' 'type=' 'version' 'h/help'
        case 'render'
            __wirecopy_parse_subcommand 1 'width=' 'base=' 'version' 'h/help'
        case 'doctor'
            __wirecopy_parse_subcommand 0 'offline' 'json' 'version' 'h/help'
        case 'help'
            __wirecopy_parse_subcommand -r 1 'version'
        end
    end
end

function __wirecopy_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __wirecopy_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __wirecopy_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __wirecopy_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__wirecopy_tokens -p)
    if test -z "$(__wirecopy_tokens -t)"
        set -l index (count (__wirecopy_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'wirecopy' -f
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'add' -d 'Follow a newsroom; the addresses are its mirrors.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'newsrooms' -d 'List the newsrooms that you follow.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'remove' -d 'Forget a newsroom with all of its articles and mirrors.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'opml' -d 'Bring subscriptions in from another reader, or take them there.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'mirrors' -d 'List mirrors and how they are; add, remove, pin, disable and test them.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'desk' -d 'Open the desk: the full screen (this is what `wirecopy` alone does).'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'desk' -d 'Open the desk: the full screen (this is what `wirecopy` alone does).'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'sync' -d 'Fetch the news: one round for each newsroom.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'list' -d 'List articles, alerts first, then the newest first.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'read' -d 'Print one article and mark it read.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'search' -d 'Find articles by words, phrases, beginnings (word*), and any piece of Korean, Chinese or Japanese.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'mark' -d 'Mark articles read or unread.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'star' -d 'Star articles, or take the star away.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'undo' -d 'Take the last change of marks back: read, unread, starred, all read.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'serve' -d 'Serve a folder over HTTP, so that it is a mirror.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'demo' -d 'Open the desk on a sample newsroom with four local mirrors, one of which gets blocked while you watch.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'parse' -d 'Print what the feed reader makes of a document, as one JSON object.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'render' -d 'Print what the reader page makes of an HTML document, as plain text.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'doctor' -d 'Say what is well and what is not: settings, store, terminal, network, clock, tools.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy add" name' -l 'name' -d 'What you call it; the feed\'s own title, if not said.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy add" offline' -l 'offline' -d 'Keep addresses that nobody answers at: for a network that is cut off now.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy add" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy newsrooms" json' -l 'json' -d 'Print one JSON object.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy newsrooms" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy newsrooms" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy remove" yes' -l 'yes' -d 'Don\'t ask.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy remove" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy opml" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy opml" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy opml" -eq 1' -fa 'import' -d 'Follow every feed of an OPML file.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy opml" -eq 1' -fa 'export' -d 'Print every newsroom with its mirrors as OPML.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy opml import" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy opml import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy opml export" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy opml export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy mirrors" -eq 1' -fa 'list' -d 'List mirrors and how they are.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy mirrors" -eq 1' -fa 'add' -d 'Add a mirror to a newsroom.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy mirrors" -eq 1' -fa 'remove' -d 'Remove a mirror; the articles that it brought stay.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy mirrors" -eq 1' -fa 'pin' -d 'Ask this mirror alone, until it is unpinned.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy mirrors" -eq 1' -fa 'unpin' -d 'Let the other mirrors be asked again.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy mirrors" -eq 1' -fa 'disable' -d 'Don\'t ask this mirror.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy mirrors" -eq 1' -fa 'enable' -d 'Ask this mirror again.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy mirrors" -eq 1' -fa 'test' -d 'Ask mirrors now, all of them or those named, and say how each answers.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy mirrors" -eq 1' -fa 'why' -d 'Say what was wrong with a mirror at the last try, and what that rests on.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_positional "wirecopy mirrors" -eq 1' -fa 'accept' -d 'Take the new address that a mirror redirects to, or turn it down.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors list" json' -l 'json' -d 'Print one JSON object.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors list" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors add" offline' -l 'offline' -d 'Keep the address though nobody answers there now.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors add" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors remove" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors pin" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors pin" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors unpin" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors unpin" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors disable" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors disable" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors enable" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors enable" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors test" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors test" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors why" json' -l 'json' -d 'Print one JSON object.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors why" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors why" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors accept" dismiss' -l 'dismiss' -d 'Turn the offer down instead.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors accept" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mirrors accept" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy desk" offline' -l 'offline' -d 'Don\'t fetch the news at the start.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy desk" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy desk" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy desk" offline' -l 'offline' -d 'Don\'t fetch the news at the start.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy desk" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy desk" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy sync" json' -l 'json' -d 'Print one JSON object.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy sync" q quiet' -l 'quiet' -s 'q' -d 'Say nothing when every newsroom was served.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy sync" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy sync" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy list" section' -l 'section' -d 'Only this section (needs a newsroom).' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy list" unread' -l 'unread' -d 'Only what is unread.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy list" starred' -l 'starred' -d 'Only what is starred.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy list" l limit' -l 'limit' -s 'l' -d 'At most this many.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy list" json' -l 'json' -d 'Print one JSON object.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy list" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy read" width' -l 'width' -d 'Columns; the terminal\'s own, at most 100, if not said.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy read" html' -l 'html' -d 'Print the safe HTML.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy read" json' -l 'json' -d 'Print one JSON object, with text and html.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy read" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy read" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy search" newsroom' -l 'newsroom' -d 'Only in this newsroom.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy search" l limit' -l 'limit' -s 'l' -d 'At most this many.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy search" json' -l 'json' -d 'Print one JSON object.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy search" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy search" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mark" unread' -l 'unread' -d 'Mark unread instead.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mark" all' -l 'all' -d 'Mark everything read.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mark" newsroom' -l 'newsroom' -d 'With --all: only this newsroom.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mark" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy mark" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy star" off' -l 'off' -d 'Take the star away.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy star" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy star" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy undo" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy undo" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy serve" listen' -l 'listen' -d 'Address and port to listen on; [::]:8080 or 0.0.0.0:8080 for everyone.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy serve" connections' -l 'connections' -d 'Most connections at once.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy serve" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy serve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy demo" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy demo" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy parse" base' -l 'base' -d 'The address that relative links are relative to.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy parse" type' -l 'type' -d 'The Content-Type that the document was served with.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy parse" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy parse" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy render" width' -l 'width' -d 'Columns, 20 to 1000.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy render" base' -l 'base' -d 'The address that relative links are relative to.' -rfka ''
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy render" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy render" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy doctor" offline' -l 'offline' -d 'Ask nothing of the network.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy doctor" json' -l 'json' -d 'Print one JSON object.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy doctor" version' -l 'version' -d 'Show the version.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy doctor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'wirecopy' -n '__wirecopy_should_offer_completions_for_flags_or_options "wirecopy help" version' -l 'version' -d 'Show the version.'
