#include "model_directory.h"

namespace gateway::routing {

void ModelDirectory::add(std::size_t provider, std::vector<std::string> models)
{
    for (const std::string& model : models)
        if (const auto [owners, isNew] = m_owners.try_emplace(model, Owners{provider, {}}); !isNew)
            owners->second.others.push_back(provider);
    m_models[provider] = std::move(models);
}

const std::vector<std::string>& ModelDirectory::models(std::size_t provider) const
{
    static const std::vector<std::string> none;
    const auto found = m_models.find(provider);
    return found == m_models.end() ? none : found->second;
}

} // namespace gateway::routing
