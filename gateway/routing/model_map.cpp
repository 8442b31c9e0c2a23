#include "model_map.h"

#include <algorithm>

namespace gateway::routing {

ModelMap::ModelMap(const std::vector<std::pair<std::string, std::string>>& rows)
{
    for (const auto& [pattern, target] : rows) {
        if (pattern == "*") {
            m_any = target;
        } else if (pattern.starts_with('~')) {
            m_regexes.push_back({Pattern(std::string_view(pattern).substr(1)), target});
        } else if (pattern.ends_with('*')) {
            m_prefixes.emplace_back(pattern.substr(0, pattern.size() - 1), target);
        } else {
            m_exact.emplace_back(pattern, target);
            m_names.push_back(pattern);
        }
    }
    std::stable_sort(m_prefixes.begin(), m_prefixes.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

std::string ModelMap::map(std::string_view model) const
{
    const auto kept = [&](const std::string& target) { return target.empty() ? std::string(model) : target; };
    for (const auto& [name, target] : m_exact)
        if (name == model)
            return kept(target);
    for (const auto& [prefix, target] : m_prefixes)
        if (model.starts_with(prefix))
            return kept(target);
    for (const Regex& regex : m_regexes)
        if (regex.expression.isFoundIn(model))
            return kept(regex.expression.replacedIn(model, regex.replacement));
    return kept(m_any);
}

} // namespace gateway::routing
