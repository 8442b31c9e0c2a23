#include "catch.h"

#include "ui/models/routes/route_proposal.h"

using gateway::config::Settings;
using gateway::config::TextMatch;
using gateway::usage::ExchangeRecord;
using ui::models::proposalFor;

namespace {

/// Route "all" matched, and qwen answered.
ExchangeRecord answered()
{
    ExchangeRecord record;
    record.consumer = "anonymous";
    record.route = "all";
    record.askedModel = "gpt 4o/mini";
    record.provider = "qwen";
    record.model = "qwen-plus";
    return record;
}

Settings settings()
{
    Settings all;
    for (const char* id : {"gpt-4o-mini", "all"}) {
        gateway::config::RouteSettings route;
        route.id = id;
        all.routes.push_back(route);
    }
    gateway::config::ProviderSettings provider;
    provider.id = "qwen";
    all.providers = {provider};
    gateway::config::ConsumerSettings consumer;
    consumer.name = "ci";
    all.consumers = {consumer};
    return all;
}

} // namespace

TEST_CASE("proposes a route with a request's model and target before the one that matched")
{
    const auto proposal = proposalFor(answered(), settings());
    CHECK(proposal.route.id == "gpt-4o-mini-2");
    CHECK(proposal.route.match.models == std::vector<TextMatch>{{TextMatch::Kind::Exact, "gpt 4o/mini"}});
    CHECK(proposal.route.match.consumers.empty()); // callers may be without a key
    REQUIRE(proposal.route.targets.size() == 1);
    CHECK(proposal.route.targets.front().provider == "qwen");
    CHECK(proposal.route.targets.front().model == "qwen-plus");
    CHECK(proposal.ahead == "all");
}

TEST_CASE("proposes a route only for the consumer and existing targets of a request")
{
    ExchangeRecord record = answered();
    record.consumer = "ci";
    record.model = record.askedModel;
    CHECK(proposalFor(record, settings()).route.match.consumers == std::vector<std::string>{"ci"});
    CHECK_FALSE(proposalFor(record, settings()).route.targets.front().model); // the requested model
    record.provider = "gone";
    record.route = "gone";
    CHECK(proposalFor(record, settings()).route.targets.empty());
    CHECK(proposalFor(record, settings()).ahead.empty());
    record.askedModel.clear();
    CHECK_FALSE(ui::models::canPropose(record));
}
