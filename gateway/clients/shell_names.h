#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

/// What words of shells may stand for, as far as files say what their variables are. A variable has every value that was ever given
/// to it. Pure; private to the room.
class ShellNames {
public:
    /// `environment`: of this process, for what no file says.
    ShellNames(std::string home, const std::map<std::string, std::string>& environment) : m_home(std::move(home)), m_environment(environment) {}

    void add(const std::string& name, const std::string& word);
    const std::vector<std::string>& wordsOf(const std::string& name) const;

    /// Paths, maybe with wildcards: each once, a bounded number. A word with a variable that nothing is known of stands for none.
    /// `folder`: of the file that has the word.
    std::vector<std::string> expanded(const std::string& word, const std::string& folder) const;

private:
    class Expansion;

    std::string m_home;
    const std::map<std::string, std::string>& m_environment;
    std::map<std::string, std::vector<std::string>> m_words;
};

} // namespace gateway::clients
