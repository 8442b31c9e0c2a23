#include "catch.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/models/clients/consumer_draft.h"

#include "gateway/config/settings/timestamp.h"

#include <QDateTime>
#include <QTest>

using ui::models::ConsumerDraft;
using ui::models::ConsumerField;
using ui::models::MadeKey;

TEST_CASE("checks a consumer before it is created")
{
    struct Row {
        const char* name;
        QString typed;
        std::optional<QDate> lastDay;
        bool isNew;
        std::vector<ConsumerField> problems;
    };
    const QDate today(2026, 11, 20);
    const auto row = GENERATE_COPY(values<Row>({
        {"good", QStringLiteral(" zed "), today, true, {}},
        {"no name", QStringLiteral("  "), {}, true, {ConsumerField::Name}},
        {"the name anonymous", QStringLiteral("anonymous"), {}, true, {ConsumerField::Name}},
        {"the program's own name", QStringLiteral("Signalbox"), {}, true, {ConsumerField::Name}},
        {"taken", QStringLiteral("ide"), today.addDays(-1), true, {ConsumerField::Name, ConsumerField::Ends}},
        {"a further key", QStringLiteral("ide"), {}, false, {}},
    }));
    CAPTURE(row.name);
    gateway::config::Settings all;
    all.consumers.resize(1);
    all.consumers[0].name = "ide";
    ConsumerDraft draft;
    draft.name = row.typed;
    draft.lastDay = row.lastDay;
    draft.isNew = row.isNew;
    std::vector<ConsumerField> found;
    for (const auto& problem : draft.check(all, today)) found.push_back(problem.field);
    CHECK(found == row.problems);
}

TEST_CASE("a key expires at the end of its last day in local time")
{
    ConsumerDraft draft;
    CHECK_FALSE(draft.expiresAt());
    draft.lastDay = QDate(2026, 12, 31);
    const auto end = gateway::config::parseTimestamp(draft.expiresAt().value());
    REQUIRE(end);
    const auto local = QDateTime::fromSecsSinceEpoch(std::chrono::duration_cast<std::chrono::seconds>(end->time_since_epoch()).count());
    CHECK(local == QDateTime(QDate(2026, 12, 31), QTime(23, 59, 59)));
}

TEST_CASE("separates model names by commas and line breaks")
{
    ConsumerDraft draft;
    CHECK(draft.modelNames().empty());
    draft.models = QStringLiteral(" gpt-4o,claude-*，\n fast\n,");
    CHECK(draft.modelNames() == std::vector<std::string>{"gpt-4o", "claude-*", "fast"});
}

TEST_CASE("a created key is not in the settings and a refused change creates none")
{
    const Language language("en");
    FakeOf<gateway::host::Configuration> gateway;
    ConsumerDraft draft;
    draft.name = QStringLiteral("zed");
    draft.models = QStringLiteral("gpt-4o");
    QObject context;
    std::optional<MadeKey> made;
    const bool isRefused = GENERATE(false, true);
    if (isRefused) gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "disk full"};
    ui::models::makeKey(gateway, draft, &context, [&](const MadeKey& result) { made = result; });
    REQUIRE(QTest::qWaitFor([&] { return made.has_value(); }));
    CHECK(made->key.empty() == isRefused);
    CHECK(gateway.m_settings.consumers.size() == (isRefused ? 0U : 1U));
    if (isRefused) {
        CHECK(made->problem.text == QStringLiteral("The configuration file cannot be written. Make it writable, make room on the disk, and try again"));
        CHECK(made->problem.detail == QStringLiteral("disk full"));
    } else {
        CHECK(made->key.reveal().ends_with(gateway.m_settings.consumers[0].keys[0].hint.substr(6)));
        CHECK(gateway.m_settings.consumers[0].models == std::vector<std::string>{"gpt-4o"});
    }
}
