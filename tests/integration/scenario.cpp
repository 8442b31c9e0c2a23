#include "scenario.h"

#include "catch.h"

#include <charconv>

namespace tests {

GatewayProcess::Options withKey() { return {.environment = {{kKeyName, kKey}}}; }

GatewayProcess::Options measured()
{
    auto options = withKey();
    options.environment.push_back({"ASAN_OPTIONS", "quarantine_size_mb=0:thread_local_quarantine_size_kb=0"});
    return options;
}

std::string ask(const std::string& model, const std::string& extra)
{
    return R"({"model":")" + model + R"(","messages":[{"role":"user","content":"hi"}])" + extra + "}";
}

std::string askStream(const std::string& model, const std::string& extra)
{
    return ask(model, R"(,"stream":true)" + extra);
}

Json aliasConfiguration(const FakeUpstream& upstream)
{
    return configuration(
        {provider("up", upstream.baseUrl(), {kKeyReference})}, {route("alias", {target("up", "up-model", 0)})});
}

Json fallbackConfiguration(const std::string& firstUrl, const std::string& secondUrl)
{
    return configuration({provider("first", firstUrl), provider("second", secondUrl)},
        {route("alias", {target("first", "first-model", 1), target("second", "second-model", 0)})});
}

Behaviour told(const std::string& body)
{
    Behaviour behaviour;
    behaviour.body = body;
    return behaviour;
}

Json ofType(const FakeUpstream& upstream, const char* type)
{
    const bool isOpenAis = std::string_view(type).starts_with("openai-");
    Json up = provider("up", isOpenAis ? upstream.baseUrl() : upstream.origin(), {kKeyReference});
    up["type"] = type;
    return up;
}

Json withoutHealth(Json config)
{
    for (Json& provider : config["providers"])
        provider["key_failover"]["enabled"] = false;
    return config;
}

int attempts(const HttpAnswer& answer)
{
    const auto text = answer.headerOr("x-signalbox-attempts");
    int number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Json parsed(const std::string& text) { return Json::parse(text, nullptr, false); }

std::string checkError(const HttpAnswer& answer, int status, const std::string& code)
{
    CAPTURE(answer.raw);
    CHECK(answer.status == status);
    CHECK(answer.isComplete);
    CHECK(answer.headerOr("Content-Type").starts_with("application/json"));
    CHECK(answer.headerOr("x-signalbox-error") == code);
    CHECK_FALSE(answer.headerOr("x-signalbox-request-id").empty());
    auto body = parsed(answer.body);
    if (!body.is_object() || !body.contains("error") || !body["error"].is_object()) {
        FAIL_CHECK("the body has not the shape of an error");
        return {};
    }
    const auto& error = body["error"];
    for (const auto* name : {"message", "type", "param", "code"})
        CHECK(error.contains(name));
    CHECK(error.value("code", Json()) == code);
    if (!error.contains("message") || !error["message"].is_string()) {
        FAIL_CHECK("the error has no message");
        return {};
    }
    CHECK_FALSE(error["message"].get<std::string>().empty());
    return error["message"];
}

} // namespace tests
