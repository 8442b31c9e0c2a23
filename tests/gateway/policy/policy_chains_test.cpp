#include "catch.h"
#include "policy_fixture.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::policy;
using gateway::test::consumerNamed;
using gateway::test::routeNamed;

namespace {

// Settings of a test policy by place: "top", a route ID, or a consumer name.
struct Note {
    std::string text;
    bool operator==(const Note&) const = default;
};
struct NotePolicies {
    config::PolicySetting<Note> note;
};
using Notes = std::vector<std::pair<std::string, NotePolicies>>;

class NotePolicy final : public Policy {
public:
    explicit NotePolicy(Note note)
        : m_note(std::move(note))
    {
    }
    std::unique_ptr<PolicyRun> begin() const override { return std::make_unique<PolicyRun>(); }
    Explained explain(const Request&) const override { return {m_note.text}; }

private:
    Note m_note;
};

const Notes*& notesInUse()
{
    static const Notes* notes = nullptr;
    return notes;
}

Said noteAt(const Place& place)
{
    const std::string name = place.gateway ? "top" : place.route ? place.route->id : place.consumer->name;
    for (const auto& [where, policies] : *notesInUse())
        if (where == name)
            return saidBy<NotePolicy>(policies, &NotePolicies::note);
    return {};
}

Said other(const Place& place)
{
    return place.gateway ? Said{Said::What::On, std::make_shared<const NotePolicy>(Note{"other"})} : Said();
}

NotePolicies says(const char* text) { return {std::optional(Note{text})}; }
NotePolicies isOff() { return {std::optional<std::optional<Note>>(std::in_place, std::nullopt)}; }

config::Settings twoOfEach()
{
    config::Settings settings;
    settings.routes = {routeNamed("r1"), routeNamed("r2")};
    settings.consumers = {consumerNamed("c1"), consumerNamed("c2")};
    return settings;
}

// The texts of a chain's policies, in order.
std::string wordsOf(const PolicyChain* chain)
{
    std::string words;
    for (std::size_t i = 0; chain && i < chain->links().size(); ++i)
        words += (words.empty() ? "" : " ") + toText(chain->links()[i].policy->explain({}).what);
    return words;
}

} // namespace

TEST_CASE("consumer settings override route and top-level settings and null disables a policy")
{
    struct Row {
        const char* name;
        Notes notes;
        std::vector<const char*> words; // c1, c2 and no consumer, each with r1, r2 and no route
    };
    const auto row = GENERATE(values<Row>({
        {"nothing set", {}, {"", "", "", "", "", "", "", "", ""}},
        {"top only", {{"top", says("t")}}, {"t", "t", "t", "t", "t", "t", "t", "t", "t"}},
        {"route overrides top", {{"top", says("t")}, {"r1", says("r")}}, {"r", "t", "t", "r", "t", "t", "r", "t", "t"}},
        {"consumer overrides both", {{"top", says("t")}, {"r1", says("r")}, {"c1", says("c")}}, {"c", "c", "c", "r", "t", "t", "r", "t", "t"}},
        {"disabled on a route", {{"top", says("t")}, {"r1", isOff()}}, {"", "t", "t", "", "t", "t", "", "t", "t"}},
        {"disabled for a consumer", {{"top", says("t")}, {"r1", says("r")}, {"c2", isOff()}}, {"r", "t", "t", "", "", "", "r", "t", "t"}},
        {"enabled for a consumer, disabled on the route", {{"r2", isOff()}, {"c1", says("c")}}, {"c", "c", "c", "", "", "", "", "", ""}},
        {"disabled at the top, enabled on a route", {{"top", isOff()}, {"r2", says("r")}}, {"", "r", "", "", "r", "", "", "r", ""}},
    }));
    CAPTURE(row.name);
    notesInUse() = &row.notes;
    const config::Settings settings = twoOfEach();
    const std::vector<PolicyRow> table{{"note", {Stage::BodyUnderstood}, Combine::Narrowest, noteAt}};
    const PolicyChains chains(settings, table);
    std::size_t next = 0;
    for (const std::optional<std::size_t> consumer : {std::optional<std::size_t>(0), std::optional<std::size_t>(1), std::optional<std::size_t>()})
        for (const config::RouteSettings* const route : {&settings.routes[0], &settings.routes[1], static_cast<const config::RouteSettings*>(nullptr)}) {
            CAPTURE(next);
            const PolicyChain* const chain = chains.of(consumer, route);
            CHECK(wordsOf(chain) == row.words[next]);
            CHECK((chain == nullptr) == wordsOf(chain).empty());
            ++next;
        }
}

TEST_CASE("a cumulative policy applies the top level and then the route and then the consumer")
{
    const Notes notes{{"top", says("t")}, {"r1", says("r")}, {"r2", isOff()}, {"c1", says("c")}};
    notesInUse() = &notes;
    const config::Settings settings = twoOfEach();
    const std::vector<PolicyRow> table{{"note", {Stage::CallerKnown}, Combine::All, noteAt}};
    const PolicyChains chains(settings, table);
    CHECK(wordsOf(chains.of(0, &settings.routes[0])) == "t r c");
    CHECK(wordsOf(chains.of(0, &settings.routes[1])) == "t c");
    CHECK(wordsOf(chains.of(1, &settings.routes[0])) == "t r");
    CHECK(wordsOf(chains.of(std::nullopt, nullptr)) == "t");
}

TEST_CASE("policies run in the order of the table wherever they are configured")
{
    const Notes notes{{"c1", says("note")}};
    notesInUse() = &notes;
    const config::Settings settings = twoOfEach();
    const PolicyRow note{"note", {Stage::OnAnswer}, Combine::Narrowest, noteAt};
    const PolicyRow every{"other", {Stage::CallerKnown}, Combine::Narrowest, other};
    const std::vector<PolicyRow> table{note, every};
    const std::vector<PolicyRow> turned{every, note};
    const PolicyChains chains(settings, table);
    const PolicyChains otherChains(settings, turned);
    const PolicyChain* const both = chains.of(0, nullptr);
    CHECK(wordsOf(both) == "note other");
    CHECK(wordsOf(otherChains.of(0, nullptr)) == "other note");
    CHECK(wordsOf(chains.of(1, nullptr)) == "other");
    REQUIRE(both);
    CHECK(both->stages().has(Stage::CallerKnown));
    CHECK(both->stages().has(Stage::OnAnswer));
    CHECK_FALSE(both->stages().has(Stage::Settled));
}

TEST_CASE("routes without settings share one chain and so do consumers")
{
    config::Settings settings = twoOfEach();
    settings.consumers[1].models = {"gpt-4o"};
    const PolicyChains chains(settings);
    CHECK(chains.of(0, &settings.routes[0]) == nullptr);
    REQUIRE(chains.of(1, nullptr) != nullptr);
    CHECK(chains.of(1, &settings.routes[0]) == chains.of(1, &settings.routes[1]));
    CHECK(chains.of(1, &settings.routes[0]) == chains.of(1, nullptr));
}

TEST_CASE("there is no chain if no policy is enabled")
{
    const config::Settings settings = twoOfEach();
    const PolicyChains chains(settings);
    CHECK(chains.of(0, &settings.routes[1]) == nullptr);
    CHECK(chains.of(std::nullopt, nullptr) == nullptr);
    CHECK(PolicyChains().of(std::nullopt, nullptr) == nullptr);
}

TEST_CASE("finds the policies of the top level or a route or a consumer")
{
    const config::Settings settings = twoOfEach();
    CHECK(&policiesAt({.gateway = &settings}) == &settings.policies);
    CHECK(&policiesAt({.route = &settings.routes[1]}) == &settings.routes[1].policies);
    CHECK(&policiesAt({.consumer = &settings.consumers[1]}) == &settings.consumers[1].policies);
}

TEST_CASE("checks permission before capture and gives each policy a unique name")
{
    std::vector<std::string> names;
    for (const PolicyRow& row : policyTable())
        names.emplace_back(row.name);
    CHECK(names == std::vector<std::string>{"permission", "limits", "loop", "capture", "judge"});
}
