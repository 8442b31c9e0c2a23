#include "catch.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "sample_ledger.h"
#include "test_language.h"

#include "ui/models/clients/client_snippets.h"
#include "ui/models/clients/consumer_list_model.h"
#include "ui/models/clients/consumer_text.h"
#include "ui/models/roles.h"

#include "gateway/config/settings/timestamp.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using gateway::config::ConsumerKey;
using gateway::config::ConsumerSettings;
using ui::models::ConsumerActivity;
using ui::models::ConsumerListModel;
using ui::models::ConsumerText;
using ui::models::ConsumerUse;
using namespace std::chrono_literals;

namespace {

const gateway::WallTime kNow = ManualClock{}.wallNow(); // 20 November 2025

ConsumerKey key(const char* hint, const char* expiresAt = nullptr, bool enabled = true)
{
    ConsumerKey made;
    made.sha256 = std::string(64, hint[0]);
    made.hint = hint;
    if (expiresAt) made.expiresAt = expiresAt;
    made.enabled = enabled;
    return made;
}

ConsumerSettings consumer(const char* name, std::vector<ConsumerKey> keys, bool enabled = true)
{
    ConsumerSettings made;
    made.name = name;
    made.enabled = enabled;
    made.keys = std::move(keys);
    return made;
}

} // namespace

TEST_CASE("shows the state of a consumer's keys as a word and a shape")
{
    struct Row {
        const char* name;
        std::vector<ConsumerKey> keys;
        bool enabled;
        const char* status;
        const char* word;
        const char* ends;
    };
    const auto row = GENERATE(values<Row>({
        {"for ever", {key("a")}, true, "ok", "1 key ready", "never"},
        {"two", {key("a", "2025-12-31T12:00:00Z"), key("b", "2026-06-30T12:00:00Z")}, true, "ok", "2 keys ready", "30 Jun 2026"},
        {"this year", {key("a", "2025-12-30T12:00:00Z")}, true, "ok", "1 key ready", "30 Dec"},
        {"soon", {key("a", "2025-11-22T12:00:00Z")}, true, "warn", "1 key ready", "22 Nov"},
        {"one soon, one not", {key("a", "2025-11-22T12:00:00Z"), key("b")}, true, "ok", "2 keys ready", "never"},
        {"expired", {key("a", "2025-01-01T00:00:00Z"), key("b", nullptr, false)}, true, "warn", "expired", "–"},
        {"revoked", {key("a", nullptr, false)}, true, "idle", "revoked", "–"},
        {"no key", {}, true, "unknown", "no key", "–"},
        {"off", {key("a")}, false, "idle", "disabled", "never"},
    }));
    CAPTURE(row.name);
    const Language language("en");
    const auto tested = consumer("ide", row.keys, row.enabled);
    const auto state = ConsumerText::state(tested, kNow);
    CHECK(state.status.toStdString() == row.status);
    CHECK(state.word.toStdString() == row.word);
    CHECK(ConsumerText::expiry(tested, kNow).toStdString() == row.ends);
}

TEST_CASE("shows until when a consumer's requests are captured")
{
    const Language language("en");
    ConsumerSettings kept = consumer("ide", {key("a")});
    CHECK(ConsumerText::kept(kept, kNow).isEmpty());
    kept.capture.emplace().until = "2025-12-30T12:00:00Z";
    CHECK(ConsumerText::kept(kept, kNow) == QStringLiteral("kept until 30 Dec"));
    kept.capture->until = "2025-01-01T00:00:00Z"; // over, and deleted
    CHECK(ConsumerText::kept(kept, kNow).isEmpty());
}

TEST_CASE("shows unknown usage as unknown and not as zero")
{
    const Language language("en");
    CHECK(ConsumerText::lastSeen({}, kNow) == QStringLiteral("unknown"));
    CHECK(ConsumerText::tokens({}) == QStringLiteral("unknown"));
    CHECK(ConsumerText::lastSeen({true, {}, 0}, kNow) == QStringLiteral("not seen yet"));
    CHECK(ConsumerText::tokens({true, {}, 0}) == QStringLiteral("0"));
    CHECK(ConsumerText::lastSeen({true, kNow - 2min, 1200}, kNow) == QStringLiteral("2 min ago"));
    CHECK(ConsumerText::tokens({true, {}, 38200}) == QStringLiteral("38.2 k"));
    auto scoped = consumer("ide", {});
    CHECK(ConsumerText::scope(scoped) == QStringLiteral("all routes · all models"));
    scoped.routes = {"cheap", "fast"};
    scoped.models = {"gpt-4o"};
    CHECK(ConsumerText::scope(scoped) == QStringLiteral("cheap, fast · gpt-4o"));
}

TEST_CASE("the ledger tells the last request of a consumer from its last answered one")
{
    const QTemporaryDir folder;
    ManualClock clock;
    FakeFor<ui::models::ConsumerActivity::Access> gateway;
    gateway.m_settings.consumers = {consumer("ide", {}), consumer("ci", {})};
    auto answered = directRecord(clock.wallNow() - 3min);
    answered.consumer = "ide";
    auto counted = answered; // no model answered it
    counted.id = "r2";
    counted.dialect = "anthropic-count-tokens";
    counted.startedAt = clock.wallNow() - 2min;
    auto refused = directRecord(clock.wallNow() - 1min);
    refused.id = "r3";
    refused.consumer = "ide";
    refused.outcome = gateway::usage::Outcome::Failed;
    auto other = refused;
    other.id = "r4";
    other.consumer = "ci";
    gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    std::vector<std::shared_ptr<const gateway::usage::ExchangeRecord>> records;
    for (const auto& record : {answered, counted, refused, other}) records.push_back(std::make_shared<const gateway::usage::ExchangeRecord>(record));
    SampleLedger::write(gateway.ledgerFile, records);
    ConsumerActivity activity(gateway, clock);
    activity.setWatched(true);
    REQUIRE(QTest::qWaitFor([&] { return activity.of("ide").lastSeen.has_value(); }));
    CHECK(activity.of("ide").lastSeen == refused.startedAt);
    CHECK(activity.of("ide").lastAnswered == answered.startedAt);
    CHECK(activity.of("ci").lastSeen == other.startedAt);
    CHECK_FALSE(activity.of("ci").lastAnswered);
}

TEST_CASE("the consumer list follows the configuration, the ledger and live events")
{
    const Language language("en");
    const QTemporaryDir folder;
    ManualClock clock;
    FakeFor<ui::models::ConsumerActivity::Access> gateway;
    gateway.m_settings.consumers = {consumer("ide", {key("sb-...aaaa")}), consumer("ci", {})};
    auto record = directRecord(clock.wallNow() - 3min);
    record.consumer = "ide";
    record.tokens.origin = gateway::protocol::UsageOrigin::Reported;
    record.tokens.input = gateway::Tokens{1000};
    record.tokens.output = gateway::Tokens{234};
    gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(record)});
    ConsumerActivity activity(gateway, clock);
    ConsumerListModel model(gateway, activity, clock);
    const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
    REQUIRE(model.rowCount() == 2);
    CHECK(cell(0, ConsumerListModel::LastSeen) == QStringLiteral("unknown"));

    activity.setWatched(true);
    REQUIRE(QTest::qWaitFor([&] { return cell(0, ConsumerListModel::LastSeen) == QStringLiteral("3 min ago"); }));
    CHECK(cell(0, ConsumerListModel::Today) == QStringLiteral("1.2 k"));
    CHECK(cell(1, ConsumerListModel::LastSeen) == QStringLiteral("not seen yet"));
    CHECK(cell(1, ConsumerListModel::Today) == QStringLiteral("0"));

    const auto value = [&](int row, int column) { return model.index(row, column).data(ui::models::SortRole); };
    CHECK(value(0, ConsumerListModel::Today).toInt() == 1234);
    CHECK(value(1, ConsumerListModel::Today).toInt() == 0);
    CHECK(value(0, ConsumerListModel::LastSeen).isValid());
    CHECK_FALSE(value(1, ConsumerListModel::LastSeen).isValid()); // never seen
    CHECK_FALSE(value(0, ConsumerListModel::Expires).isValid());  // never
    CHECK(model.headerData(ConsumerListModel::LastSeen, Qt::Horizontal, Qt::InitialSortOrderRole).toInt() == Qt::DescendingOrder); // the latest first
    CHECK(model.headerData(ConsumerListModel::Name, Qt::Horizontal, Qt::InitialSortOrderRole).toInt() == Qt::AscendingOrder);

    QSignalSpy seen(&activity, &ConsumerActivity::seen);
    record.id = "r2";
    record.consumer = "ci";
    record.startedAt = clock.wallNow() - 10s;
    gateway.finish(record);
    CHECK(seen.size() == 1);
    CHECK(cell(1, ConsumerListModel::LastSeen) == QStringLiteral("10 s ago")); // at once

    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    gateway.m_settings.consumers[1].enabled = false;
    Q_EMIT gateway.settingsChanged();
    CHECK(cell(1, ConsumerListModel::Keys) == QStringLiteral("disabled"));
    CHECK(reset.isEmpty()); // the selected row remains
    gateway.m_settings.consumers.push_back(consumer("new", {}));
    Q_EMIT gateway.settingsChanged();
    REQUIRE(QTest::qWaitFor([&] { return cell(2, ConsumerListModel::LastSeen) == QStringLiteral("not seen yet"); }));
    CHECK(cell(2, ConsumerListModel::Today) == QStringLiteral("0"));
    gateway.m_settings.consumers.erase(gateway.m_settings.consumers.begin() + 1, gateway.m_settings.consumers.end());
    reset.clear();
    Q_EMIT gateway.settingsChanged();
    CHECK(reset.size() == 1);
    CHECK(model.rowOf(QStringLiteral("ide")) == 0);
    CHECK(model.rowOf(QStringLiteral("ci")) == -1);
}

TEST_CASE("setup snippets contain the address of each protocol")
{
    const auto snippets = ui::models::clientSnippets(QStringLiteral("http://127.0.0.1:9000/v1"), QStringLiteral("sb-1"));
    REQUIRE(snippets.size() == 4);
    CHECK(snippets[0].shell == QStringLiteral("export OPENAI_BASE_URL=http://127.0.0.1:9000/v1\nexport OPENAI_API_KEY=sb-1"));
    CHECK(snippets[1].protocol == QStringLiteral("Anthropic"));
    CHECK(snippets[1].baseUrl == QStringLiteral("http://127.0.0.1:9000"));
    CHECK(snippets[2].shell.contains(QStringLiteral("GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:9000\n")));
    CHECK(snippets[3].shell == QStringLiteral("export OLLAMA_HOST=http://127.0.0.1:9000"));
}
