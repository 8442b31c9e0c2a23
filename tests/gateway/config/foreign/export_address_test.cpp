#include "foreign_fixture.h"

#include "gateway/providers/upstream_endpoint.h"

#include "catch.h"
#include "effort.h"

#include <algorithm>

// Compares the requested URL before and after export to another program and back.

using namespace gateway;
using config::foreign::Program;
using namespace test;

namespace {

/// The chat URL; empty: the provider cannot be used.
std::string urlOf(const config::ProviderSettings& provider)
{
    const auto endpoint = providers::resolveEndpoint(provider, catalog());
    if (!endpoint || endpoint->protocol != providers::Protocol::OpenAiChat) // the protocol both programs speak
        return {};
    return (endpoint->isSecure ? "https://" : "http://") + endpoint->hostHeader + endpoint->chatPath;
}

config::foreign::ProviderAddress addressOf(const config::ProviderSettings& provider)
{
    const auto endpoint = providers::resolveEndpoint(provider, catalog());
    return endpoint ? config::foreign::ProviderAddress{endpoint->baseUrl, urlOf(provider)}
                    : config::foreign::ProviderAddress();
}

config::Settings with(const config::ProviderSettings& provider)
{
    config::Settings settings;
    settings.providers.push_back(provider);
    config::RouteSettings& route = settings.routes.emplace_back();
    route.id = "r";
    route.targets.emplace_back().provider = provider.id;
    return settings;
}

struct Base {
    const char* url;
    bool isWhole = false;
};

constexpr Base kBases[] = {{nullptr}, {"http://h.example"}, {"http://h.example:8080/"}, {"https://h.example/v1"},
    {"http://h.example/proxy"}, {"http://h.example/v1/chat/completions"}, {"http://h.example/api/chat"},
    {"http://h.example/v1?x=1"}, {"http://h.example/v1/chat/completions?x=1"}, {"http://h.example/custom", true},
    {"https://h.example/proxy"}, {"https://h.example/v1?x=1"}, {"https://h.example/v1/chat/completions"},
    {"http://h.example", true}, {"http://h.example/v1/chat/completions", true}};

} // namespace

TEST_CASE("a provider keeps its URL through export and import or a note says otherwise")
{
    const auto to = GENERATE(Program::Apisix, Program::Higress);
    std::size_t compared = 0;
    constexpr std::size_t kEach = tests::kSparing;
    std::size_t tried = 0;
    for (const providers::CatalogEntry& entry : catalog().entries())
        for (const Base& base : kBases) {
            ++tried;
            if (tried / std::size(kBases) % kEach != tried % kEach)
                continue; // each base URL with some types
            config::ProviderSettings provider;
            provider.id = "p";
            provider.type = entry.id;
            provider.keys.push_back({"main", "keychain:p/main"});
            provider.baseUrl = base.url ? std::optional<std::string>(base.url) : std::nullopt;
            provider.wholeUrl = base.isWhole;
            const std::string before = urlOf(provider);
            if (before.empty())
                continue;
            CAPTURE(entry.id, base.url ? base.url : "", base.isWhole);
            const auto out = config::foreign::exportText(with(provider), to, {{}, addressOf});
            REQUIRE(out);
            CAPTURE(out->text);
            const auto back = imported(out->text, to);
            const bool isNoted = std::any_of(out->notes.begin(), out->notes.end(), [](const auto& note) {
                return note.path == "providers[0].base_url" || note.path == "providers[0].whole_url";
            });
            if (const std::string after = urlOf(back.settings.providers.front()); !isNoted)
                CHECK(after == before);
            compared += isNoted ? 0 : 1;
        }
    CHECK(compared > (kEach == 1 ? 1000 : 100));
}
