#include "gateway/routing/balancing/balancer.h"

#include "gateway/protocol/request_outline.h"
#include "gateway/routing/balancing/conversation_hash.h"
#include "gateway/routing/balancing/hash_key.h"
#include "gateway/routing/balancing/text_hash.h"

#include "catch.h"

#include <algorithm>
#include <deque>
#include <map>

using namespace gateway;
using namespace gateway::routing;

namespace {

constexpr int kPicks = 100000;

/// Targets a, b and c of one priority, and requests to them.
struct Targets {
    explicit Targets(const std::string& algorithm, std::vector<int> weights = {1, 1, 1})
    {
        settings.algorithm = algorithm;
        group = {"g", Balancer::byName(algorithm), &settings, std::move(weights), {}};
        for (const Balancer::Member& member : members)
            group.members.push_back(textHash(member.provider));
        head.host = "localhost";
    }
    RequestFacts facts() const
    {
        RequestFacts facts;
        facts.model = "m";
        facts.consumer = "anonymous";
        facts.head = &head;
        facts.isStream = true;
        facts.now = now;
        return facts;
    }
    std::vector<std::size_t> order() { return balancer.order(group, members, facts()); }
    std::size_t first() { return order().front(); }
    std::size_t firstFor(const std::string& session)
    {
        head.headers.set("x-session-id", session);
        return first();
    }
    void measured(std::string_view provider, int ms)
    {
        balancer.stats().begin(provider, "m").answered(Milliseconds(ms), true);
    }

    config::BalancerSettings settings;
    Balancer::Group group;
    std::vector<Balancer::Member> members{{"a", "m"}, {"b", "m"}, {"c", "m"}};
    http::RequestHead head;
    TimePoint now{std::chrono::hours(1)};
    Balancer balancer;
};

bool isNear(int count, double share) { return std::abs(count - share * kPicks) < 0.01 * kPicks; }

} // namespace

TEST_CASE("distributes requests of one priority exactly and evenly by weight")
{
    Balancer balancer;
    std::vector<int> picks(3);
    int longestRun = 0;
    int run = 0;
    std::size_t last = 9;
    for (int i = 0; i < kPicks; ++i) {
        const auto order = balancer.turns("g", {5, 3, 0, 2});
        REQUIRE(order.size() == 3);
        const std::size_t first = order.front() == 3 ? 2 : order.front();
        ++picks[first];
        run = first == last ? run + 1 : 1;
        last = first;
        longestRun = std::max(longestRun, run);
    }
    CHECK(picks == std::vector<int>{50000, 30000, 20000});
    CHECK(longestRun <= 2);
}

TEST_CASE("consistent hashing follows the weights and keeps keys on their target")
{
    Targets targets("chash", {5, 3, 2});
    std::vector<int> picks(3);
    std::vector<std::size_t> places;
    for (int i = 0; i < kPicks; ++i) {
        places.push_back(targets.firstFor("session-" + std::to_string(i)));
        ++picks[places.back()];
    }
    CAPTURE(picks[0], picks[1], picks[2]);
    CHECK(isNear(picks[0], 0.5));
    CHECK(isNear(picks[1], 0.3));
    CHECK(isNear(picks[2], 0.2));

    Targets again("chash", {5, 3, 2}); // another process
    Targets without("chash", {5, 0, 2}); // b is removed
    int moved = 0;
    for (int i = 0; i < kPicks; ++i) {
        const auto session = "session-" + std::to_string(i);
        const std::size_t place = places[static_cast<std::size_t>(i)];
        if (again.firstFor(session) != place || (place != 1 && without.firstFor(session) != place))
            ++moved;
    }
    CHECK(moved == 0);
}

TEST_CASE("takes turns if there is no key to hash")
{
    Targets targets("chash");
    std::vector<int> picks(3);
    for (int i = 0; i < 3000; ++i)
        ++picks[targets.first()];
    CHECK(picks == std::vector<int>{1000, 1000, 1000});
}

TEST_CASE("reads the configured hash key from the request")
{
    struct Row {
        const char* hashOn;
        const char* key;
        const char* value;
    };
    const auto row = GENERATE(values<Row>({
        {"header", "X-Session-Id", "s1"},
        {"header", "x-none", ""},
        {"cookie", "team", "red"},
        {"cookie", "tea", ""},
        {"consumer", "", "ide"},
        {"vars", "remote_addr", "192.0.2.7"},
        {"vars", "uri", "/v1/chat/completions"},
        {"vars", "request_uri", "/v1/chat/completions?user=7%20a"},
        {"vars", "arg_user", "7 a"},
        {"vars", "http_x_session_id", "s1"},
        {"vars", "cookie_team", "red"},
        {"vars", "request_method", "POST"},
        {"vars", "model", "m"},
        {"vars", "unknown", ""},
        {"vars_combinations", "$remote_addr-${arg_user}-$http_none.", "192.0.2.7-7 a-."},
        {"vars_combinations", "plain", "plain"},
        {"vars_combinations", "$", ""},
        {"vars_combinations", "${uri", "/v1/chat/completions"},
    }));
    http::RequestHead head;
    head.method = "POST";
    head.target = "/v1/chat/completions?user=7%20a";
    head.path = "/v1/chat/completions";
    head.query = "user=7%20a";
    head.peer = "192.0.2.7";
    head.headers.add("x-session-id", "s1");
    head.headers.add("cookie", "steam=1; team=red;");
    config::BalancerSettings settings;
    settings.hashOn = row.hashOn;
    settings.key = row.key;
    RequestFacts facts;
    facts.model = "m";
    facts.consumer = "ide";
    facts.head = &head;
    CAPTURE(row.hashOn, row.key);
    CHECK(hashKey(settings, facts) == row.value);
}

TEST_CASE("least_busy prefers the target with the fewest attempts in progress for its weight")
{
    Targets targets("least_busy", {2, 1, 1});
    // The third takes ten times as long as the others.
    std::deque<std::pair<int, TargetStats::Attempt>> underWay;
    std::vector<int> picks(3);
    for (int i = 0; i < kPicks; ++i) {
        const std::size_t place = targets.first();
        ++picks[place];
        underWay.emplace_back(i + (place == 2 ? 100 : 10),
            targets.balancer.stats().begin(targets.members[place].provider, "m"));
        std::erase_if(underWay, [&](const auto& attempt) { return attempt.first <= i; });
    }
    CAPTURE(picks[0], picks[1], picks[2]);
    CHECK(picks[2] < picks[1] / 5);
    CHECK(picks[0] > picks[1] * 3 / 2);
    CHECK(picks[0] < picks[1] * 5 / 2);
    underWay.clear();
    for (const auto& member : targets.members)
        CHECK(targets.balancer.stats().inFlight(member.provider, member.model) == 0);
}

TEST_CASE("fastest prefers the faster of two random targets")
{
    Targets targets("fastest");
    CHECK(targets.order().size() == 3);
    targets.measured("a", 300);
    targets.measured("b", 100);
    targets.measured("c", 900);
    std::vector<int> picks(3);
    for (int i = 0; i < kPicks; ++i) {
        const auto order = targets.order();
        ++picks[order[0]];
        REQUIRE(std::is_permutation(order.begin(), order.end(), std::vector<std::size_t>{0, 1, 2}.begin()));
    }
    CAPTURE(picks[0], picks[1], picks[2]);
    CHECK(isNear(picks[1], 2.0 / 3)); // in two of three draws
    CHECK(isNear(picks[0], 1.0 / 3));
    CHECK(picks[2] == 0);
    SECTION("a target that fails at once is not the fastest")
    {
        for (int i = 0; i < 5; ++i)
            targets.balancer.stats().begin("b", "m").failed(Milliseconds(1), true);
        std::fill(picks.begin(), picks.end(), 0);
        for (int i = 0; i < kPicks; ++i)
            ++picks[targets.first()];
        CHECK(picks[1] == 0);
        CHECK(isNear(picks[0], 2.0 / 3));
    }
    SECTION("non-streamed answers are measured separately")
    {
        CHECK_FALSE(targets.balancer.stats().latency("b", "m", false));
    }
}

TEST_CASE("fastest tries a target that is not measured yet")
{
    Targets targets("fastest", {1, 1, 0});
    targets.measured("a", 1);
    for (int i = 0; i < 100; ++i)
        REQUIRE(targets.first() == 1);
}

TEST_CASE("cheapest prefers the lowest price and puts unpriced targets last")
{
    Targets targets("cheapest");
    targets.members = {{"a", "m", -1}, {"b", "m", 12.5F}, {"c", "m", 0}};
    CHECK(targets.order() == std::vector<std::size_t>{2, 1, 0});
    targets.members[2].price = 12.5F;
    std::vector<int> picks(3);
    for (int i = 0; i < kPicks; ++i)
        ++picks[targets.first()];
    CHECK(picks[0] == 0);
    CHECK(isNear(picks[1], 0.5)); // equal prices
}

TEST_CASE("sticky keeps a conversation on the target that answered it")
{
    Targets targets("sticky", {3, 1, 1});
    std::map<std::string, std::size_t> places;
    std::vector<int> picks(3);
    for (int i = 0; i < kPicks; ++i)
        ++picks[targets.firstFor("new-" + std::to_string(i))];
    CHECK(isNear(picks[0], 0.6));
    CHECK(isNear(picks[1], 0.2));
    for (int i = 0; i < 5000; ++i) {
        const auto session = "session-" + std::to_string(i);
        const std::size_t place = targets.firstFor(session);
        places[session] = place;
        targets.balancer.answered(targets.group, place, targets.facts());
    }
    for (const auto& [session, place] : places)
        REQUIRE(targets.firstFor(session) == place);
    SECTION("moves for good when another target had to answer")
    {
        const std::size_t other = places["session-7"] == 0 ? 1 : 0;
        targets.head.headers.set("x-session-id", "session-7");
        targets.balancer.answered(targets.group, other, targets.facts());
        for (int i = 0; i < 10; ++i)
            CHECK(targets.firstFor("session-7") == other);
    }
    SECTION("for an hour")
    {
        targets.now += std::chrono::hours(2);
        std::fill(picks.begin(), picks.end(), 0);
        for (int i = 0; i < kPicks; ++i)
            ++picks[targets.firstFor("session-7")];
        CHECK(isNear(picks[0], 0.6));
    }
}

TEST_CASE("limits the number of remembered conversations")
{
    Affinity affinity;
    const TimePoint now{std::chrono::hours(1)};
    for (std::uint64_t i = 0; i < 3 * Affinity::kMost; ++i)
        affinity.keep(i, 1, now);
    CHECK(affinity.size() == Affinity::kMost);
    CHECK_FALSE(affinity.find(0, now));
    CHECK(affinity.find(3 * Affinity::kMost - 1, now) == 1);
}

TEST_CASE("identifies a conversation by its beginning")
{
    const auto conversation = [](const std::string& body, const std::string& consumer = "anonymous", const char* scope = "r") {
        const std::string padded = body + std::string(protocol::kJsonPadding, '\0');
        const std::string_view text = std::string_view(padded).substr(0, body.size());
        protocol::RequestOutlineReader reader;
        const auto request = reader.read(text);
        REQUIRE(request);
        http::RequestHead head;
        RequestFacts facts;
        facts.model = request->model;
        facts.consumer = consumer;
        facts.head = &head;
        facts.request = &*request;
        facts.body = text;
        return conversationOf(scope, facts);
    };
    const std::string system = R"({"role":"system","content":")" + std::string(50000, 's') + R"("})";
    const std::string hello = R"({"role":"user","content":[{"type":"text","text":"hello"}]})";
    const std::string rest = R"(,{"content":"hi","role":"assistant"},{"role":"user","content":"and now?"})";
    const auto body = [](const std::string& messages, const std::string& more = {}) {
        return R"({"model":"m","messages":[)" + messages + "]" + more + "}";
    };
    const auto first = conversation(body(system + "," + hello));
    CHECK(conversation(body(system + "," + hello + rest)) == first);
    CHECK(conversation(body(system + "," + hello + rest, R"(,"temperature":1)")) == first);
    CHECK(conversation(body(system + "," + hello), "ide") != first);
    CHECK(conversation(body(system + "," + hello), "anonymous", "other route") != first);
    CHECK(conversation(body(system + R"(,{"role":"user","content":"another"})")) != first);
    CHECK(conversation(body(hello)) != first);
    const auto named = conversation(body(hello, R"(,"prompt_cache_key":"k1")"));
    CHECK(conversation(body(system, R"(,"prompt_cache_key":"k1")")) == named);
    CHECK(conversation(body(hello, R"(,"prompt_cache_key":"k2")")) != named);
    for (const char* odd : {"", "1", R"({"role":7})", R"([{"role":"user"}])"}) {
        CAPTURE(odd);
        CHECK(conversation(body(odd)) != 0);
    }
}

TEST_CASE("forgets statistics that no attempt uses")
{
    TargetStats stats;
    auto kept = stats.begin("p", "kept");
    kept.answered(Milliseconds(5), true);
    for (int i = 0; i < 10000; ++i)
        stats.begin("p", "model-" + std::to_string(i)).answered(Milliseconds(5), true);
    CHECK(stats.inFlight("p", "kept") == 1);
    CHECK(stats.latency("p", "kept", true));
    CHECK_FALSE(stats.latency("p", "model-0", true));
    CHECK(stats.latency("p", "model-9999", true));
}
