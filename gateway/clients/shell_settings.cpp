#include "shell_settings.h"

#include "shell_dialects.h"
#include "shell_line.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace gateway::clients {

namespace {

constexpr std::array<std::string_view, 6> kSetters{"export", "declare", "typeset", "local", "readonly", "env"};
/// Words that may precede a command, including programs that run another one in the same shell.
constexpr std::array<std::string_view, 17> kBefore{"then", "else", "do", "if", "elif", "while", "until", "and", "or", "not", "!", "begin", "builtin", "bass", "replay", "fenv", "zsh-defer"};
/// Commands that read a file into the shell, including those of direnv. Source: direnv-stdlib(1), read 2026-11-28.
constexpr std::array<std::string_view, 4> kSourcers{"source", ".", "source_env", "source_env_if_exists"};
constexpr std::array<std::string_view, 2> kListSourcers{"dotenv", "dotenv_if_exists"};
/// Commands that output the content of files.
constexpr std::array<std::string_view, 8> kReaders{"cat", "grep", "egrep", "sed", "awk", "tr", "xargs", "find"};
/// Commands that run another program.
constexpr std::array<std::string_view, 12> kRunners{"command", "exec", "env", "sudo", "nohup", "time", "noglob", "builtin", "nice", "npx", "bunx", "--"};
/// Options of "abbr" that take a value: the word after them is not the name.
constexpr std::array<std::string_view, 5> kWithValue{"--position", "-p", "--regex", "-r", "--command"};

bool isNamePart(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool isName(std::string_view text)
{
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 && std::ranges::all_of(text, isNamePart);
}

bool isFlag(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

bool isAssignment(std::string_view word)
{
    const std::size_t equals = word.find('=');
    return equals != std::string_view::npos && isName(word.substr(0, equals));
}

template <class List> bool isOneOf(std::string_view word, const List& list) { return std::ranges::find(list, word) != list.end(); }

/// "codex" of "~/bin/codex", "codex.exe", "^codex" and "@openai/codex@latest".
std::string_view programIn(std::string_view word)
{
    word.remove_prefix(std::min(word.find_first_not_of("^&"), word.size()));
    word.remove_prefix(word.find_last_of("/\\") + 1);
    for (const std::string_view ending : {".exe", ".cmd", ".ps1", ".bat"})
        if (word.ends_with(ending))
            word.remove_suffix(ending.size());
    return word.substr(0, word.find('@', 1));
}

/// Reads the commands of a file. Some continue in the next one: "for f (*.zsh)", "source (status dirname)/x".
class CommandReader {
public:
    CommandReader(ShellFile& file, const std::vector<std::string>& programs) : m_file(file), m_programs(programs) {}

    void read(const ShellWords& all, int line)
    {
        m_line = line;
        read(all);
    }

    /// To be called after the last command.
    void end()
    {
        for (const std::string& name : m_readNames)
            for (const std::string& word : m_listed)
                m_file.loops.emplace_back(name, word);
        if (m_exportsWhatIsRead) // "while read line; do export $line; done < FILE", in either order
            for (std::string& word : m_listed)
                m_file.sourced.push_back({std::move(word), ShellSyntax::List});
        if (m_sourcesArgument) // of a function in the file itself
            for (std::string& word : m_arguments)
                m_file.sourced.push_back({std::move(word), ShellSyntax::Shell});
    }

private:
    enum class Pending { Nothing, Loop, Source };

    void read(const ShellWords& all)
    {
        std::size_t first = 0;
        while (first < all.size() && (isOneOf(all[first], kBefore) || (all[first] == "command" && first + 1 < all.size() && isOneOf(all[first + 1], kSourcers))))
            ++first;
        const ShellWords words(all.begin() + static_cast<std::ptrdiff_t>(first), all.end());
        if (words.empty() || takePending(words))
            return;
        takeCall(words, false);
        takeDefaults(words);
        takeListed(words);
        takeRead(words);
        const std::string& command = words.front();
        if (isOneOf(command, kSourcers) || isOneOf(command, kListSourcers))
            return takeSource(words);
        if ((command == "set" && ((words.size() == 2 && hasFlag(words, 'a')) || isOneOf("allexport", words))) || (command == "setopt" && (isOneOf("allexport", words) || isOneOf("ALL_EXPORT", words))))
            m_file.exportsAll = true;
        if (command == "cd" || command == "pushd")
            return takeFolder(words);
        if (command == "popd")
            return m_folder.clear();
        if (command == "for" || command == "foreach")
            return takeLoop(words);
        if (command == "alias" || command == "abbr")
            return takeAlias(words);
        if (command == "eval")
            return takeEval(words);
        if (command == "unset" || (command == "set" && hasFlag(words, 'e')) || command == "unsetenv")
            return unset(words);
        if (command == "set" || command == "setenv" || command == "set-environment")
            return takeSet(words);
        if (isOneOf(command, kSetters))
            return takeSetter(words);
        takeAssignments(words, false);
    }

    static bool hasFlag(const ShellWords& words, char flag)
    {
        return std::ranges::any_of(words, [&](const std::string& word) { return isFlag(word) && word[1] != '-' && word.find(flag) != std::string::npos; });
    }

    bool isProgram(std::string_view word) const { return isOneOf(programIn(word), m_programs); }

    void add(std::string_view name, std::string_view value, bool isExported = true)
    {
        m_file.settings.push_back({std::string(name), std::string(value), m_line, false, isExported});
    }

    /// "${NAME:=VALUE}", which sets the variable if it is unset.
    void takeDefaults(const ShellWords& words)
    {
        for (const std::string& word : words)
            for (std::size_t open = word.find("${"); open != std::string::npos; open = word.find("${", open + 2)) {
                const std::size_t equals = word.find('=', open);
                const std::size_t close = word.find('}', open);
                if (equals == std::string::npos || close == std::string::npos || equals > close)
                    continue;
                const std::size_t end = word[equals - 1] == ':' ? equals - 1 : equals;
                if (const std::string name = word.substr(open + 2, end - open - 2); isName(name))
                    add(name, word.substr(equals + 1, close - equals - 1), false);
            }
    }

    /// "cd FOLDER", which may contain the files read next.
    void takeFolder(const ShellWords& words)
    {
        const auto folder = std::find_if(words.begin() + 1, words.end(), [](const std::string& word) { return !isFlag(word); });
        m_folder = folder == words.end() || *folder == "-" ? std::string() : *folder;
    }

    void addSourced(const std::string& word, ShellSyntax syntax)
    {
        if (isSubstitution(word) && word.find("dirname") == std::string::npos)
            for (std::string& file : wordsInSubstitution(word))
                m_file.sourced.push_back({std::move(file), syntax});
        m_file.sourced.push_back({word, syntax});
        if (const bool isRelative = word.find_first_of("/~$") != 0; isRelative && !m_folder.empty())
            m_file.sourced.push_back({m_folder + '/' + word, syntax});
        m_sourcesArgument |= word == "$1" || word == "${1}" || word == "$argv" || word == "$argv[1]" || word == "$@";
    }

    /// NAME=VALUE; false: another word.
    bool assign(const std::string& word, bool isExported = true)
    {
        if (!isAssignment(word))
            return false;
        const std::size_t equals = word.find('=');
        add(std::string_view(word).substr(0, equals), std::string_view(word).substr(equals + 1), isExported);
        return true;
    }

    bool takePending(const ShellWords& words)
    {
        const Pending pending = std::exchange(m_pending, Pending::Nothing);
        if (pending == Pending::Source && (words.front() == "status" || words.front() == "dirname")) {
            m_prefix = "$(dirname)";
            m_pending = Pending::Source;
            return true;
        }
        if (pending == Pending::Source) {
            addSourced(std::exchange(m_prefix, {}) + words.front(), ShellSyntax::Shell);
            for (std::size_t i = 1; i < words.size(); ++i)
                m_file.sourced.push_back({words[i], ShellSyntax::Shell});
            return true;
        }
        if (pending != Pending::Loop)
            return false;
        for (const std::string& word : words)
            m_file.loops.emplace_back(m_loop, word);
        return true;
    }

    void takeSource(const ShellWords& words)
    {
        const ShellSyntax syntax = isOneOf(words.front(), kListSourcers) ? ShellSyntax::List : ShellSyntax::Shell;
        if (words.size() == 1 && syntax == ShellSyntax::List)
            return addSourced(".env", syntax);
        const bool isOfCommand = words.size() == 1 || words[1] == "<"; // "source (...)" and "source <(...)"
        m_file.exportsAll |= words.size() > 1 && isOfCommand; // as with eval
        if (isOfCommand)
            m_pending = Pending::Source;
        else
            addSourced(words[1], syntax);
    }

    /// "for f in WORDS", "for f (WORDS)" of zsh and "foreach f (WORDS)" of csh.
    void takeLoop(const ShellWords& words)
    {
        if (words.size() < 2)
            return;
        m_loop = words[1];
        m_pending = words.size() <= 3 ? Pending::Loop : Pending::Nothing;
        for (std::size_t i = 3; i < words.size(); ++i)
            m_file.loops.emplace_back(m_loop, words[i]);
    }

    /// Files whose lines a loop may read.
    void takeListed(const ShellWords& words)
    {
        const bool isReader = isOneOf(words.front(), kReaders);
        const bool isOther = !isReader && !isOneOf(words.front(), kSetters);
        for (std::size_t i = 1; i < words.size(); ++i) {
            const bool isAfterMark = words[i - 1] == "<";
            if (isFlag(words[i]) || words[i] == "<")
                continue;
            if (isReader || isAfterMark || words[i].starts_with('<'))
                m_listed.push_back(words[i].substr(words[i].starts_with('<') ? 1 : 0));
            else if (isOther && words[i].find('/') != std::string::npos)
                m_arguments.push_back(words[i]);
        }
    }

    /// "while IFS= read -r NAME": it may read any listed file.
    void takeRead(const ShellWords& words)
    {
        const auto command = std::ranges::find_if_not(words, isAssignment);
        if (command == words.end() || *command != "read")
            return;
        for (auto word = command + 1; word != words.end(); ++word)
            if (isName(*word))
                m_readNames.push_back(*word);
    }

    void takeEval(const ShellWords& words)
    {
        std::string text;
        for (std::size_t i = 1; i < words.size(); ++i) {
            if (isSubstitution(words[i])) {
                addSourced(words[i], ShellSyntax::Shell);
                m_file.exportsAll = true; // it is unknown how the text is processed
            } else {
                text += words[i] + ' ';
            }
        }
        readText(text);
    }

    /// "alias codex='...'" of POSIX shells, "alias codex '...'" of fish and csh, "alias codex = ..." of Nushell, "abbr -a codex ...".
    void takeAlias(const ShellWords& words)
    {
        for (const std::string& word : words)
            if (const std::size_t equals = word.find('='); equals != std::string::npos && isOneOf(word.substr(0, equals), m_programs))
                readText(word.substr(equals + 1), true);
        std::size_t name = 1;
        while (name < words.size() && isFlag(words[name]))
            name += isOneOf(words[name], kWithValue) ? 2 : 1;
        if (name >= words.size() || !isOneOf(words[name], m_programs))
            return;
        std::string text;
        for (std::size_t i = name + 1; i < words.size(); ++i)
            if (!(i == name + 1 && (words[i] == "=" || words[i] == "--")))
                text += words[i] + ' ';
        readText(text, true);
    }

    /// `isAlias`: of one of the programs, so that everything it runs counts as that program.
    void readText(const std::string& text, bool isAlias = false)
    {
        for (const ShellWords& command : shellCommands(text)) {
            if (isAlias) {
                takeCall(command, true);
                takeAssignments(command, true);
            } else {
                read(command);
            }
        }
    }

    void takeCall(const ShellWords& words, bool isAlias)
    {
        auto program = std::ranges::find_if(words, [&](const std::string& word) { return isProgram(word); });
        const bool isRun = std::all_of(words.begin(), program, [](const std::string& word) { return isAssignment(word) || isFlag(word) || isOneOf(word, kRunners); });
        if (program == words.end() && isAlias)
            program = words.begin(); // another program runs it, such as npx
        else if (program == words.end() || (!isRun && !isAlias))
            return;
        if (program != words.end() && program + 1 != words.end())
            m_file.calls.push_back({{program + 1, words.end()}, m_line});
    }

    void unset(const ShellWords& words)
    {
        for (const std::string& word : words)
            if (isName(word))
                m_file.settings.push_back({word, {}, m_line, true});
    }

    /// "set -gx NAME VALUE" of fish, "setenv NAME VALUE" of csh, "set-environment -g NAME VALUE" of tmux.
    void takeSet(const ShellWords& words)
    {
        if (hasFlag(words, 'q')) // only a query
            return;
        auto name = std::find_if(words.begin() + 1, words.end(), [](const std::string& word) { return !isFlag(word); });
        if (name != words.end() && name->starts_with('$'))
            m_exportsWhatIsRead = true;
        if (name == words.end() || !isName(*name))
            return;
        if (words.front() != "set" && (hasFlag(words, 'u') || hasFlag(words, 'r')))
            return unset({*name});
        const bool isExported = words.front() != "set" || hasFlag(words, 'x') || isOneOf("--export", words);
        add(*name, name + 1 == words.end() ? std::string_view() : std::string_view(*(name + 1)), isExported);
    }

    void takeSetter(const ShellWords& words)
    {
        if (words.front() == "export" && hasFlag(words, 'n'))
            return unset(words);
        const bool isEnv = words.front() == "env";
        m_exportsWhatIsRead |= words.size() == 1 && !isEnv; // "export (cat FILE)" of fish
        for (std::size_t i = 1; i < words.size(); ++i)
            if (isSubstitution(words[i]))
                addSourced(words[i], ShellSyntax::List);
            else if (words[i].starts_with('$') && !isEnv)
                m_exportsWhatIsRead = true;
        if (isEnv)
            return takeAssignments({words.begin() + 1, words.end()}, false);
        const bool isExported = words.front() == "export" || hasFlag(words, 'x');
        for (std::size_t i = 1; i < words.size(); ++i)
            if (const std::string name = words[i].substr(0, words[i].find('=')); (assign(words[i], isExported) || isName(words[i])) && isExported)
                m_file.exported.push_back(name);
    }

    /// "A=1 B=2", or "A=1 program ..." for that program only. `isAlias`: of one of the programs.
    void takeAssignments(const ShellWords& words, bool isAlias)
    {
        const auto isBefore = [](const std::string& word) { return isAssignment(word) || isFlag(word) || isSubstitution(word) || isOneOf(word, kRunners); };
        const auto command = std::ranges::find_if_not(words, isBefore);
        if (command != words.end() && !isAlias && !isProgram(*command))
            return;
        const bool isExported = isAlias || command != words.end(); // to that program
        for (auto word = words.begin(); word != command; ++word)
            if (isSubstitution(*word))
                addSourced(*word, ShellSyntax::List);
            else
                assign(*word, isExported);
    }

    ShellFile& m_file;
    const std::vector<std::string>& m_programs;
    int m_line = 1;
    Pending m_pending = Pending::Nothing;
    std::string m_loop;
    std::string m_prefix;
    std::string m_folder;
    std::vector<std::string> m_readNames;
    std::vector<std::string> m_listed;
    std::vector<std::string> m_arguments;
    bool m_exportsWhatIsRead = false;
    bool m_sourcesArgument = false;
};

/// The delimiter of a here document that begins after this line: "cat <<'END'"; empty: none, or the shell itself reads
/// it.
std::string endOfText(std::string_view line)
{
    if (line.find("/dev/stdin") != std::string_view::npos)
        return {};
    char quote = 0;
    for (std::size_t at = 0; at + 2 < line.size(); ++at) {
        const char c = line[at];
        if (quote != 0 || c == '\'' || c == '"') {
            quote = quote == 0 ? c : c == quote ? '\0' : quote;
            continue;
        }
        if (c == '#' && (at == 0 || line[at - 1] == ' '))
            return {};
        if (c != '<' || line[at + 1] != '<')
            continue;
        if (line[at + 2] == '<') {
            at += 2;
            continue;
        }
        std::size_t begin = line[at + 2] == '-' ? at + 3 : at + 2;
        begin = std::min(line.find_first_not_of(" \t\"'\\", begin), line.size());
        const auto end = std::find_if_not(line.begin() + static_cast<std::ptrdiff_t>(begin), line.end(), isNamePart);
        return {line.begin() + static_cast<std::ptrdiff_t>(begin), end};
    }
    return {};
}

/// Whether the whole line runs in a subshell: "(export A=1; make)".
bool isSubshell(std::string_view line)
{
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    line = line.substr(0, line.find_last_not_of(" \t") + 1);
    int depth = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        depth += line[at] == '(' ? 1 : line[at] == ')' ? -1 : 0;
        if (depth == 0)
            return at > 0 && at + 1 == line.size();
    }
    return false;
}

} // namespace

ShellFile shellFile(std::string_view text, const std::vector<std::string>& programs, ShellSyntax syntax)
{
    ShellFile file;
    addDialect(file, text, syntax);
    if (syntax == ShellSyntax::List || syntax == ShellSyntax::Pam || syntax == ShellSyntax::FishUniversal || syntax == ShellSyntax::Mise || syntax == ShellSyntax::Systemd)
        return file;
    CommandReader reader(file, programs);
    std::string joined; // lines that continue in the next one
    std::string textEnd; // delimiter of a here document
    int line = 0;
    int first = 1;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line;
        if (part.ends_with('\r'))
            part.remove_suffix(1);
        if (!textEnd.empty()) {
            if (part.substr(std::min(part.find_first_not_of('\t'), part.size())) == textEnd)
                textEnd.clear();
            continue;
        }
        if (joined.empty())
            first = line;
        const bool goesOn = part.ends_with('\\') && syntax == ShellSyntax::Shell;
        joined.append(goesOn ? part.substr(0, part.size() - 1) : part);
        if (goesOn && !text.empty())
            continue;
        const std::size_t settings = file.settings.size();
        const std::size_t exported = file.exported.size();
        const auto commands = shellCommands(joined);
        for (const ShellWords& command : commands)
            reader.read(command, first);
        const bool runsProgram = std::ranges::any_of(commands, [&](const ShellWords& command) {
            return std::ranges::any_of(command, [&](const std::string& word) { return isOneOf(programIn(word), programs); });
        });
        if (syntax == ShellSyntax::Shell && isSubshell(joined) && !runsProgram) { // its variables are lost at its end
            file.settings.resize(settings);
            file.exported.resize(exported);
        }
        if (syntax == ShellSyntax::Shell)
            textEnd = endOfText(joined);
        joined.clear();
    }
    reader.end();
    return file;
}

} // namespace gateway::clients
