#include "completion.h"

#include "command_options.h"
#include "consumer_request.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace app {

namespace {

/// Values of an option; a test checks each with the parser.
struct Choices {
    const char* option;
    const char* command; ///< null: of every command
    const char* values;
};

constexpr std::array kChoices{
    Choices{"--log-level", nullptr, "debug info warning error"},
    Choices{"--https-port", nullptr, "off"},
    Choices{"--from", "import", "apisix higress"},
    Choices{"--to", "export", "apisix higress"},
    Choices{"--from", "formats", "chat responses anthropic gemini ollama"},
    Choices{"--to", "formats", "chat responses anthropic gemini ollama bedrock cohere"},
    Choices{"--currency", "usage", "usd cny"},
    Choices{"--by", "usage", "month day hour minute provider model key consumer route asked program project client api outcome session agent trace"},
    Choices{"--format", "usage", "table json csv jsonl"},
    Choices{"--format", "reconcile", "table json csv"},
    Choices{"--format", "limits", "table json"},
    Choices{"--format", "clients", "table json"},
    Choices{"--format", "doctor", "table json"},
    Choices{"--format", "eval", "table json"},
    Choices{"--currency", "eval", "usd cny"},
    Choices{"--format", "experiment", "table json"},
    Choices{"--winner", "experiment", "0 1"},
};

struct Word {
    QString name;
    QString help;
};

struct CommandWords {
    Word command;
    std::vector<Word> verbs;
    bool takesFiles = false;
};

QString valuesOf(const QString& option, const QString& command)
{
    for (const Choices& row : kChoices)
        if (option == QLatin1String(row.option) && (!row.command || command == QLatin1String(row.command))) return QLatin1String(row.values);
    return {};
}

bool isVerb(const QString& word) { return !word.isEmpty() && word.front().isLower(); }

/// The commands of `signalboxd`, without duplicates.
std::vector<CommandWords> commandWords(Program program)
{
    std::vector<CommandWords> all;
    if (program == Program::Signalbox) return all;
    for (const Command& command : commands()) {
        const QString name = QLatin1String(command.name);
        if (all.empty() || all.back().command.name != name) all.push_back({{name, QLatin1String(command.help)}, {}, false});
        const QStringList words = QString::fromLatin1(command.arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        if (isVerb(words.value(0))) all.back().verbs.push_back({words.front(), QLatin1String(command.help)});
        all.back().takesFiles |= words.contains(QLatin1String("FILE")) || words.contains(QLatin1String("FILE..."));
        if (command.action == Action::Consumer)
            for (const auto& [verb, help] : consumerVerbs()) all.back().verbs.push_back({verb, help});
    }
    return all;
}

/// The options of a command; empty: those of all. Without duplicates.
std::vector<const Option*> optionsOf(Program program, const QString& command)
{
    std::vector<const Option*> found;
    for (const Option& option : options()) {
        const bool isMeant = knows(program, option) && (command.isEmpty() ? !option.command : commandsOf(option).contains(command));
        const bool isThere = std::any_of(found.begin(), found.end(), [&](const Option* each) { return QLatin1String(each->name) == QLatin1String(option.name); });
        if (isMeant && !isThere) found.push_back(&option);
    }
    return found;
}

bool takesFolder(const Option& option) { return option.value && QLatin1String(option.value) == QLatin1String("DIR"); }
bool takesFile(const Option& option) { return option.value && QLatin1String(option.value) == QLatin1String("FILE"); }

QString namesOf(const std::vector<const Option*>& some)
{
    QStringList names;
    for (const Option* option : some) names << QLatin1String(option->name);
    return names.join(QLatin1Char(' '));
}

QString namesOf(const std::vector<Word>& words)
{
    QStringList names;
    for (const Word& word : words) names << word.name;
    return names.join(QLatin1Char(' '));
}

/// The names of all options that match `isMeant`, joined with `between`.
template <class Filter> QString optionsWhere(Program program, const char* between, Filter isMeant)
{
    QStringList names;
    for (const Option& option : options())
        if (knows(program, option) && isMeant(option) && !names.contains(QLatin1String(option.name))) names << QLatin1String(option.name);
    return names.join(QLatin1String(between));
}

QString bashScript(Program program)
{
    const QString name = programName(program);
    const auto all = commandWords(program);
    QString text = QStringLiteral("# bash completion for %1, made from its tables of commands and options\n"
                                  "_%1() {\n"
                                  "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= verb= words= i\n"
                                  "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
                                  "    case ${COMP_WORDS[i]} in\n"
                                  "      %2) ((i++)) ;;\n"
                                  "      -*) ;;\n"
                                  "      *) if [[ -z $command ]]; then command=${COMP_WORDS[i]}; elif [[ -z $verb ]]; then verb=${COMP_WORDS[i]}; fi ;;\n"
                                  "    esac\n"
                                  "  done\n"
                                  "  COMPREPLY=()\n"
                                  "  case \"$command $before\" in\n")
                       .arg(name, optionsWhere(program, " | ", [](const Option& option) { return option.value != nullptr; }));
    for (const Choices& row : kChoices)
        if (program == Program::Signalboxd || !row.command)
            text += QStringLiteral("    %1' %2') mapfile -t COMPREPLY < <(compgen -W '%3' -- \"$word\"); return ;;\n")
                        .arg(QLatin1String(row.command ? row.command : "*"), QLatin1String(row.option), QLatin1String(row.values));
    text += QStringLiteral("  esac\n  case $before in\n");
    const QString files = optionsWhere(program, " | ", takesFile);
    const QString folders = optionsWhere(program, " | ", takesFolder);
    const QString others = optionsWhere(program, " | ", [](const Option& option) { return option.value && !takesFile(option) && !takesFolder(option); });
    if (!files.isEmpty()) text += QStringLiteral("    %1) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;\n").arg(files);
    if (!folders.isEmpty()) text += QStringLiteral("    %1) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$word\"); return ;;\n").arg(folders);
    text += QStringLiteral("    %1) return ;;\n  esac\n").arg(others);
    if (!all.empty()) {
        std::vector<Word> names;
        names.reserve(all.size());
        for (const CommandWords& each : all) names.push_back(each.command);
        text += QStringLiteral("  case $command in\n    '') words='%1' ;;\n").arg(namesOf(names));
        for (const CommandWords& each : all) {
            const QString own = namesOf(optionsOf(program, each.command.name));
            text += QStringLiteral("    %1) words='%2'").arg(each.command.name, own);
            if (!each.verbs.empty()) text += QStringLiteral("; [[ -n $verb ]] || words+=' %1'").arg(namesOf(each.verbs));
            if (each.takesFiles)
                text += QStringLiteral("\n      [[ $word == -* ]] || { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); }");
            text += QStringLiteral(" ;;\n");
        }
        text += QStringLiteral("  esac\n");
    }
    text += QStringLiteral("  words+=' %1'\n"
                           "  mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
                           "}\n"
                           "complete -F _%2 %2\n")
                .arg(namesOf(optionsOf(program, {})), name);
    return text;
}

/// For single quotes in a shell: close the quote, add a quoted quote, reopen it.
QString quoted(QString text) { return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\''); }

QString zshWord(const Word& word)
{
    return quoted(word.name + QLatin1Char(':') + QString(word.help).replace(QLatin1Char(':'), QLatin1String("\\:")));
}

QString zshOption(const Option& option, const QString& command)
{
    QString help = QLatin1String(option.help);
    for (const char sign : {'\\', '[', ']', ':'}) help.replace(QLatin1Char(sign), QLatin1String("\\") + QLatin1Char(sign));
    QString text = QStringLiteral("%1[%2]").arg(QLatin1String(option.name), help);
    if (option.value) {
        const QString values = valuesOf(QLatin1String(option.name), command);
        text += QStringLiteral(":%1:%2").arg(QString::fromLatin1(option.value).replace(QLatin1Char(':'), QLatin1String("\\:")),
            takesFile(option) ? QStringLiteral("_files") : takesFolder(option) ? QStringLiteral("_files -/") : values.isEmpty() ? QStringLiteral(" ") : QStringLiteral("(%1)").arg(values));
    }
    return quoted(text);
}

QString zshOptions(Program program, const QString& command)
{
    QString text;
    for (const Option* option : optionsOf(program, command)) text += QStringLiteral(" \\\n    ") + zshOption(*option, command);
    return text;
}

QString zshScript(Program program)
{
    const QString name = programName(program);
    QString text = QStringLiteral("#compdef %1\n# zsh completion for %1, made from its tables of commands and options\n"
                                  "_%1() {\n  local -a general words_of\n  local curcontext=\"$curcontext\" state line\n  general=(%2\n  )\n")
                       .arg(name, zshOptions(program, {}));
    const auto all = commandWords(program);
    if (all.empty()) return text + QStringLiteral("  _arguments $general\n}\n_%1 \"$@\"\n").arg(name);
    text += QStringLiteral("  _arguments -C $general '1:command:->command' '*::argument:->argument' && return\n"
                           "  case $state in\n  command)\n    words_of=(");
    for (const CommandWords& each : all) text += QStringLiteral("\n      ") + zshWord(each.command);
    text += QStringLiteral("\n    )\n    _describe command words_of ;;\n  argument)\n    case $words[1] in\n");
    for (const CommandWords& each : all) {
        text += QStringLiteral("    %1)\n").arg(each.command.name);
        QString own = zshOptions(program, each.command.name);
        if (!each.verbs.empty()) {
            text += QStringLiteral("      words_of=(");
            for (const Word& verb : each.verbs) text += QStringLiteral("\n        ") + zshWord(verb);
            text += QStringLiteral("\n      )\n      (( CURRENT == 2 )) && _describe action words_of\n");
        }
        text += QStringLiteral("      _arguments $general%1 \\\n    '*:argument:%2' ;;\n").arg(own, each.takesFiles ? QStringLiteral("_files") : QStringLiteral(" "));
    }
    return text + QStringLiteral("    esac ;;\n  esac\n}\n_%1 \"$@\"\n").arg(name);
}

QString fishOption(const QString& program, const Option& option, const QString& command)
{
    QString text = QStringLiteral("complete -c %1").arg(program);
    if (!command.isEmpty()) text += QStringLiteral(" -n '__fish_seen_subcommand_from %1'").arg(command);
    text += QStringLiteral(" -l %1").arg(QString::fromLatin1(option.name).mid(2));
    if (option.value) {
        const QString values = valuesOf(QLatin1String(option.name), command);
        text += takesFile(option) ? QStringLiteral(" -r -F")
            : takesFolder(option) ? QStringLiteral(" -x -a '(__fish_complete_directories)'")
            : values.isEmpty()    ? QStringLiteral(" -x")
                                  : QStringLiteral(" -x -a '%1'").arg(values);
    }
    return text + QStringLiteral(" -d %1\n").arg(quoted(QLatin1String(option.help)));
}

QString fishScript(Program program)
{
    const QString name = programName(program);
    QString text = QStringLiteral("# fish completion for %1, made from its tables of commands and options\ncomplete -c %1 -f\n").arg(name);
    for (const CommandWords& each : commandWords(program)) {
        text += QStringLiteral("complete -c %1 -n __fish_use_subcommand -a %2 -d %3\n").arg(name, each.command.name, quoted(each.command.help));
        for (const Word& verb : each.verbs)
            text += QStringLiteral("complete -c %1 -n '__fish_seen_subcommand_from %2; and not __fish_seen_subcommand_from %3' -a %4 -d %5\n")
                        .arg(name, each.command.name, namesOf(each.verbs), verb.name, quoted(verb.help));
        if (each.takesFiles) text += QStringLiteral("complete -c %1 -n '__fish_seen_subcommand_from %2' -F\n").arg(name, each.command.name);
        for (const Option* option : optionsOf(program, each.command.name)) text += fishOption(name, *option, each.command.name);
    }
    for (const Option* option : optionsOf(program, {})) text += fishOption(name, *option, {});
    return text;
}

} // namespace

QString completionScript(Program program, Shell shell)
{
    switch (shell) {
    case Shell::Bash: return bashScript(program);
    case Shell::Zsh: return zshScript(program);
    case Shell::Fish: break;
    }
    return fishScript(program);
}

} // namespace app
