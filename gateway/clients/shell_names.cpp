#include "shell_names.h"

#include "shell_line.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace gateway::clients {

namespace {

constexpr std::size_t kMostWords = 64;  ///< that one stands for
constexpr std::size_t kMostValues = 32; ///< of one variable
constexpr int kMostNested = 6;           ///< of variables in variables

std::size_t endOf(std::string_view text, std::size_t open)
{
    const char begin = text[open];
    const char end = begin == '(' ? ')' : '}';
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        depth += text[i] == begin ? 1 : text[i] == end ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return text.size();
}

/// Expands "a{b,c}" to "ab" and "ac".
std::vector<std::string> withoutBraces(const std::string& word, int depth = 0)
{
    for (std::size_t open = word.find('{'); open != std::string::npos; open = word.find('{', open + 1)) {
        const std::size_t close = endOf(word, open);
        if (open > 0 && word[open - 1] == '$') {
            open = close;
            continue;
        }
        const std::string inner = close < word.size() ? word.substr(open + 1, close - open - 1) : std::string();
        if (inner.find(',') == std::string::npos || depth > kMostNested)
            continue;
        std::vector<std::string> all;
        for (std::size_t at = 0; at <= inner.size() && all.size() < kMostWords;) {
            const std::size_t comma = std::min(inner.find(',', at), inner.size());
            std::ranges::move(withoutBraces(word.substr(0, open) + inner.substr(at, comma - at) + word.substr(close + 1), depth + 1), std::back_inserter(all));
            at = comma + 1;
        }
        return all;
    }
    return {word};
}

bool isPartOfName(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// A variable with the path of the file itself, in bash and zsh.
bool isOwnFile(std::string_view name) { return name.starts_with("BASH_SOURCE") || name.starts_with("0:") || name.starts_with("0%") || name == "0" || name.starts_with("(%)"); }

} // namespace

class ShellNames::Expansion {
public:
    Expansion(const ShellNames& names, const std::string& folder) : m_names(names), m_folder(folder) {}

    std::vector<std::string> of(const std::string& word, int depth)
    {
        std::vector<std::string> all;
        if (depth < kMostNested)
            for (const std::string& plain : withoutBraces(word))
                expand(plain, {}, depth, all);
        return all;
    }

private:
    void expand(std::string_view rest, std::string made, int depth, std::vector<std::string>& all)
    {
        if (made.empty() && (rest == "~" || rest.starts_with("~/"))) {
            made = m_names.m_home;
            rest.remove_prefix(1);
        }
        while (!rest.empty() && !(rest.front() == '$' && rest.size() > 1)) {
            made += rest.front();
            rest.remove_prefix(1);
        }
        if (rest.empty()) {
            if (all.size() < kMostWords)
                all.push_back(std::move(made));
            return;
        }
        std::size_t end = 1;
        const auto values = reference(rest, end, depth);
        for (const std::string& value : values)
            expand(rest.substr(end), made + value, depth, all);
    }

    /// The possible values of the "$..." at the front of `text`; `end`: the position after it.
    std::vector<std::string> reference(std::string_view text, std::size_t& end, int depth)
    {
        if (text[1] == '(' || text[1] == '{') {
            const std::size_t close = endOf(text, 1);
            end = std::min(close + 1, text.size());
            const std::string_view inner = text.substr(2, close - 2);
            return text[1] == '(' ? ofCommand(text.substr(0, end), depth) : ofVariable(inner, depth);
        }
        while (end < text.size() && isPartOfName(text[end]))
            ++end;
        if (end == 1)
            ++end; // "$1", "$@" and the like
        return ofVariable(text.substr(1, end - 1), depth);
    }

    /// "NAME", "NAME:-default", "NAME%/*"
    std::vector<std::string> ofVariable(std::string_view text, int depth)
    {
        if (isOwnFile(text))
            return {m_folder};
        text.remove_prefix(std::min(text.find_first_not_of("~^="), text.size())); // flags of zsh
        const auto end = std::ranges::find_if_not(text, isPartOfName);
        const std::string name(text.begin(), end);
        std::string_view rest = text.substr(name.size());
        if (name == "HOME")
            return {m_names.m_home};
        std::vector<std::string> all;
        for (const std::string& word : m_names.wordsOf(name))
            std::ranges::move(of(word, depth + 1), std::back_inserter(all));
        if (all.empty())
            if (const auto known = m_names.m_environment.find(name); known != m_names.m_environment.end() && !known->second.empty())
                all.push_back(known->second);
        if (rest.starts_with(':'))
            rest.remove_prefix(1);
        const bool hasDefault = rest.starts_with('-') || rest.starts_with('=');
        return all.empty() && hasDefault ? of(std::string(rest.substr(1)), depth + 1) : all;
    }

    /// For "$(...)": the names in ls, find and echo commands.
    std::vector<std::string> ofCommand(std::string_view text, int depth)
    {
        if (text.find("dirname") != std::string_view::npos || text.find("BASH_SOURCE") != std::string_view::npos)
            return {m_folder};
        static constexpr std::array<std::string_view, 3> kListers{"ls", "find", "echo"};
        const auto commands = shellCommands(text.substr(2, text.size() - std::min<std::size_t>(text.size(), 3)));
        std::vector<std::string> all;
        if (commands.empty() || std::ranges::find(kListers, commands.front().front()) == kListers.end())
            return all;
        const ShellWords& words = commands.front();
        const auto name = std::ranges::find_if(words, [](const std::string& word) { return word == "-name" || word == "-iname"; });
        const std::string below = words.front() == "find" ? "/**/" + (name != words.end() && name + 1 != words.end() ? *(name + 1) : std::string("*")) : std::string();
        for (std::size_t i = 1; i < words.size() && (below.empty() || !words[i].starts_with('-')); ++i)
            if (!words[i].starts_with('-'))
                for (const std::string& each : of(words[i], depth + 1))
                    all.push_back(each + below);
        return all;
    }

    const ShellNames& m_names;
    const std::string& m_folder;
};

void ShellNames::add(const std::string& name, const std::string& word)
{
    std::vector<std::string>& words = m_words[name];
    if (!word.empty() && words.size() < kMostValues && std::ranges::find(words, word) == words.end())
        words.push_back(word);
}

const std::vector<std::string>& ShellNames::wordsOf(const std::string& name) const
{
    static const std::vector<std::string> none;
    const auto found = m_words.find(name);
    return found == m_words.end() ? none : found->second;
}

std::vector<std::string> ShellNames::expanded(const std::string& word, const std::string& folder) const
{
    auto all = Expansion(*this, folder).of(word, 0);
    std::vector<std::string> once;
    for (std::string& each : all)
        if (std::ranges::find(once, each) == once.end())
            once.push_back(std::move(each));
    return once;
}

} // namespace gateway::clients
