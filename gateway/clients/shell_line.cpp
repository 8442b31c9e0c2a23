#include "shell_line.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace gateway::clients {

namespace {

/// Splits a line into its commands.
class LineReader {
public:
    explicit LineReader(std::string_view line) : m_line(line) {}

    std::vector<ShellWords> commands()
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
        } else if (c == '`') {
            takeBackticks();
        } else if (c == '\\' && m_at + 1 < m_line.size()) {
            add(m_line[m_at + 1]);
            m_at += 2;
        } else if (c == ';' || c == '&' || c == '|' || c == '(' || c == ')' || (isEdge(c) && !m_isInWord)) {
            endCommand();
            ++m_at;
        } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            endWord();
            ++m_at;
        } else if (isReference()) {
            takeReference();
        } else {
            add(c);
            ++m_at;
        }
    }

    static bool isEdge(char c) { return c == '{' || c == '}'; }

    bool isReference() const { return m_line[m_at] == '$' && m_at + 1 < m_line.size() && (m_line[m_at + 1] == '(' || m_line[m_at + 1] == '{'); }

    void takeQuoted(char quote)
    {
        m_isInWord = true; // also if the quotes are empty
        ++m_at;
        while (m_at < m_line.size() && m_line[m_at] != quote) {
            if (quote == '"' && isReference()) {
                takeReference();
            } else if (quote == '"' && m_line[m_at] == '`') {
                takeBackticks();
            } else {
                if (quote == '"' && m_line[m_at] == '\\' && m_at + 1 < m_line.size())
                    ++m_at;
                m_word += m_line[m_at++];
            }
        }
        m_at = std::min(m_at + 1, m_line.size());
    }

    void takeBackticks()
    {
        const std::size_t end = std::min(m_line.find('`', m_at + 1), m_line.size());
        m_word.append("$(").append(m_line.substr(m_at + 1, end - m_at - 1)).append(")");
        m_isInWord = true;
        m_at = std::min(end + 1, m_line.size());
    }

    /// "$(...)" and "${...}" as written.
    void takeReference()
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
    ShellWords m_words;
    std::vector<ShellWords> m_commands;
};

} // namespace

std::vector<ShellWords> shellCommands(std::string_view line) { return LineReader(line).commands(); }

bool isSubstitution(std::string_view word) { return word.starts_with("$("); }

std::vector<std::string> wordsInSubstitution(std::string_view word)
{
    std::vector<std::string> found;
    if (!isSubstitution(word))
        return found;
    word.remove_prefix(2);
    if (word.ends_with(')'))
        word.remove_suffix(1);
    for (const ShellWords& command : shellCommands(word))
        for (std::size_t i = 0; i < command.size(); ++i) {
            const bool isRead = command[i].starts_with('<');
            std::string name = command[i].substr(isRead ? command[i].find_first_not_of('<') == std::string::npos ? command[i].size() : command[i].find_first_not_of('<') : 0);
            if ((i > 0 || isRead) && !name.empty() && !name.starts_with('-'))
                found.push_back(std::move(name));
        }
    return found;
}

} // namespace gateway::clients
