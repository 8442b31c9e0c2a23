#include "gateway/host/doctor/diagnostics.h"

#include "catch.h"

using Catch::Contains;
using namespace gateway;
using namespace gateway::host;

namespace {

// Everything that must not leave the machine contains this.
constexpr const char* kMarked = "hunter22hunter22";

std::string marked(const char* before, const char* after = "") { return std::string(before) + kMarked + after; }

config::Settings fullSettings()
{
    config::ProviderSettings provider;
    provider.id = "mine";
    provider.type = "openai-compatible";
    provider.baseUrl = "https://api.example/v1/" + marked("") + marked("") + "?token=" + marked("");
    provider.keys = {{"main", "keychain:mine/main"}};
    provider.settings = {{"account_id", kMarked}};
    provider.authHeaders = {{"x-team", kMarked, {}}, {"x-key", "${key}", {}}};
    provider.authQuery = {{"tenant", kMarked, {}}};
    provider.proxy.mode = "url";
    provider.proxy.url = "http://proxy.example:3128";
    provider.proxy.user = "someone";
    provider.proxy.secret = "keychain:proxy";
    provider.parameters.set = {{"system_prompt", JsonText{'"' + marked("") + '"'}}, {"metadata", JsonText{R"({"user":")" + marked("") + R"("})"}}};
    config::ConsumerSettings consumer;
    consumer.name = "ide";
    consumer.keys = {{std::string(48, 'a') + "0123456789abcdef", {}, "sb-...3fAb", {}, true}};
    config::RouteSettings route;
    route.id = "mine";
    route.targets.resize(1);
    route.targets.front().provider = "mine";
    route.match.headers.emplace_back("x-team", config::TextMatch{config::TextMatch::Kind::Exact, kMarked});
    route.match.query.emplace_back("key", config::TextMatch{config::TextMatch::Kind::Exact, kMarked});
    config::Settings settings;
    settings.routes = {route};
    settings.providers = {provider};
    settings.consumers = {consumer};
    return settings;
}

} // namespace

TEST_CASE("diagnostics contain no secrets and no consumer keys and no prompts")
{
    DiagnosticInputs inputs;
    inputs.facts = programFacts();
    inputs.settings = fullSettings();
    inputs.findings = {{Check::Keys, Outcome::Problem, "mine/main", {"Key %1 does not exist.", {"keychain:mine/main"}}, {"Enter it."}}};
    inputs.log = {{WallTime{std::chrono::seconds{1763647351}}, 2, "gateway.http", marked("refused: ")},
                  {WallTime{std::chrono::seconds{1763647352}}, 1, "gateway.http", "authorization: Bearer sk-abcdefghijklmnop"}};
    inputs.home = "/home/ann";
    inputs.facts.emplace_back("Data", "/home/ann/.local/share/signalbox");
    const std::string text = diagnosticsText(inputs, secrets::Redactor({Secret(kMarked)}));
    CAPTURE(text);
    CHECK_THAT(text, !Contains("hunter22"));
    CHECK_THAT(text, !Contains("0123456789abcdef"));
    CHECK_THAT(text, !Contains("3fAb"));
    CHECK_THAT(text, !Contains("abcdefghijklmnop"));
    CHECK_THAT(text, !Contains("/home/ann"));
    CHECK_THAT(text, !Contains("system_prompt\": \"h"));
    // Useful facts are included.
    CHECK_THAT(text, Contains("Signalbox: " SIGNALBOX_VERSION));
    CHECK_THAT(text, Contains("https://api.example/v1/"));
    CHECK_THAT(text, Contains("keychain:mine/main"));
    CHECK_THAT(text, Contains("[problem] keys mine/main: Key keychain:mine/main does not exist. Enter it."));
    CHECK_THAT(text, Contains("~/.local/share/signalbox"));
    CHECK_THAT(text, Contains("2025-11-20T14:02:31.000Z warning gateway.http: refused: ***"));
}

TEST_CASE("the shared configuration contains no secrets without a redactor")
{
    const std::string text = sharedSettings(fullSettings());
    CAPTURE(text);
    CHECK_THAT(text, !Contains("hunter22"));
    CHECK_THAT(text, !Contains("0123456789abcdef"));
    CHECK_THAT(text, Contains("\"id\": \"mine\""));
}

TEST_CASE("diagnostics contain only the end of a long log")
{
    DiagnosticInputs inputs;
    for (int i = 0; i < 500; ++i)
        inputs.log.push_back({{}, 1, "gateway.http", "line " + std::to_string(i) + '.'});
    const std::string text = diagnosticsText(inputs, {});
    CHECK_THAT(text, !Contains("line 299."));
    CHECK_THAT(text, Contains("line 300."));
    CHECK_THAT(text, Contains("line 499."));
}

TEST_CASE("reports resident memory where the system provides it")
{
#ifdef Q_OS_LINUX
    CHECK(residentBytes() > 1'000'000);
#else
    CHECK(residentBytes() >= -1);
#endif
}
