#include "catch.h"
#include "fake_gateway.h"
#include "records.h"
#include "test_language.h"

#include "ui/models/routes/failure_rule_draft.h"

#include <QTest>

using gateway::config::FailureClass;
using ui::models::FailureRuleDraft;
using ui::models::RuleField;
using ui::models::RuleProblem;

namespace {

FailureRuleDraft complete()
{
    FailureRuleDraft draft;
    draft.name = QStringLiteral(" mine ");
    draft.statuses = QStringLiteral("429，5xx 404");
    draft.words = QStringLiteral("slow down \n\n try later");
    return draft;
}

struct FailureRuleDraftWorld {
    Language language{"en"};
    FakeOf<gateway::host::Configuration> gateway;
    FailureRuleDraftWorld() { gateway.m_settings.failures.rules = ownRules(); }

    std::optional<RuleProblem> save(const FailureRuleDraft& draft)
    {
        std::optional<std::optional<RuleProblem>> answer;
        QObject context;
        saveRule(gateway, draft, &context, [&](std::optional<RuleProblem> found) { answer = std::move(found); });
        CHECK(QTest::qWaitFor([&] { return answer.has_value(); }));
        return answer.value_or(RuleProblem{});
    }
    std::string names() const
    {
        std::string all;
        for (const auto& rule : gateway.settings().failures.rules) all += rule.name + ' ';
        return all;
    }
};

} // namespace

TEST_CASE("reports what a rule draft lacks")
{
    struct Row {
        const char* name;
        std::function<void(FailureRuleDraft&)> type;
        std::optional<RuleField> field;
    };
    const auto row = GENERATE(values<Row>({
        {"complete", [](FailureRuleDraft&) {}, {}},
        {"only text", [](FailureRuleDraft& draft) { draft.statuses.clear(); }, {}},
        {"no name", [](FailureRuleDraft& draft) { draft.name = QStringLiteral(" "); }, RuleField::Name},
        {"a name that is taken", [](FailureRuleDraft& draft) { draft.name = QStringLiteral("proxy-busy"); }, RuleField::Name},
        {"no status", [](FailureRuleDraft& draft) { draft.statuses = QStringLiteral("429, 4x"); }, RuleField::Statuses},
        {"beyond the statuses", [](FailureRuleDraft& draft) { draft.statuses = QStringLiteral("600"); }, RuleField::Statuses},
        {"neither", [](FailureRuleDraft& draft) { draft.statuses.clear(); draft.words = QStringLiteral(" \n"); }, RuleField::Statuses},
    }));
    CAPTURE(row.name);
    const FailureRuleDraftWorld world;
    FailureRuleDraft draft = complete();
    row.type(draft);
    const auto problems = draft.check(world.gateway.settings().failures);
    CHECK(problems.size() == (row.field ? 1 : 0));
    if (row.field && !problems.empty()) CHECK(problems.front().field == *row.field);
}

TEST_CASE("builds a rule from what was typed")
{
    const auto rule = complete().toSettings();
    CHECK(rule.name == "mine");
    CHECK(rule.failure == FailureClass::RateLimited);
    CHECK(rule.statuses == std::vector<gateway::config::StatusRange>{{429, 429}, {500, 599}, {404, 404}});
    CHECK(rule.words == std::vector<std::string>{"slow down", "try later"});
    CHECK_FALSE(rule.provider);
    for (const auto& own : ownRules()) CHECK(FailureRuleDraft(own).toSettings() == own);
}

TEST_CASE("saves rules in their order")
{
    FailureRuleDraftWorld world;
    CHECK_FALSE(world.save(complete()));
    CHECK(world.names() == "team-plan-used proxy-busy mine ");
    FailureRuleDraft edited(ownRules().front());
    edited.name = QStringLiteral("renamed");
    CHECK(edited.check(world.gateway.settings().failures).empty());
    CHECK_FALSE(world.save(edited));
    CHECK(world.names() == "renamed proxy-busy mine ");
    world.gateway.m_settings = ui::models::withRuleMoved(world.gateway.settings(), "mine", -1);
    CHECK(world.names() == "renamed mine proxy-busy ");
    world.gateway.m_settings = ui::models::withRuleMoved(world.gateway.settings(), "renamed", -1);
    world.gateway.m_settings = ui::models::withoutRule(world.gateway.settings(), "mine");
    CHECK(world.names() == "renamed proxy-busy ");
}

TEST_CASE("shows the gateway's error beside its field")
{
    FailureRuleDraftWorld world;
    struct Row {
        const char* path;
        RuleField field;
    };
    const auto row = GENERATE(values<Row>({
        {"failures.rules[2].words[0]", RuleField::Words},
        {"failures.rules[2].provider", RuleField::Provider},
        {"failures.rules[2].class", RuleField::Failure},
        {"failures.rules[2]", RuleField::Whole},
        {"listen.address", RuleField::Whole},
    }));
    CAPTURE(row.path);
    world.gateway.changeError = gateway::Error{gateway::ErrorKind::ConfigInvalid, "is wrong", {}, row.path};
    const auto problem = world.save(complete());
    REQUIRE(problem);
    CHECK(problem->field == row.field);
    CHECK(problem->detail == QStringLiteral("is wrong"));
    CHECK_FALSE(problem->text.isEmpty());
}
