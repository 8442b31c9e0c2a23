#pragma once

#include "attempts/exchange_fixture.h"
#include "fake_client.h"

#include "gateway/exchange/answer_search.h"
#include "gateway/exchange/relay.h"
#include "gateway/exchange/request_admission.h"
#include "gateway/exchange/request_planning.h"
#include "gateway/exchange/request_understanding.h"
#include "gateway/exchange/settlement.h"
#include "gateway/providers/secret_uses.h"

// ---- answers of upstreams

inline const std::string kChatPath = "/v1/chat/completions";
inline const std::string kDone = "data: [DONE]\n\n";

inline std::string chatBody(const std::string& text, int outputTokens = 2)
{
    return R"({"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":")" + text
        + R"("},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":)" + std::to_string(outputTokens) + "}}";
}

inline std::string chunkWith(const std::string& members)
{
    return R"(data: {"id":"c1","object":"chat.completion.chunk","created":5,"model":"m",)" + members + "}\n\n";
}

inline std::string roleChunk() { return chunkWith(R"("choices":[{"index":0,"delta":{"role":"assistant","content":""}}])"); }
inline std::string textChunk(const std::string& text) { return chunkWith(R"("choices":[{"index":0,"delta":{"content":")" + text + R"("}}])"); }
inline std::string finishChunk() { return chunkWith(R"("choices":[{"index":0,"delta":{},"finish_reason":"stop"}])"); }
inline std::string usageChunk(int outputTokens = 2)
{
    return chunkWith(R"("choices":[],"usage":{"prompt_tokens":3,"completion_tokens":)" + std::to_string(outputTokens) + "}");
}

inline Reply wholeReply(const std::string& text) { return {.pieces = {chatBody(text)}}; }

inline Reply streamReply(std::deque<std::string> events, Reply::End end = Reply::End::Complete)
{
    return {.headers = {{"content-type", "text/event-stream"}}, .pieces = std::move(events), .end = end};
}

/// A stream that contains `text` and ends normally.
inline Reply wholeStream(const std::string& text) { return streamReply({roleChunk(), textChunk(text), finishChunk(), usageChunk(), kDone}); }

inline Reply errorReply(int status, const std::string& message = "It failed.", const std::string& retryAfter = {})
{
    Reply reply{.status = status, .pieces = {R"({"error":{"message":")" + message + R"(","type":"x"}})"}};
    if (!retryAfter.empty())
        reply.headers.emplace_back("retry-after", retryAfter);
    return reply;
}

inline Reply unreachable() { return {.status = 0, .isUnreachable = true}; }
inline Reply silent() { return {.status = 0, .end = Reply::End::Stalls}; }

// ---- settings

inline gateway::config::ProviderSettings providerOf(const std::string& id, int keys = 0, const std::string& type = "openai-compatible")
{
    gateway::config::ProviderSettings provider;
    provider.id = id;
    provider.type = type;
    const bool hasVersion = type == "openai-compatible" || type == "openai-responses";
    provider.baseUrl = "http://" + id + (hasVersion ? ".example/v1" : ".example");
    for (int i = 1; i <= keys; ++i) {
        const std::string name = id + std::to_string(i);
        provider.keys.push_back({name, "env:" + name});
    }
    return provider;
}

/// A route "alias" to one model of each provider, in order.
inline gateway::config::Settings routedTo(std::vector<gateway::config::ProviderSettings> providers)
{
    gateway::config::Settings settings;
    gateway::config::RouteSettings& route = settings.routes.emplace_back();
    route.id = "alias";
    route.match.models = {{gateway::config::TextMatch::Kind::Exact, "alias"}};
    int priority = 100;
    for (const gateway::config::ProviderSettings& provider : providers) {
        gateway::config::TargetSettings& target = route.targets.emplace_back();
        target.provider = provider.id;
        target.model = "m-" + provider.id;
        target.priority = --priority;
    }
    settings.providers = std::move(providers);
    return settings;
}

/// With a secret for each key, "sk-" plus its name, allowed for the key's host.
inline gateway::exchange::SnapshotInputs inputsFor(const gateway::config::Settings& settings)
{
    gateway::exchange::SnapshotInputs inputs;
    for (const gateway::config::ProviderSettings& provider : settings.providers)
        for (const gateway::config::ProviderKey& key : provider.keys)
            inputs.secrets.emplace(key.secret, gateway::Secret("sk-" + key.name));
    inputs.approved.addAll(gateway::providers::secretUses(settings, ServicesFixture::catalog()));
    return inputs;
}

/// Chat requests of the route "alias".
inline std::string askWhole(const std::string& more = {}) { return R"({"model":"alias","messages":[{"role":"user","content":"Hi"}])" + more + "}"; }
inline std::string askStream(const std::string& more = {}) { return askWhole(R"(,"stream":true)" + more); }

// ---- an exchange, part by part

/// Entries on the board that the user can cancel.
struct NobodysExchange final : gateway::usage::Endable {
    void cancelHere() override { ++timesCancelled; }
    int timesCancelled = 0;
};

/// The parts of one exchange between a client and upstreams that the test controls. The test runs each part.
struct ExchangeParts : ServicesFixture {
    explicit ExchangeParts(gateway::config::Settings settings)
        : ExchangeParts(settings, inputsFor(settings))
    {
    }
    ExchangeParts(gateway::config::Settings settings, const gateway::exchange::SnapshotInputs& inputs)
        : ServicesFixture(std::move(settings), inputs)
    {
        state.record->id = "exchange1";
        state.record->startedAt = clock.wallNow();
        state.record->consumer = state.caller.name;
        state.record->outcome = gateway::usage::Outcome::Cancelled;
    }

    /// Runs request, admission, body and planning.
    void ask(const std::string& body, const std::string& path = kChatPath)
    {
        client.ask(path, body);
        REQUIRE(admission.admit());
        REQUIRE(Runner().run(understanding.read()));
        planning.findRoute();
        planning.noteRoute();
        if (search)
            search->end(); // of an earlier request
        facts = state.facts(std::chrono::steady_clock::now());
        auto plan = planning.plan(facts, understanding.references());
        REQUIRE(plan);
        search.emplace(gateway::exchange::AnswerSearch::Parts{state, reply, failures, live, settlement,
                           [this]() -> gateway::http::BodyBudget::Share& { return understanding.ownShare(); }},
            std::move(*plan), facts, planning.holderKey());
    }
    gateway::exchange::Attempt* find() { return Runner().run(search->find()); }
    void show(gateway::exchange::Attempt* attempt) { Runner().run(relay.show(attempt, *search)); }
    /// What the requests of the connection leave for later ones.
    gateway::exchange::ClientNotes& notes() { return *static_cast<gateway::exchange::ClientNotes*>(client.note().get()); }
    /// The failure class and the reason of each recorded attempt.
    std::vector<std::string> reasons()
    {
        deferred.run();
        std::vector<std::string> all;
        for (const gateway::usage::AttemptRecord& attempt : state.record->attempts)
            all.push_back(attempt.provider + ": " + (attempt.failure ? std::string(gateway::config::toText(*attempt.failure)) + ", " : std::string()) + gateway::toText(attempt.reason));
        return all;
    }

    FakeClient client;
    NobodysExchange owner;
    gateway::exchange::ExchangeState state{client, services, snapshot, {running.now()}, services.records.take()};
    gateway::exchange::Failures failures{state};
    gateway::exchange::ClientReply reply{state, failures};
    gateway::exchange::LiveEntry live{state, owner};
    gateway::exchange::Settlement settlement{state, live};
    gateway::exchange::RequestAdmission admission{state};
    gateway::exchange::RequestUnderstanding understanding{state};
    gateway::exchange::RequestPlanning planning{state};
    int timesMeanwhile = 0;
    gateway::exchange::Relay relay{{state, reply, failures, live, settlement, [this] { ++timesMeanwhile; }}};
    gateway::routing::RequestFacts facts{};
    std::optional<gateway::exchange::AnswerSearch> search;
};
