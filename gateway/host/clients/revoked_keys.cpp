#include "revoked_keys.h"

#include <utility>
#include <vector>

namespace gateway::host {

std::set<std::string> revokedKeys(const config::ConfigHistory& history)
{
    std::set<std::string> revoked;
    const auto versions = history.list();
    if (!versions)
        return revoked;
    for (auto version = versions->rbegin(); version != versions->rend(); ++version) { // the oldest first
        const auto text = history.read(version->number);
        std::vector<config::Issue> issues;
        if (const auto document = text ? config::Document::parse(*text, issues) : failure(text.error()))
            clients::noteRevoked(revoked, document->settings());
    }
    return revoked;
}

std::set<std::string> revokedKeys(const config::ConfigHistory& history, const std::optional<std::string>& file)
{
    std::set<std::string> revoked = revokedKeys(history);
    std::vector<config::Issue> issues;
    if (const auto document = file ? config::Document::parse(*file, issues) : failure(ErrorKind::Io, {}))
        clients::noteRevoked(revoked, document->settings());
    return revoked;
}

Result<clients::StillRevoked> keepRevoked(config::Document& document, const std::set<std::string>& revoked)
{
    config::Settings next = document.settings();
    clients::StillRevoked still = clients::refuseRevoked(next, revoked);
    if (still.keys == 0)
        return still;
    std::vector<config::Issue> issues;
    auto kept = document.with(next, issues);
    if (!kept)
        return failure(std::move(kept.error()));
    document = std::move(*kept);
    return still;
}

} // namespace gateway::host
