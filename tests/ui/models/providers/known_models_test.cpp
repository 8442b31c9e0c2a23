#include "ui/models/providers/known_models.h"

#include "catch.h"
#include "fake_gateway.h"

using namespace ui::models;
using Origin = KnownModels::Origin;

TEST_CASE("takes models from the configuration, else from the provider, else from the catalog")
{
    FakeFor<GatewayParts<Configuration, Providers>> gateway;
    gateway.addProvider("qwen");
    auto& settings = gateway.m_settings.providers.back();
    const auto catalog = knownModels(settings, gateway);
    CHECK(catalog.origin == Origin::Catalog);
    CHECK_FALSE(catalog.names.empty());
    gateway.setListed("qwen", {"qwen-plus", "qwen-new"});
    const auto listed = knownModels(settings, gateway);
    CHECK(listed.origin == Origin::Listed);
    CHECK(listed.names == std::vector<std::string>{"qwen-plus", "qwen-new"});
    settings.models = std::vector<std::string>{"qwen-max"};
    const auto configured = knownModels(settings, gateway);
    CHECK(configured.origin == Origin::Configured);
    CHECK(configured.names == std::vector<std::string>{"qwen-max"});
}

TEST_CASE("names the models of usable providers only")
{
    FakeFor<GatewayParts<Configuration, Providers>> gateway;
    gateway.m_settings.providers.clear();
    gateway.addProvider("openai-compatible", "mine");
    gateway.addProvider("qwen");
    gateway.setListed("mine", {"small", "small", "large"});
    gateway.setKeyHealth("qwen", gateway::host::KeyHealth::Missing);
    CHECK(usableModels(gateway) == QStringList{QStringLiteral("mine/small"), QStringLiteral("mine/large")});
}
