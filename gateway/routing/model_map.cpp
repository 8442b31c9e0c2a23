#include "model_map.h"

#include <algorithm>

namespace gateway::routing {

ModelMap::ModelMap(const std::vector<std::pair<std::string, std::string>>& rows)
{
    for (const auto& [pattern, target] : rows) {
        if (pattern == "*") {
            m_any = target;
        } else if (pattern.starts_with('~')) {
            QRegularExpression expression(QString::fromStdString(pattern.substr(1)));
            expression.optimize();
            m_regexes.push_back({std::move(expression), QString::fromStdString(target)});
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
    if (!m_regexes.empty()) {
        const QString text = QString::fromUtf8(model.data(), static_cast<qsizetype>(model.size()));
        for (const Regex& regex : m_regexes)
            if (regex.expression.match(text).hasMatch())
                return kept(QString(text).replace(regex.expression, regex.replacement).toStdString());
    }
    return kept(m_any);
}

} // namespace gateway::routing
