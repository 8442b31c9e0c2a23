#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

/// Expands words of shell files as far as the variables' values are known from files. A variable has every value that
/// was ever assigned to it. Pure; private to the room.
class ShellNames {
public:
    /// `environment`: that of this process, for variables that no file sets.
    ShellNames(std::string home, const std::map<std::string, std::string>& environment) : m_home(std::move(home)), m_environment(environment) {}

    void add(const std::string& name, const std::string& word);
    const std::vector<std::string>& wordsOf(const std::string& name) const;

    /// Returns paths, possibly with wildcards: each once, a limited number. A word with an unknown variable yields
    /// none. `folder`: that of the file that contains the word.
    std::vector<std::string> expanded(const std::string& word, const std::string& folder) const;

private:
    class Expansion;

    std::string m_home;
    const std::map<std::string, std::string>& m_environment;
    std::map<std::string, std::vector<std::string>> m_words;
};

} // namespace gateway::clients
