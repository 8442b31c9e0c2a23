#include "model_directory.h"

namespace gateway::routing {

void ModelDirectory::add(std::size_t provider, std::vector<std::string> models)
{
    for (const std::string& model : models)
        m_first.try_emplace(model, provider);
    m_models[provider] = std::move(models);
}

std::optional<std::size_t> ModelDirectory::providerOf(std::string_view model) const
{
    const auto found = m_first.find(model);
    return found == m_first.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<std::string>& ModelDirectory::models(std::size_t provider) const
{
    static const std::vector<std::string> none;
    const auto found = m_models.find(provider);
    return found == m_models.end() ? none : found->second;
}

} // namespace gateway::routing
