// Compares the configuration's warnings about overlapping routes with the route table.

#include "gateway/config/document.h"
#include "gateway/routing/matching/route_table.h"

#include "gateway/protocol/request_outline.h"

#include "catch.h"
#include "effort.h"

#include <algorithm>
#include <array>
#include <random>
#include <regex>

using namespace gateway;
using config::TextMatch;

namespace {

constexpr int kRounds = 600 / tests::kSparing;
constexpr int kRequests = 60;

/// Generates routes and requests from so few words that they often match.
class Maker {
public:
    explicit Maker(unsigned seed) : m_random(seed) { }

    config::Settings settings()
    {
        config::Settings settings;
        settings.providers.emplace_back().id = "up";
        settings.providers.back().type = "demo";
        for (const char* name : {"ide", "agent"})
            settings.consumers.emplace_back().name = name;
        for (bool& kind : m_kinds)
            kind = below(4) == 0;
        const int count = below(4) + 2;
        for (int i = 0; i < count; ++i) {
            config::RouteSettings& route = settings.routes.emplace_back();
            route.id = "r" + std::to_string(i);
            route.enabled = below(8) != 0;
            route.targets.emplace_back().provider = "up";
            fill(route.match);
        }
        return settings;
    }

    struct Request {
        http::RequestHead head;
        std::string body;
        protocol::RequestOutline request;
        std::string consumer;
        std::string model;
        WallTime now;
    };

    static std::string_view textOf(const Request& request)
    {
        return std::string_view(request.body).substr(0, request.body.size() - protocol::kJsonPadding);
    }

    Request request()
    {
        Request made;
        made.model = text("");
        made.consumer = pick({"ide", "agent", "anonymous"});
        made.head.path = text("/");
        made.head.host = pick({"a.b", "b", "c.a.b", "x.b:80", "x"});
        made.head.method = pick({"POST", "GET"});
        for (const char* name : {"x-t", "x-u"})
            if (below(3) > 0)
                made.head.headers.add(name, text(""));
        for (const char* name : {"t=", "T="})
            if (below(3) > 0)
                made.head.query += (made.head.query.empty() ? "" : "&") + (name + text(""));
        made.now = WallTime{std::chrono::minutes(below(3 * 7 * 24 * 60))};
        made.body = R"({"model":")" + made.model + R"(","messages":[)" + pick({R"({"image_url":1},)", ""}) + '"'
            + std::string(static_cast<std::size_t>(below(800)), 'x') + R"("],"tools":)" + pick({"[1]", "[]"})
            + R"(,"stream":)" + pick({"true", "false"}) + '}' + std::string(protocol::kJsonPadding, '\0');
        auto read = protocol::RequestOutlineReader().read(textOf(made));
        REQUIRE(read);
        made.request = std::move(*read);
        return made;
    }

private:
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_random); }
    std::string pick(std::initializer_list<const char*> words) { return *(words.begin() + below(static_cast<int>(words.size()))); }
    std::string text(const std::string& begin)
    {
        std::string made = begin;
        for (int i = below(3) + (begin.empty() ? 1 : 0); i > 0; --i)
            made += pick({"a", "b"});
        return made;
    }
    TextMatch textMatch(const std::string& begin, bool withSuffix)
    {
        switch (below(withSuffix ? 5 : 4)) {
        case 0: return {TextMatch::Kind::Exact, text(begin)};
        case 1: return {TextMatch::Kind::Prefix, text(begin)};
        case 2: return {TextMatch::Kind::Regex, pick({"a", "^a", "b$", ".*", "^.*", "ab|ba", "^/?a+$"})};
        case 3: return withSuffix ? TextMatch{TextMatch::Kind::Exact, text(begin)} : TextMatch{TextMatch::Kind::Present, {}};
        default: return {TextMatch::Kind::Suffix, text("")};
        }
    }
    /// Half of them with one part.
    config::NamedGroup group(std::initializer_list<const char*> names)
    {
        config::NamedGroup made;
        for (int i = std::max(below(4), 1); i > 0; --i)
            made.all.push_back({pick(names), textMatch("", false)});
        return made;
    }
    config::TraitMatch trait()
    {
        const auto maybe = [&] { return below(4) == 0 ? std::optional(below(2) == 0) : std::nullopt; };
        config::TraitMatch made{maybe(), maybe(), maybe(), std::nullopt};
        if (below(2) == 0 || made == config::TraitMatch{})
            made.inputTokensAbove = below(3) * 40;
        return made;
    }
    config::TimeMatch time()
    {
        config::TimeMatch made;
        some(made.days, below(2) == 0, [&] { return pick({"mon", "tue", "sun"}); });
        made.from = pick({"00:00", "06:30", "22:00"});
        made.to = pick({"24:00", "06:30", "22:00"});
        made.zone = pick({"UTC", "UTC", "UTC", "Asia/Shanghai"});
        return made;
    }
    void fill(config::MatchSettings& match)
    {
        const bool* kind = m_kinds.data();
        some(match.models, *kind++, [&] { return textMatch("", true); });
        some(match.paths, *kind++, [&] { return textMatch("/", true); });
        some(match.domains, *kind++, [&] { return pick({"a.b", "*.b", "*.a.b", "A.B", "c.a.b"}); });
        some(match.methods, *kind++, [&] { return pick({"POST", "GET"}); });
        some(match.consumers, *kind++, [&] { return pick({"ide", "agent", "anonymous"}); });
        some(match.headers, *kind++, [&] { return group({"x-t", "X-T", "x-u"}); });
        some(match.query, *kind++, [&] { return group({"t", "T"}); });
        some(match.traits, *kind++, [&] { return trait(); });
        some(match.times, *kind++, [&] { return time(); });
    }
    /// Sometimes nothing.
    template <class T, class Make> void some(std::vector<T>& list, bool isWanted, Make make)
    {
        for (int i = isWanted ? below(4) : 0; i > 0; --i)
            list.push_back(make());
    }

    std::mt19937 m_random;
    std::array<bool, 9> m_kinds{}; // by which the routes match
};

std::string chosen(const config::Settings& settings, const Maker::Request& request)
{
    routing::RequestFacts facts;
    facts.model = request.model;
    facts.consumer = request.consumer;
    facts.head = &request.head;
    facts.request = &request.request;
    facts.body = Maker::textOf(request);
    facts.isStream = request.request.stream;
    facts.wallNow = request.now;
    const config::RouteSettings* const route = routing::RouteTable(settings).find(facts);
    return route ? route->id : std::string();
}

/// Whether that alternative has several parts.
bool isGroup(const config::MatchSettings& match, const std::string& kind, const std::string& alternative)
{
    if (kind != "headers" && kind != "query")
        return false;
    return (kind == "headers" ? match.headers : match.query)[std::stoul(alternative)].all.size() > 1;
}

/// The settings without one alternative; empty if it was the only one of its kind.
std::optional<config::Settings> without(
    config::Settings settings, std::size_t route, const std::string& kind, std::size_t alternative)
{
    config::MatchSettings& match = settings.routes[route].match;
    const auto remove = [&](auto& list) {
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(alternative));
        return !list.empty();
    };
    const bool isLeft = kind == "models" ? remove(match.models) : kind == "domains" ? remove(match.domains)
        : kind == "paths" ? remove(match.paths) : kind == "methods" ? remove(match.methods)
        : kind == "headers" ? remove(match.headers) : kind == "query" ? remove(match.query)
        : kind == "consumers" ? remove(match.consumers) : kind == "traits" ? remove(match.traits) : remove(match.times);
    return isLeft ? std::optional(settings) : std::nullopt;
}

} // namespace

TEST_CASE("routes and alternatives reported as unused are never used")
{
    const std::regex path(R"(routes\[(\d+)\]\.match(?:\.(\w+)\[(\d+)\])?)");
    int routesNamed = 0;
    int alternativesNamed = 0;
    int overlapsNamed = 0;
    int groupsNamed = 0; // among those alternatives
    for (int round = 0; round < kRounds; ++round) {
        CAPTURE(round);
        Maker maker(static_cast<unsigned>(round));
        const config::Settings settings = maker.settings();
        std::vector<config::Issue> issues;
        const auto document = config::Document().with(settings, issues);
        REQUIRE(document);
        std::vector<Maker::Request> requests;
        for (int i = 0; i < kRequests; ++i)
            requests.push_back(maker.request());
        for (const config::Issue& issue : issues) {
            std::smatch place;
            if (!std::regex_match(issue.path, place, path))
                continue;
            CAPTURE(issue.path, toText(issue.message), document->toText());
            if (!toText(issue.message).starts_with("never used")) {
                ++overlapsNamed;
                continue;
            }
            const auto route = static_cast<std::size_t>(std::stoi(place[1]));
            ++(place[2].matched ? alternativesNamed : routesNamed);
            groupsNamed += isGroup(settings.routes[route].match, place[2], place[3]);
            const auto less = place[2].matched
                ? without(settings, route, place[2], static_cast<std::size_t>(std::stoi(place[3]))) : std::nullopt;
            for (const Maker::Request& request : requests) {
                const std::string taken = chosen(settings, request);
                CHECK((less ? chosen(*less, request) == taken : taken != settings.routes[route].id));
            }
        }
    }
    CHECK(routesNamed > kRounds / 3); // otherwise the test covers nothing
    CHECK(alternativesNamed > kRounds / 20);
    CHECK(overlapsNamed > kRounds / 100);
    CHECK(groupsNamed > kRounds / 100);
}
