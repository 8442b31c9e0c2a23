// What it costs to decide where a request goes: 200 routes, 50 providers, 500 keys; and
// to note the reasons, for which no request waits. Also what the chain of policies adds to a request and
// its answer of 100 pieces while all policies are off, beside the same without a chain.
// And what 20 limits add to a request.
// Prints one line of JSON, times in nanoseconds for each decision.

#include "limit_cost.h"

#include "gateway/exchange/attempts/target_queue.h"
#include "gateway/policy/chain_run.h"
#include "gateway/protocol/request_outline.h"
#include "gateway/routing/candidate_place.h"
#include "gateway/routing/refusal_texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace gateway;

namespace {

constexpr int kRoutes = 200;
constexpr int kProviders = 50;
constexpr int kKeys = 10; // of each provider
constexpr int kRounds = 200;
constexpr int kDecisions = 1000; // in a round
constexpr int kPieces = 100; // of an answer
constexpr std::size_t kWriteRoom = 65536;

std::string numbered(const char* text, int number) { return text + std::to_string(number); }

config::Settings settings(exchange::SnapshotInputs& inputs)
{
    config::Settings made;
    for (int i = 0; i < kProviders; ++i) {
        config::ProviderSettings provider;
        provider.id = numbered("provider-", i);
        provider.type = "openai-compatible";
        provider.baseUrl = "http://127.0.0.1:9/v1";
        for (int key = 0; key < kKeys; ++key) {
            const std::string reference = numbered("env:KEY_", i * kKeys + key);
            provider.keys.push_back({numbered("key-", key), reference, 1, true});
            inputs.secrets.insert_or_assign(reference, Secret("sk-" + reference));
        }
        made.providers.push_back(std::move(provider));
    }
    for (int i = 0; i < kRoutes; ++i) {
        config::RouteSettings route;
        route.id = numbered("route-", i);
        const auto kind = i % 2 == 0 ? config::TextMatch::Kind::Prefix : config::TextMatch::Kind::Exact;
        route.match.models.push_back({kind, numbered("model-", i) + "-"});
        for (int target = 0; target < 3; ++target) {
            config::TargetSettings settings;
            settings.provider = numbered("provider-", (i * 3 + target) % kProviders);
            settings.model = "upstream-model";
            settings.priority = target == 2 ? 0 : 1;
            settings.weight = target + 1;
            route.targets.push_back(std::move(settings));
        }
        made.routes.push_back(std::move(route));
    }
    return made;
}

/// One request for each route; every tenth matches none before the last.
struct Requests {
    explicit Requests(const exchange::Snapshot& snapshot)
    {
        protocol::RequestOutlineReader reader;
        for (const config::RouteSettings& route : snapshot.settings.routes) {
            bodies.push_back(R"({"model":")" + route.match.models.front().text + R"(","messages":[{"role":"user","content":"hi"}]})");
            bodies.back().append(protocol::kJsonPadding, ' ');
        }
        for (const std::string& body : bodies)
            requests.push_back(reader.read(std::string_view(body).substr(0, body.size() - protocol::kJsonPadding)).value());
    }
    std::vector<std::string> bodies;
    std::vector<protocol::RequestOutline> requests;
};

class Bench {
public:
    Bench() : m_snapshot(make()), m_requests(*m_snapshot)
    {
        m_head.method = "POST";
        m_head.path = m_head.target = "/v1/chat/completions";
        m_head.host = "localhost";
        m_written.reserve(kWriteRoom);
    }

    /// Every fifth key rests.
    void setKeysAside()
    {
        for (const exchange::Provider& provider : m_snapshot->providers)
            for (std::size_t i = 0; i < provider.keys.size(); i += 5)
                m_health.begin({provider.settings->id, provider.keys[i].name, "upstream-model"}, provider.settings->keyFailover)
                    .failed({config::FailureClass::KeyRejected, routing::Rests::Key, true, {}, Milliseconds(3600000), "401"});
    }

    /// The median of the rounds, in nanoseconds.
    double run(bool isNoted = false)
    {
        std::vector<double> rounds;
        for (int round = 0; round < kRounds; ++round)
            rounds.push_back(timed([&](const protocol::RequestOutline& request) { return decide(request, isNoted); }));
        return median(rounds);
    }

    /// Of a request and its answer, with the chain and without, in nanoseconds; their rounds take turns.
    std::pair<double, double> runPolicies()
    {
        std::vector<double> with;
        std::vector<double> without;
        for (int round = 0; round < kRounds; ++round) {
            with.push_back(timed([this](const protocol::RequestOutline& request) { return relay<true>(request); }));
            without.push_back(timed([this](const protocol::RequestOutline& request) { return relay<false>(request); }));
        }
        return {median(with), median(without)};
    }

    bool allFound() const { return m_isAllFound && !m_written.empty(); }

private:
    static double median(std::vector<double>& rounds)
    {
        std::nth_element(rounds.begin(), rounds.begin() + kRounds / 2, rounds.end());
        return rounds[kRounds / 2];
    }

    /// Nanoseconds for each request of a round.
    template <class Do> double timed(const Do& handle)
    {
        const auto begin = std::chrono::steady_clock::now();
        for (int i = 0; i < kDecisions; ++i)
            if (!handle(m_requests.requests[m_random() % m_requests.requests.size()]))
                m_isAllFound = false;
        const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
        return took.count() / kDecisions;
    }

    static std::shared_ptr<const exchange::Snapshot> make()
    {
        static const auto kCatalog = providers::Catalog::load().value();
        exchange::SnapshotInputs inputs;
        config::Settings made = settings(inputs);
        inputs.approved.addAll(providers::secretUses(made, *kCatalog));
        return exchange::makeSnapshot(std::move(made), *kCatalog, inputs);
    }

    /// From the request that was read to the first target and key.
    bool decide(const protocol::RequestOutline& request, bool isNoted)
    {
        const routing::RequestFacts facts{request.model, "anonymous", &m_head, &request, {}, false, m_clock.now(), m_clock.wallNow()};
        routing::RefusedRoutes refused;
        auto plan = m_snapshot->planner->plan(facts, m_balancer, &refused);
        if (!plan)
            return false;
        exchange::TargetQueue queue(std::move(*plan), facts, *m_snapshot, m_balancer, m_health, false);
        const auto target = queue.next();
        return target && (!isNoted || note(*target, facts, refused));
    }

    /// Decides, and hands on each piece of an answer; asks for the chain and its stages where an exchange does.
    template <bool hasChain> bool relay(const protocol::RequestOutline& request)
    {
        using policy::Stage;
        policy::ChainRun policies;
        bool acts = false;
        if constexpr (hasChain) {
            policies.use(m_snapshot->policies.of(std::nullopt, nullptr));
            acts |= policies.acts(Stage::CallerKnown);
            policies.use(m_snapshot->policies.of(std::nullopt, &m_snapshot->settings.routes[static_cast<std::size_t>(&request - m_requests.requests.data())]));
            acts |= policies.acts(Stage::BodyUnderstood) || policies.acts(Stage::BeforePlan);
        }
        const bool isFound = decide(request, false);
        if constexpr (hasChain)
            acts |= policies.acts(Stage::AfterPlan) || policies.acts(Stage::BeforeAttempt);
        for (int i = 0; i < kPieces; ++i) {
            if constexpr (hasChain)
                policies.onAnswer(m_piece);
            write(m_piece);
        }
        if constexpr (hasChain)
            acts |= policies.acts(Stage::Settled);
        return isFound && !acts;
    }

    /// In the place of the client's connection, which copies each piece.
    void write(std::string_view piece)
    {
        if (m_written.size() + piece.size() > m_written.capacity())
            m_written.clear();
        m_written += piece;
    }

    /// As an exchange does it, once the request is under way and at its end.
    bool note(const exchange::Target& target, const routing::RequestFacts& facts, routing::RefusedRoutes& refused)
    {
        const auto place = routing::placeOf(*target.candidate, facts, *m_snapshot->planner, m_balancer);
        m_snapshot->planner->table().judgeRest(facts, refused);
        return place.hasRoute && m_refusals.of(refused) != nullptr;
    }

    SystemClock m_clock;
    std::shared_ptr<const exchange::Snapshot> m_snapshot;
    Requests m_requests;
    routing::RefusalTexts m_refusals;
    http::RequestHead m_head;
    routing::Balancer m_balancer;
    routing::Health m_health{m_clock, [] {}};
    std::mt19937_64 m_random{1};
    std::string m_piece = "data: {\"choices\":[{\"delta\":{\"content\":\"word\"}}]}\n\n";
    std::string m_written;
    bool m_isAllFound = true;
};

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    Bench bench;
    const double well = bench.run();
    const double noted = bench.run(true);
    const auto [chained, bare] = bench.runPolicies();
    bench.setKeysAside();
    const double resting = bench.run();
    const bench::LimitCost limits = bench::limitCost();
    std::printf("{\"routes\": %d, \"providers\": %d, \"keys\": %d, \"well_ns\": %.0f, \"noted_ns\": %.0f, "
                "\"resting_ns\": %.0f, \"policies_off_ns\": %.0f, \"without_policies_ns\": %.0f, \"limits_admission_ns\": %.0f, \"limits_ns\": %.0f}\n",
                kRoutes, kProviders, kProviders * kKeys, well, noted, resting, chained, bare, limits.admission, limits.whole);
    if (bench.allFound())
        return 0;
    std::fputs("a request found no target\n", stderr);
    return 1;
}
