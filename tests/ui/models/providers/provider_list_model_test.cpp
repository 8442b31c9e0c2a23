#include "catch.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "test_language.h"

#include "gateway/providers/provider_client.h"

#include "ui/models/formatter.h"
#include "ui/models/providers/provider_list_model.h"
#include "ui/models/providers/test_cost.h"
#include "ui/models/roles.h"

#include <QSignalSpy>
#include <QTest>

using gateway::Milliseconds;
using gateway::config::FailureClass;
using gateway::host::KeyHealth;
using gateway::host::ProbeResult;
using ui::models::Formatter;
using ui::models::ProviderListModel;
using Model = ui::models::ProviderListModel;

namespace {

struct ProviderListWorld {
    Language language{"en"};
    ManualClock clock;
    FakeOf<gateway::host::Configuration, gateway::host::Secrets, gateway::host::Providers, gateway::host::Requests> gateway;
    Model model{clock};

    std::string cell(const char* id, int column, int role = Qt::DisplayRole) const
    {
        return model.index(model.rowOf(QString::fromLatin1(id)), column).data(role).toString().toStdString();
    }
};

} // namespace

TEST_CASE("shows a provider before any request")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    REQUIRE(world.model.rowCount() == 2); // with the demo
    CHECK(world.cell("deepseek", Model::Provider) == "DeepSeek");
    CHECK(world.cell("deepseek", Model::Provider, ui::models::SecondLineRole) == "OpenAI · Anthropic");
    CHECK(world.cell("deepseek", Model::Health) == "No requests yet");
    CHECK(world.cell("deepseek", Model::Health, ui::models::StatusRole) == "unknown");
    CHECK(world.cell("deepseek", Model::Keys) == "1 key");
    CHECK(world.cell("deepseek", Model::Median) == "–");
    CHECK(world.cell("deepseek", Model::Balance) == "–");
    CHECK(world.model.lastErrorText(world.model.rowOf(QStringLiteral("deepseek"))).isEmpty());
    CHECK(world.cell("demo", Model::Provider, ui::models::SecondLineRole) == "built in");
    CHECK(world.cell("demo", Model::Keys) == "not needed");
    CHECK(world.model.readyCount() == 2);
}

TEST_CASE("a provider with a first request in progress is not shown as unused")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    const auto sentence = [&] { return world.model.stateSentence(world.model.rowOf(QStringLiteral("deepseek"))).toStdString(); };
    QSignalSpy changes(&world.model, &Model::dataChanged);
    gateway::usage::LiveSnapshot snapshot;
    snapshot.inFlight.emplace_back().provider = "deepseek";
    snapshot.inFlight.emplace_back(); // it has no attempt yet
    Q_EMIT world.gateway.live(snapshot);
    CHECK(changes.size() == 1);
    CHECK(world.cell("deepseek", Model::Health) == "First request");
    CHECK(world.cell("deepseek", Model::Health, ui::models::StatusRole) == "busy");
    CHECK(sentence() == "First request in progress");
    CHECK(world.cell("demo", Model::Health) == "No requests yet");
    Q_EMIT world.gateway.live(snapshot);
    CHECK(changes.size() == 1); // nothing changed
    snapshot.inFlight.clear();
    Q_EMIT world.gateway.live(snapshot);
    CHECK(changes.size() == 2);
    CHECK(world.cell("deepseek", Model::Health) == "No requests yet");
}

TEST_CASE("shows a second provider of a type by its id")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek", "deepseek-work");
    world.model.attach(world.gateway);
    CHECK(world.cell("deepseek-work", Model::Provider) == "deepseek-work");
}

TEST_CASE("derives a provider's health from its keys")
{
    struct Row {
        KeyHealth key;
        const char* status;
        const char* word;
        const char* keys;
        const char* tone;
    };
    const auto row = GENERATE(values<Row>({
        {KeyHealth::Reading, "busy", "Reading keys", "reading", ""},
        {KeyHealth::Missing, "error", "Key missing", "missing", "error"},
        {KeyHealth::Locked, "locked", "Keychain locked", "locked", "warn"},
        {KeyHealth::Unavailable, "error", "No keychain", "no keychain", "error"},
        {KeyHealth::Denied, "error", "Key not readable", "not readable", "error"},
        {KeyHealth::TimedOut, "locked", "Keychain not responding", "no response", "warn"},
        {KeyHealth::Disabled, "error", "No usable key", "disabled", "text_secondary"},
    }));
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    world.gateway.setKeyHealth("deepseek", row.key);
    CHECK(world.cell("deepseek", Model::Health, ui::models::StatusRole) == row.status);
    CHECK(world.cell("deepseek", Model::Health) == row.word);
    CHECK(world.cell("deepseek", Model::Keys) == row.keys);
    CHECK(world.cell("deepseek", Model::Keys, ui::models::ToneRole) == row.tone);
    CHECK_FALSE(world.model.stateSentence(world.model.rowOf(QStringLiteral("deepseek"))).isEmpty());
}

TEST_CASE("shows a provider without its required key")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.m_settings.providers.back().keys.clear();
    world.gateway.change(world.gateway.m_settings, [](const gateway::Result<void>&) {});
    QCoreApplication::processEvents();
    world.model.attach(world.gateway);
    CHECK(world.cell("deepseek", Model::Health) == "Key missing");
    CHECK(world.cell("deepseek", Model::Keys) == "none");
    CHECK(world.cell("deepseek", Model::Keys, ui::models::ToneRole) == "error");
}

TEST_CASE("shows where keys are stored")
{
    struct Row {
        std::vector<std::string> secrets;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({
        {{"keychain:a", "keychain:b"}, "2 keys"},
        {{"env:DEEPSEEK_API_KEY"}, "environment"},
        {{"file:/run/key"}, "file"},
        {{"session:openai/main"}, "in memory"},
        {{"keychain:a", "env:B"}, "2 keys"},
    }));
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    auto& keys = world.gateway.m_settings.providers.back().keys;
    keys.clear();
    for (const auto& secret : row.secrets) keys.push_back({"k" + std::to_string(keys.size()), secret});
    world.gateway.setKeyHealth("deepseek", KeyHealth::Ready);
    world.model.attach(world.gateway);
    CHECK(world.cell("deepseek", Model::Keys) == row.text);
}

TEST_CASE("shows the result of the last request")
{
    struct Row {
        FailureClass failure;
        int status;
        const char* shape;
        const char* word;
        const char* reason;
    };
    const auto row = GENERATE(values<Row>({
        {FailureClass::RateLimited, 429, "resting", "Rate limited", "429, just now"},
        {FailureClass::KeyRejected, 401, "error", "Key rejected", "401, just now"},
        {FailureClass::BalanceGone, 402, "error", "Balance used up", "402, just now"},
        {FailureClass::Unreachable, 0, "error", "Unreachable", "unreachable, just now"},
        {FailureClass::Timeout, 0, "warn", "Timeout", "timeout, just now"},
        {FailureClass::ServerError, 500, "warn", "Last request failed", "500, just now"},
    }));
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.model.attach(world.gateway);
    auto record = fallbackRecord(world.clock.wallNow());
    record.attempts.front().failure = row.failure;
    record.attempts.front().status = row.status;
    QSignalSpy changed(&world.model, &QAbstractItemModel::dataChanged);
    world.gateway.finish(record);
    CHECK(changed.count() >= 2);
    CHECK(world.cell("deepseek", Model::Health) == row.word);
    CHECK(world.cell("deepseek", Model::Health, ui::models::StatusRole) == row.shape);
    const int deepseek = world.model.rowOf(QStringLiteral("deepseek"));
    CHECK(world.model.lastErrorText(deepseek).toStdString() == row.reason);
    CHECK(world.model.lastErrorDetail(deepseek).toStdString() == gateway::toText(record.attempts.front().reason));
    CHECK(world.cell("qwen", Model::Health) == "Healthy");
    CHECK(world.cell("qwen", Model::Median) == "580 ms");
}

TEST_CASE("shows the known limits and balances of a provider's keys")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("ollama");
    world.gateway.m_settings.providers[1].keys.push_back({"spare", "env:SPARE", 1, true});
    world.gateway.m_settings.providers[1].keys.push_back({"off", "env:OFF", 1, false});
    world.model.attach(world.gateway);
    CHECK(world.cell("deepseek", Model::Balance) == "–");
    CHECK(world.cell("ollama", Model::Balance) == "local");
    CHECK(world.cell("demo", Model::Balance) == "–");
    gateway::providers::KeyMeter meter;
    meter.provider = "deepseek";
    meter.key = "main";
    meter.balance = {{gateway::Currency::Cny, 41'200'000'000'000}};
    world.gateway.keyMeters = {meter};
    QSignalSpy changed(&world.model, &QAbstractItemModel::dataChanged);
    Q_EMIT world.gateway.metersChanged();
    CHECK(changed.count() == 1);
    CHECK(world.cell("deepseek", Model::Balance) == "¥41.20");
    meter.key = "off"; // it is not used
    world.gateway.keyMeters.push_back(meter);
    CHECK(world.cell("deepseek", Model::Balance) == "¥41.20");
    meter.key = "spare";
    meter.balance = {{gateway::Currency::Cny, 1'000'000'000'000}};
    world.gateway.keyMeters.push_back(meter);
    CHECK(world.cell("deepseek", Model::Balance) == "¥41.20 +1");
    CHECK(world.cell("deepseek", Model::Balance, Qt::ToolTipRole).find("¥1.00") != std::string::npos);
}

TEST_CASE("sorts balances across currencies, states by severity and unknown values as unknown")
{
    ProviderListWorld world;
    for (const char* id : {"few", "many", "none", "off"}) world.gateway.addProvider("deepseek", id);
    world.gateway.m_settings.providers.back().enabled = false;
    world.gateway.setKeyHealth("none", KeyHealth::Missing);
    world.model.attach(world.gateway);
    gateway::providers::KeyMeter meter;
    meter.key = "main";
    meter.provider = "few";
    meter.balance = {{gateway::Currency::Cny, 41'200'000'000'000}};
    world.gateway.keyMeters = {meter};
    meter.provider = "many";
    meter.balance = {{gateway::Currency::Usd, 10'000'000'000'000}}; // a smaller number, but more money
    world.gateway.keyMeters.push_back(meter);
    const auto value = [&](const char* id, int column) { return world.model.index(world.model.rowOf(QString::fromLatin1(id)), column).data(ui::models::SortRole); };
    CHECK(value("few", Model::Balance).toDouble() < value("many", Model::Balance).toDouble());
    CHECK_FALSE(value("none", Model::Balance).isValid());
    CHECK_FALSE(value("few", Model::Median).isValid());
    CHECK(value("none", Model::Health).toString() < value("few", Model::Health).toString()); // a missing key
    CHECK(value("few", Model::Health).toString() < value("off", Model::Health).toString());
    CHECK(value("few", Model::Provider).toString() == QStringLiteral("few"));
}

TEST_CASE("the median counts only times to first token")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    for (const int ms : {300, 5000, 710, 400, 900}) {
        auto record = directRecord(world.clock.wallNow());
        record.firstToken = Milliseconds{ms};
        world.gateway.finish(record);
    }
    CHECK(world.cell("deepseek", Model::Median) == "710 ms");
    CHECK(world.model.index(1, Model::Median).data(ui::models::RawRole).toInt() == 710);
}

TEST_CASE("ignores client errors in a provider's health")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    auto record = directRecord(world.clock.wallNow());
    record.attempts.front().status = 400;
    record.outcome = gateway::usage::Outcome::ClientError;
    record.firstToken = Milliseconds{-1};
    world.gateway.finish(record);
    CHECK(world.cell("deepseek", Model::Health) == "No requests yet");
}

TEST_CASE("shows a test while it runs and afterwards")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    const int row = world.model.rowOf(QStringLiteral("deepseek"));
    CHECK(world.model.probeSentence(row).toStdString() == "Not tested yet");
    world.model.setProbing("deepseek");
    CHECK(world.cell("deepseek", Model::Health) == "Testing");
    ProbeResult result;
    result.ok = true;
    result.status = 200;
    result.firstToken = Milliseconds{660};
    result.total = Milliseconds{690};
    world.model.setProbed("deepseek", result);
    CHECK(world.cell("deepseek", Model::Health) == "Healthy");
    CHECK(world.cell("deepseek", Model::Median) == "660 ms");
    world.clock.advance(std::chrono::minutes{4});
    CHECK(world.model.probeSentence(row).toStdString() == "Tested 4 min ago: answered in 690 ms");

    world.model.setProbed("deepseek", refusedProbe(401, "Incorrect API key provided"));
    CHECK(world.cell("deepseek", Model::Health) == "Key rejected");
    CHECK(world.model.probeSentence(row).toStdString() == "Tested just now: Key rejected (401): “Incorrect API key provided”");
}

TEST_CASE("does not call a provider untested that has answered or failed a request")
{
    const bool isAnswered = GENERATE(true, false);
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    const int row = world.model.rowOf(QStringLiteral("deepseek"));
    auto record = directRecord(world.clock.wallNow());
    if (!isAnswered) {
        record.attempts.front().failure = gateway::config::FailureClass::ServerError;
        record.attempts.front().status = 500;
        record.outcome = gateway::usage::Outcome::Failed;
    }
    world.gateway.finish(record);
    world.clock.advance(std::chrono::seconds{42});
    CHECK(world.model.stateSentence(row).toStdString() == (isAnswered ? "Answered 40 s ago" : "Last request failed: 500, 40 s ago")); // it took 2 s
    CHECK(world.model.probeSentence(row).isEmpty());
    ProbeResult result;
    result.ok = true;
    result.status = 200;
    world.model.setProbed("deepseek", result);
    CHECK_THAT(world.model.probeSentence(row).toStdString(), Catch::StartsWith("Tested just now: answered"));
}

TEST_CASE("a new list knows a test of the same key")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    auto& tests = ui::models::ProviderTests::of(world.gateway);
    tests.start(*world.gateway.settings().provider("deepseek"));
    const char* health = "Testing";
    SECTION("still running") { CHECK(tests.isRunning("deepseek")); }
    SECTION("finished")
    {
        world.gateway.answerProbe(refusedProbe(401, "Incorrect API key"));
        health = "Key rejected";
    }
    SECTION("the key was replaced")
    {
        world.gateway.answerProbe(refusedProbe(401, "Incorrect API key"));
        world.gateway.m_settings.providers.back().keys.front().secret = "keychain:deepseek/other";
        world.gateway.addProvider("qwen");
        health = "Key missing";
    }
    SECTION("the value of the key was replaced")
    {
        world.gateway.answerProbe(refusedProbe(401, "Incorrect API key"));
        Q_EMIT world.gateway.secretStored(QStringLiteral("keychain:deepseek/main"));
        health = "No requests yet";
    }
    world.model.attach(world.gateway);
    CHECK(world.cell("deepseek", Model::Health) == health);
}

TEST_CASE("does not show a result of yesterday as current")
{
    struct Row {
        const char* name;
        bool isOk;
        const char* fresh;
        const char* freshStatus;
        const char* sentence;
        const char* tested;
    };
    const auto row = GENERATE(values<Row>({
        {"answered", true, "Healthy", "ok", "Stale: last answered 1 day ago. Test it to check its current state", "Tested 1 day ago (stale): answered"},
        {"refused", false, "Key rejected", "error", "Stale: “Key rejected” was seen 1 day ago. Test it to check its current state",
            "Tested 1 day ago (stale): Key rejected (401): “Incorrect API key”"},
    }));
    CAPTURE(row.name);
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    const int at = world.model.rowOf(QStringLiteral("deepseek"));
    ProbeResult result;
    result.ok = true;
    result.total = Milliseconds{690};
    world.model.setProbed("deepseek", row.isOk ? result : refusedProbe(401, "Incorrect API key"));
    world.clock.advance(ui::models::kEvidenceHolds);
    CHECK(world.cell("deepseek", Model::Health) == row.fresh); // not yet outdated
    CHECK(world.cell("deepseek", Model::Health, ui::models::StatusRole) == row.freshStatus);
    CHECK(world.cell("deepseek", Model::Health, ui::models::SecondLineRole).empty());
    world.clock.advance(std::chrono::minutes{1});
    CHECK(world.cell("deepseek", Model::Health) == "Stale");
    CHECK(world.cell("deepseek", Model::Health, ui::models::StatusRole) == "unknown");
    CHECK(world.cell("deepseek", Model::Health, ui::models::SecondLineRole) == "1 day ago");
    CHECK(world.cell("deepseek", Model::Health, Qt::ToolTipRole) == row.sentence);
    CHECK(world.model.probeSentence(at).toStdString() == row.tested);
    CHECK(world.cell("deepseek", Model::Keys) == "1 key"); // still valid
    const auto key = world.model.keyState(at, world.model.status(at)->keys.front());
    CHECK(key.status.toStdString() == (row.isOk ? "ok" : "unknown"));
    CHECK(key.word.toStdString() == (row.isOk ? "ready" : "rejected 1 day ago"));
    // A cooldown or a request in progress is current.
    world.gateway.setRests({{"deepseek", "", "", FailureClass::Unreachable, "refused", world.clock.wallNow(), world.clock.wallNow() + std::chrono::minutes{10}}});
    CHECK(world.cell("deepseek", Model::Health) == "Cooling down 10 min");
    CHECK(world.cell("deepseek", Model::Health, ui::models::SecondLineRole).empty());
    world.gateway.setRests({});
    gateway::usage::LiveSnapshot snapshot;
    snapshot.inFlight.emplace_back().provider = "deepseek";
    Q_EMIT world.gateway.live(snapshot);
    CHECK(world.cell("deepseek", Model::Health) == "Answering");
    CHECK(world.model.stateSentence(at).toStdString() == "Request in progress");
    Q_EMIT world.gateway.live({});
    world.gateway.finish(directRecord(world.clock.wallNow()));
    CHECK(world.cell("deepseek", Model::Health) == "Healthy");
}

TEST_CASE("adds up the cost of testing all providers by currency and names those without a price")
{
    using gateway::Currency;
    ProviderListWorld world;
    for (const char* type : {"deepseek", "qwen", "openai", "openrouter", "minimax"}) world.gateway.addProvider(type);
    const auto price = [&](const char* provider, const char* model, Currency currency, double output) {
        gateway::usage::Price made;
        made.terms.currency = currency;
        made.terms.input = 0;
        made.terms.output = output;
        world.gateway.prices[{provider, model}] = made;
        for (auto& settings : world.gateway.m_settings.providers)
            if (settings.id == provider) settings.models = std::vector<std::string>{model}; // the model that a test uses
    };
    price("deepseek", "deepseek-chat", Currency::Cny, 2);
    price("qwen", "qwen-turbo", Currency::Cny, 1);
    price("openai", "gpt-4o-mini", Currency::Usd, 10);
    price("minimax", "MiniMax-M2", Currency::Usd, 1000);
    world.gateway.m_settings.providers.front().enabled = false; // the demo
    world.gateway.setKeyHealth("minimax", KeyHealth::Missing); // so it is not tested
    world.model.attach(world.gateway);
    auto costs = ui::models::testCosts(world.model, world.gateway, world.clock.wallNow());
    CHECK(costs.rows == std::vector<int>{1, 2, 3, 4});
    CHECK(costs.unpriced == QStringList{QStringLiteral("OpenRouter")});
    const std::int64_t output = gateway::providers::kMostProbeOutput * 1'000'000; // one unit per million tokens
    REQUIRE(costs.sums.size() == 2);
    CHECK(costs.sums[0] == gateway::Money{Currency::Usd, output * 10});
    CHECK(costs.sums[1] == gateway::Money{Currency::Cny, output * 3});
    world.model.setProbing("qwen"); // its test is already running
    costs = ui::models::testCosts(world.model, world.gateway, world.clock.wallNow());
    CHECK(costs.rows == std::vector<int>{1, 3, 4});
    CHECK(costs.sums[1] == gateway::Money{Currency::Cny, output * 2});
    world.gateway.m_settings.providers.front().enabled = true; // the demo, which is free
    world.gateway.setKeyHealth("minimax", KeyHealth::Missing);
    world.model.attach(world.gateway);
    costs = ui::models::testCosts(world.model, world.gateway, world.clock.wallNow());
    CHECK(costs.rows.front() == 0);
    CHECK(costs.unpriced == QStringList{QStringLiteral("OpenRouter")});
}

TEST_CASE("a refused key is not shown as ready but a replaced one is")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    const int row = world.model.rowOf(QStringLiteral("deepseek"));
    const auto key = [&] {
        const auto state = world.model.keyState(row, world.model.status(row)->keys.front());
        return state.status.toStdString() + ": " + state.word.toStdString();
    };
    CHECK(key() == "ok: ready");
    const bool byTest = GENERATE(true, false);
    auto record = fallbackRecord(world.clock.wallNow());
    record.attempts.front().failure = FailureClass::KeyRejected;
    record.attempts.front().status = 401;
    if (byTest) world.model.setProbed("deepseek", refusedProbe(401, "Incorrect API key"));
    else world.gateway.finish(record);
    CHECK(key() == "error: rejected (401)");
    CHECK(world.model.readyCount() == 1); // the demo
    CHECK(world.cell("deepseek", Model::Keys) == "rejected");
    CHECK(world.cell("deepseek", Model::Keys, ui::models::ToneRole) == "error");
    // A failure unrelated to the key does not change that; an answer does.
    world.clock.advance(std::chrono::minutes{1});
    world.model.setProbed("deepseek", refusedProbe(500, "oops"));
    CHECK(key() == "error: rejected (401)");
    SECTION("the key works again")
    {
        world.gateway.finish(directRecord(world.clock.wallNow()));
    }
    SECTION("another value is stored")
    {
        bool isStored = false;
        const auto reference = gateway::SecretReference::parse("keychain:deepseek/main");
        world.gateway.storeSecret(*reference, gateway::Secret("sk-new"), [&](const gateway::Result<void>&) { isStored = true; }, {});
        REQUIRE(QTest::qWaitFor([&] { return isStored; }));
    }
    CHECK(key() == "ok: ready");
    CHECK(world.model.readyCount() == 2);
    CHECK(world.cell("deepseek", Model::Keys) == "1 key");
}

TEST_CASE("describes a cooldown and when it ends")
{
    using gateway::routing::Rest;
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    const auto now = world.clock.wallNow();
    const auto rest = [&](const char* key, const char* model, const char* reason, std::chrono::minutes time) {
        const auto failure = std::string_view(reason) == "429" ? FailureClass::RateLimited : FailureClass::Unreachable;
        return Rest{"deepseek", key, model, failure, gateway::asIs(reason), now, now + time};
    };
    const auto time = [&](std::chrono::minutes ahead) { return Formatter().time(Formatter::local(now + ahead)).toStdString(); };
    const int row = world.model.rowOf(QStringLiteral("deepseek"));
    const auto sentence = [&] { return world.model.stateSentence(row).toStdString(); };
    const auto ten = std::chrono::minutes{10};

    world.gateway.setRests({rest("main", "deepseek-chat", "429", ten)});
    CHECK(sentence() == "Key “main” for model “deepseek-chat” is cooling down until " + time(ten) + " (429)");
    CHECK(world.cell("deepseek", Model::Health) == "No requests yet"); // other models are still served
    const int ready = world.model.readyCount();
    world.gateway.setRests({rest("main", "", "429", ten), rest("main", "m", "429", ten), rest("", "m", "500", ten)});
    CHECK(sentence() == "Key “main” is cooling down until " + time(ten) + " (429), and 2 more");
    CHECK(world.cell("deepseek", Model::Health) == "Cooling down 10 min");
    CHECK(world.cell("deepseek", Model::Health, ui::models::StatusRole) == "resting");
    CHECK(world.model.readyCount() == ready - 1);
    CHECK(world.model.keyState(row, world.model.status(row)->keys.front()).word.toStdString() == "cooling down 10 min");
    auto pictures = rest("main", "", "429", ten);
    pictures.operation = "images";
    world.gateway.setRests({pictures});
    CHECK(sentence() == "Key “main” for images is cooling down until " + time(ten) + " (429)");
    CHECK(world.model.readyCount() == ready); // chats are not affected
    world.gateway.setRests({pictures, rest("", "m", "500", ten)});
    CHECK(sentence() == "Model “m” is cooling down until " + time(ten) + " (500), and 1 more");
    world.gateway.setRests({rest("", "", "refused", ten)});
    CHECK(sentence() == "The provider is cooling down until " + time(ten) + " (unreachable)");
    CHECK(world.cell("deepseek", Model::Health) == "Cooling down 10 min");
    world.clock.advance(ten);
    CHECK(sentence() == "The provider is retried with the next request (unreachable)");
    CHECK(world.model.readyCount() == ready);
    CHECK(world.cell("deepseek", Model::Health) == "No requests yet");
    world.gateway.setRests({rest("", "m", "500", std::chrono::minutes{24 * 60})});
    const auto tomorrow = Formatter().dateTime(Formatter::local(now + std::chrono::hours{24})).toStdString();
    CHECK(sentence() == "Model “m” is cooling down until " + tomorrow + " (500)");
    world.gateway.setRests({});
    CHECK(sentence() == "Ready. No requests so far");
}

TEST_CASE("a key that was never stored is missing even if its provider is unused")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.secrets.clear();
    auto next = world.gateway.m_settings;
    next.providers.back().enabled = false;
    world.gateway.change(next, [](const gateway::Result<void>&) {});
    world.model.attach(world.gateway);
    CHECK(QTest::qWaitFor([&] { return world.cell("deepseek", Model::Keys) == "missing"; }));
    next.providers.back().enabled = true;
    next.providers.back().keys.push_back({"spare", "env:SPARE"});
    world.gateway.change(next, [](const gateway::Result<void>&) {});
    CHECK(QTest::qWaitFor([&] { return world.cell("deepseek", Model::Keys) == "1 of 2 usable"; }));
}

TEST_CASE("a new key resets what was observed")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.model.attach(world.gateway);
    auto record = fallbackRecord(world.clock.wallNow());
    world.gateway.finish(record);
    REQUIRE(world.cell("deepseek", Model::Health) == "Rate limited");
    auto next = world.gateway.m_settings;
    next.providers.back().keys.front().secret = "env:OTHER";
    world.gateway.change(next, [](const gateway::Result<void>&) {});
    CHECK(QTest::qWaitFor([&] { return world.cell("deepseek", Model::Health) == "New key or address"; }));
    CHECK(world.model.stateSentence(world.model.rowOf(QStringLiteral("deepseek"))) == QStringLiteral("Ready. The key or address is new; no requests since"));
}

TEST_CASE("a provider missing from the latest requests is shown as not used lately")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.ledgerTotals = gateway::usage::Totals{};
    const bool isOld = GENERATE(false, true);
    world.gateway.ledgerRecords.assign(isOld ? 200 : 199, directRecord(world.clock.wallNow())); // of another provider
    world.model.attach(world.gateway);
    REQUIRE(QTest::qWaitFor([&] { return world.cell("deepseek", Model::Health) == "Healthy"; }));
    CHECK(world.cell("qwen", Model::Health) == (isOld ? "Not used lately" : "No requests yet"));
    CHECK(world.model.stateSentence(world.model.rowOf(QStringLiteral("qwen")))
        == (isOld ? QStringLiteral("Ready. Not used by recent requests") : QStringLiteral("Ready. No requests so far")));
}

TEST_CASE("takes the median from the ledger after a start")
{
    ProviderListWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.ledgerTotals = gateway::usage::Totals{};
    world.gateway.ledgerRecords = {directRecord(world.clock.wallNow())};
    world.model.attach(world.gateway);
    CHECK(QTest::qWaitFor([&] { return world.cell("deepseek", Model::Median) == "700 ms"; }));
}

TEST_CASE("provider rows follow the configuration")
{
    ProviderListWorld world;
    world.model.attach(world.gateway);
    QSignalSpy reset(&world.model, &QAbstractItemModel::modelReset);
    auto next = world.gateway.m_settings;
    gateway::config::ProviderSettings openai;
    openai.id = openai.type = "openai";
    next.providers.push_back(openai);
    world.gateway.change(next, [](const gateway::Result<void>&) {});
    CHECK(QTest::qWaitFor([&] { return world.model.rowCount() == 2; }));
    CHECK(reset.count() == 1);
    next.providers.front().enabled = false;
    world.gateway.change(next, [](const gateway::Result<void>&) {});
    CHECK(QTest::qWaitFor([&] { return world.cell("demo", Model::Health) == "Disabled"; }));
    CHECK(reset.count() == 1); // the selected row is kept
}
