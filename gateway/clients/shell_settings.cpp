#include "shell_settings.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace gateway::clients {

namespace {

constexpr std::array<std::string_view, 6> kSetters{"export", "declare", "typeset", "local", "readonly", "env"};
constexpr std::array<std::string_view, 10> kBefore{"then", "else", "do", "if", "elif", "while", "and", "or", "begin", "builtin"};

bool isNamePart(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool isName(std::string_view text)
{
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 && std::ranges::all_of(text, isNamePart);
}

template <class List> bool isOneOf(std::string_view word, const List& list) { return std::ranges::find(list, word) != list.end(); }

std::string_view lastPart(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Words of one command; what was in quotes is one word, without them.
using Words = std::vector<std::string>;

/// One line cut into its commands.
class LineReader {
public:
    explicit LineReader(std::string_view line) : m_line(line) {}

    std::vector<Words> commands()
    {
        while (m_at < m_line.size())
            take();
        endCommand();
        return std::move(m_commands);
    }

private:
    void take()
    {
        const char c = m_line[m_at];
        if (c == '#' && !m_isInWord) {
            m_at = m_line.size();
        } else if (c == '\'' || c == '"') {
            takeQuoted(c);
        } else if (c == '\\' && m_at + 1 < m_line.size()) {
            add(m_line[m_at + 1]);
            m_at += 2;
        } else if (c == ';' || c == '&' || c == '|' || c == '(' || c == ')' || (isEdge(c) && !m_isInWord)) {
            endCommand();
            ++m_at;
        } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            endWord();
            ++m_at;
        } else if (c == '$' && m_at + 1 < m_line.size() && (m_line[m_at + 1] == '(' || m_line[m_at + 1] == '{')) {
            takeSubstitution();
        } else {
            add(c);
            ++m_at;
        }
    }

    static bool isEdge(char c) { return c == '{' || c == '}'; }

    void takeQuoted(char quote)
    {
        m_isInWord = true; // also where nothing is within
        for (++m_at; m_at < m_line.size() && m_line[m_at] != quote; ++m_at) {
            if (quote == '"' && m_line[m_at] == '\\' && m_at + 1 < m_line.size())
                ++m_at;
            m_word += m_line[m_at];
        }
        ++m_at;
    }

    /// "$(...)" and "${...}" as they are written.
    void takeSubstitution()
    {
        const char open = m_line[m_at + 1];
        const char close = open == '(' ? ')' : '}';
        int depth = 0;
        add('$');
        for (++m_at; m_at < m_line.size(); ++m_at) {
            depth += m_line[m_at] == open ? 1 : m_line[m_at] == close ? -1 : 0;
            add(m_line[m_at]);
            if (depth == 0)
                break;
        }
        m_at = std::min(m_at + 1, m_line.size());
    }

    void add(char c)
    {
        m_word += c;
        m_isInWord = true;
    }

    void endWord()
    {
        if (m_isInWord)
            m_words.push_back(std::move(m_word));
        m_word.clear();
        m_isInWord = false;
    }

    void endCommand()
    {
        endWord();
        if (!m_words.empty())
            m_commands.push_back(std::move(m_words));
        m_words.clear();
    }

    std::string_view m_line;
    std::size_t m_at = 0;
    std::string m_word;
    bool m_isInWord = false;
    Words m_words;
    std::vector<Words> m_commands;
};

/// What one command says of variables.
class CommandReader {
public:
    CommandReader(ShellFile& file, int line, const std::vector<std::string>& programs) : m_file(file), m_line(line), m_programs(programs) {}

    void read(const Words& all)
    {
        std::size_t first = 0;
        while (first < all.size() && isOneOf(all[first], kBefore))
            ++first;
        const Words words(all.begin() + static_cast<std::ptrdiff_t>(first), all.end());
        if (words.empty())
            return;
        const std::string& command = words.front();
        if (command == "source" || command == ".")
            return takeSource(words);
        if (command == "alias" || command == "abbr")
            return takeAlias(words);
        if (command == "unset" || (command == "set" && hasFlag(words, 'e')) || command == "unsetenv")
            return unset(words);
        if (command == "set" || command == "setenv")
            return takeSet(words);
        if (isOneOf(command, kSetters))
            return takeSetter(words);
        if (command.starts_with("$env:"))
            return takePowerShell(words);
        takeAssignments(words);
    }

private:
    static bool isFlag(const std::string& word) { return word.size() > 1 && word.front() == '-'; }
    static bool hasFlag(const Words& words, char flag)
    {
        return std::ranges::any_of(words, [&](const std::string& word) { return isFlag(word) && word[1] != '-' && word.find(flag) != std::string::npos; });
    }

    void add(std::string_view name, std::string_view value) { m_file.settings.push_back({std::string(name), std::string(value), m_line, false}); }

    /// NAME=VALUE; false: it is none.
    bool assign(const std::string& word)
    {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos || !isName(std::string_view(word).substr(0, equals)))
            return false;
        add(std::string_view(word).substr(0, equals), std::string_view(word).substr(equals + 1));
        return true;
    }

    void takeSource(const Words& words)
    {
        if (words.size() > 1)
            m_file.sourced.push_back(words[1]);
    }

    void takeAlias(const Words& words)
    {
        for (const std::string& word : words) {
            const std::size_t equals = word.find('=');
            const bool isPosix = equals != std::string::npos && isOneOf(word.substr(0, equals), m_programs);
            if (isPosix)
                readText(word.substr(equals + 1));
        }
        if (words.size() > 2 && isOneOf(words[1], m_programs)) // fish and csh
            readText(words[2]);
    }

    void readText(const std::string& text)
    {
        for (const Words& command : LineReader(text).commands())
            read(command);
    }

    void unset(const Words& words)
    {
        for (const std::string& word : words)
            if (isName(word))
                m_file.settings.push_back({word, {}, m_line, true});
    }

    /// "set -gx NAME VALUE" of fish, "setenv NAME VALUE" of csh.
    void takeSet(const Words& words)
    {
        auto name = std::find_if(words.begin() + 1, words.end(), [](const std::string& word) { return !isFlag(word); });
        if (name == words.end() || !isName(*name))
            return;
        add(*name, name + 1 == words.end() ? std::string_view() : std::string_view(*(name + 1)));
    }

    void takeSetter(const Words& words)
    {
        if (words.front() == "export" && hasFlag(words, 'n'))
            return unset(words);
        for (std::size_t i = 1; i < words.size(); ++i)
            if (!assign(words[i]) && words.front() == "env" && !isFlag(words[i]))
                return; // the command that it runs
    }

    void takePowerShell(const Words& words)
    {
        const std::string_view first = std::string_view(words.front()).substr(std::string_view("$env:").size());
        const std::size_t equals = first.find('=');
        const std::string_view name = first.substr(0, equals);
        std::string value(equals == std::string_view::npos ? std::string_view() : first.substr(equals + 1));
        for (std::size_t i = 1; i < words.size() && value.empty(); ++i)
            if (words[i] != "=")
                value = words[i];
        if (isName(name))
            add(name, value);
    }

    /// "A=1 B=2", or "A=1 program ..." for that one alone.
    void takeAssignments(const Words& words)
    {
        const auto isAssignment = [](const std::string& word) {
            const std::size_t equals = word.find('=');
            return equals != std::string::npos && isName(std::string_view(word).substr(0, equals));
        };
        auto command = std::ranges::find_if_not(words, isAssignment);
        while (command != words.end() && (*command == "command" || *command == "exec"))
            ++command;
        if (command != words.end() && !isOneOf(lastPart(*command), m_programs))
            return;
        for (auto word = words.begin(); word != command && isAssignment(*word); ++word)
            assign(*word);
    }

    ShellFile& m_file;
    int m_line;
    const std::vector<std::string>& m_programs;
};

} // namespace

ShellFile shellFile(std::string_view text, const std::vector<std::string>& programs)
{
    ShellFile file;
    std::string joined; // of lines that go on in the next one
    int line = 0;
    int first = 1;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line;
        if (part.ends_with('\r'))
            part.remove_suffix(1);
        if (joined.empty())
            first = line;
        const bool goesOn = part.ends_with('\\');
        joined.append(goesOn ? part.substr(0, part.size() - 1) : part);
        if (goesOn && !text.empty())
            continue;
        for (const Words& command : LineReader(joined).commands())
            CommandReader(file, first, programs).read(command);
        joined.clear();
    }
    return file;
}

} // namespace gateway::clients
