#include "route_proposal.h"

#include "route_edits.h"

#include <algorithm>
#include <cctype>

namespace ui::models {

using gateway::config::RouteSettings;
using gateway::config::Settings;
using gateway::usage::ExchangeRecord;

namespace {

/// "qwen/qwen plus" becomes "qwen-qwen-plus": ids contain no spaces and slashes.
std::string plainName(std::string name)
{
    const auto isPlain = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_'; };
    std::replace_if(name.begin(), name.end(), [&](char c) { return !isPlain(c); }, '-');
    return name;
}

} // namespace

bool canPropose(const ExchangeRecord& record) { return !record.askedModel.empty(); }

RouteProposal proposalFor(const ExchangeRecord& record, const Settings& settings)
{
    RouteProposal proposal;
    proposal.route.id = freeRouteName(settings, plainName(record.askedModel));
    proposal.route.match.models = {{gateway::config::TextMatch::Kind::Exact, record.askedModel}};
    const auto isAsking = [&](const auto& consumer) { return consumer.name == record.consumer; };
    if (std::any_of(settings.consumers.begin(), settings.consumers.end(), isAsking)) proposal.route.match.consumers = {record.consumer};
    if (const auto served = record.served(); settings.provider(served.provider)) {
        gateway::config::TargetSettings target;
        target.provider = served.provider;
        if (!served.model.empty() && served.model != record.askedModel) target.model = std::string(served.model);
        proposal.route.targets = {target};
    }
    const auto isTaker = [&](const RouteSettings& route) { return route.id == record.route; };
    if (std::any_of(settings.routes.begin(), settings.routes.end(), isTaker)) proposal.ahead = record.route;
    return proposal;
}

} // namespace ui::models
