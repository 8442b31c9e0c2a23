#include "catch.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "test_language.h"

#include "gateway/config/settings/taken_names.h"
#include "ui/models/routes/past_question.h"
#include "ui/models/roles.h"
#include "ui/models/routes/route_picture.h"
#include "ui/models/routes/serving_judge.h"

using gateway::config::FailureClass;
using gateway::config::TargetSettings;
using gateway::host::KeyHealth;
using ui::models::PastQuestion;
using ui::models::RoutePicture;
using ui::models::RoutePictures;

namespace {

struct PictureWorld {
    Language language{"en"};
    ManualClock clock;
    FakeFor<ui::models::ServingJudge::Access> gateway;
    ui::models::ProviderListModel providers{clock};
    RoutePictures pictures{gateway, providers, clock};
    gateway::config::RouteSettings route = twoTargetRoute();

    PictureWorld()
    {
        gateway.addProvider("deepseek");
        gateway.addProvider("qwen");
        gateway.addProvider("openai");
        route.targets[0].model = "deepseek-chat";
        providers.attach(gateway);
        const auto limit = [this](const char* type, std::size_t place, int context, bool tools, bool images) {
            auto& model = gateway.models.find(type)->second[place];
            model.context = context;
            model.toolCall = tools;
            model.images = images;
        };
        limit("deepseek", 0, 128000, true, true);
        limit("qwen", 0, 32000, true, false);
        limit("openai", 0, 128000, true, true);
    }
    void add(const char* provider, const char* model, int priority, int weight = 1)
    {
        TargetSettings target;
        target.provider = provider;
        target.model = model;
        target.priority = priority;
        target.weight = weight;
        route.targets.push_back(target);
    }
    void rest(const char* provider, FailureClass failure)
    {
        gateway::routing::Rest made;
        made.provider = provider;
        made.failure = failure;
        made.until = clock.wallNow() + std::chrono::seconds{42};
        gateway.setRests({made});
        providers.setProviders(gateway.providers());
    }
    RoutePicture of() const { return pictures.of(route); }
    std::string status() const { return pictures.state(route).status.toStdString(); }
};

gateway::providers::CatalogModel known(std::string_view id, int context, bool tools, bool images)
{
    gateway::providers::CatalogModel model;
    model.id = id;
    model.context = context;
    model.toolCall = tools;
    model.images = images;
    return model;
}

} // namespace

TEST_CASE("the route diagram shows what its fallback loses")
{
    PictureWorld world;
    world.add("openai", "gpt-4o", 1, 3);
    const RoutePicture picture = world.of();
    CHECK(picture.asks == QStringLiteral("deepseek-*"));
    CHECK(picture.asksPhrase == QStringLiteral("any name starting with deepseek-"));
    CHECK(picture.conditions.isEmpty());
    REQUIRE(picture.stations.size() == 2);
    CHECK(picture.stations[0].title == QStringLiteral("First"));
    CHECK(picture.stations[0].phrase == QStringLiteral("weighted round robin"));
    REQUIRE(picture.stations[0].targets.size() == 2);
    CHECK(picture.stations[0].targets[0].share == QStringLiteral("25%"));
    CHECK(picture.stations[0].targets[1].share == QStringLiteral("75%"));
    CHECK(picture.stations[0].targets[1].note == QStringLiteral("input $2.50 instead of $0.28 per million tokens"));
    CHECK(picture.stations[1].title == QStringLiteral("If that fails"));
    CHECK(picture.stations[1].targets[0].note == QStringLiteral("context 128 k → 32 k, no images"));
    CHECK(picture.stations[1].targets[0].isLess);
    CHECK(picture.stations[1].targets[0].share.isEmpty());
    CHECK(picture.serving == 0);
    CHECK(picture.stations[0].targets[0].isServing);
    CHECK_FALSE(picture.stations[1].targets[0].isServing);
    CHECK(world.status() == "ok");
    CHECK(picture.facts.front().value == QStringLiteral("8"));
    world.route.targets[1].first = true;
    CHECK(world.of().stations[0].phrase == QStringLiteral("pinned"));
    CHECK(world.of().stations[0].targets[0].provider == QStringLiteral("Qwen (Alibaba)"));
}

TEST_CASE("the route diagram shows which names a route for all other names takes")
{
    PictureWorld world;
    world.route.match.models = {{gateway::config::TextMatch::Kind::Regex, std::string(gateway::config::kNamesWithoutSlash)}};
    CHECK(world.of().asks == QStringLiteral("all other names"));
    CHECK(world.of().asksPhrase == QStringLiteral("without “/”, so not PROVIDER/MODEL"));
}

TEST_CASE("shows what a fallback loses also for several model names")
{
    using gateway::config::TextMatch;
    using MatchKind = TextMatch::Kind;
    struct Row {
        const char* name;
        std::vector<TextMatch> takes;
        std::optional<std::string> first; ///< the model of the first target
        std::optional<std::string> other;
        const char* note;
        bool isLess;
    };
    const auto row = GENERATE(values<Row>({
        {"two names", {{MatchKind::Exact, "deepseek-chat"}, {MatchKind::Exact, "deepseek-reasoner"}}, {}, "qwen-plus", "context 128 k → 32 k, no images", true},
        {"a prefix", {{MatchKind::Prefix, "deepseek-"}}, {}, "qwen-plus", "context 128 k → 32 k, no images", true},
        {"any name", {}, {}, "qwen-plus", "for some models: context 128 k → 32 k, no images", true},
        {"one loses more", {{MatchKind::Exact, "deepseek-chat"}, {MatchKind::Exact, "small"}}, {}, "qwen-plus", "for some models: context 128 k → 32 k, no images", true},
        {"unknown names", {{MatchKind::Exact, "a"}, {MatchKind::Exact, "b"}}, {}, "qwen-plus", "", false},
        {"a fallback without known limits", {{MatchKind::Prefix, "deepseek-"}}, {}, {}, "limits unknown", false},
        {"a fixed model in the first target", {{MatchKind::Prefix, "qwen-"}}, "deepseek-chat", {}, "context 128 k → 32 k, no images", true},
    }));
    CAPTURE(row.name);
    PictureWorld world;
    world.gateway.models.find("deepseek")->second = {known("deepseek-chat", 128000, true, true), known("deepseek-reasoner", 64000, true, true), known("small", 8000, false, false)};
    world.gateway.models.find("qwen")->second = {known("qwen-plus", 32000, true, false)};
    world.route.match.models = row.takes;
    world.route.targets[0].model = row.first;
    world.route.targets[1].model = row.other;
    const auto card = world.of().stations.at(1).targets.at(0);
    CHECK(card.note.toStdString() == row.note);
    CHECK(card.isLess == row.isLess);
}

TEST_CASE("shows the target that can serve requests")
{
    PictureWorld world;
    struct Row {
        const char* name;
        std::function<void(PictureWorld&)> happen;
        const char* word;
        std::size_t serving;
        const char* status;
    };
    const auto row = GENERATE(values<Row>({
        {"it is in cooldown", [](PictureWorld& w) { w.rest("deepseek", FailureClass::RateLimited); }, "cooling down 42 s", 1, "warn"},
        {"its key is rejected", [](PictureWorld& w) { w.rest("deepseek", FailureClass::KeyRejected); }, "key rejected", 1, "warn"},
        {"its key is missing", [](PictureWorld& w) { w.gateway.setKeyHealth("deepseek", KeyHealth::Missing); }, "Key missing", 1, "warn"},
        {"it is not configured", [](PictureWorld& w) { w.route.targets[0].provider = "gone"; }, "unknown provider", 1, "warn"},
        {"a test did not reach it", [](PictureWorld& w) { w.providers.setProbed("deepseek", unreachedProbe()); }, "Unreachable", 1, "warn"},
        {"a test did not reach the only one", [](PictureWorld& w) { w.route.targets.resize(1); w.providers.setProbed("deepseek", unreachedProbe()); }, "Unreachable", 1, "error"},
        {"the route is disabled", [](PictureWorld& w) { w.route.enabled = false; }, "No requests yet", 2, "idle"},
        {"no target can", [](PictureWorld& w) { for (auto& target : w.route.targets) target.provider = "gone"; }, "unknown provider", 2, "error"},
    }));
    CAPTURE(row.name);
    row.happen(world);
    const RoutePicture picture = world.of();
    CHECK(picture.stations[0].targets[0].state.word.toStdString() == row.word);
    CHECK(picture.serving == row.serving);
    CHECK(world.status() == row.status);
    // The line and the state are one judgement: what is drawn as in use is what the list says serves.
    const auto state = world.pictures.state(world.route);
    CHECK(picture.isDisabled == !world.route.enabled);
    CHECK(picture.isServed() == !state.provider.empty());
    for (const auto& station : picture.stations)
        for (const auto& card : station.targets)
            if (card.isServing) CHECK(world.route.targets[card.target].provider == state.provider);
}

TEST_CASE("a target is used again after its cooldown")
{
    using namespace std::chrono_literals;
    PictureWorld world;
    world.rest("deepseek", FailureClass::RateLimited);
    CHECK(world.pictures.nextEnd() == world.clock.wallNow() + 42s);
    const bool isChecked = GENERATE(false, true); // by requests of Signalbox itself
    world.gateway.m_settings.providers[1].keyFailover.mode = isChecked ? "active" : "passive";
    world.clock.advance(42s);
    CHECK(world.of().serving == (isChecked ? 1U : 0U));
    CHECK(world.of().isResting == isChecked);
    CHECK(world.status() == (isChecked ? "warn" : "ok"));
    CHECK_FALSE(world.pictures.nextEnd());
}

TEST_CASE("shows the target that last answered as serving")
{
    PictureWorld world;
    ui::models::ServingModel serving([](const std::string& id) { return QString::fromStdString(id); });
    serving.setRoutes({world.route});
    serving.setProviders(world.gateway.providers());
    world.pictures.setServing(&serving);
    CHECK(world.status() == "unknown"); // green requires an observed answer
    serving.addRecord(fallbackRecord(world.clock.wallNow()), world.clock.now());
    CHECK(world.status() == "warn");
    CHECK(world.of().serving == 1);
    CHECK(world.of().stations[1].targets[0].isServing);
    CHECK_FALSE(world.of().stations[0].targets[0].isServing);
    SECTION("until another target answers")
    {
        serving.addRecord(directRecord(world.clock.wallNow()), world.clock.now());
        CHECK(world.status() == "ok");
        CHECK(world.of().serving == 0);
    }
    SECTION("as long as it can")
    {
        world.rest("qwen", FailureClass::RateLimited);
        CHECK(world.of().serving == 0);
    }
}

TEST_CASE("the route list and the serving model agree")
{
    PictureWorld world;
    world.route.targets.resize(1);
    world.gateway.m_settings.routes = {world.route};
    ui::models::ServingModel serving([](const std::string& id) { return QString::fromStdString(id); });
    serving.setRoutes({world.route});
    serving.setProviders(world.gateway.providers());
    world.pictures.setServing(&serving);
    const ui::models::ServingJudge judge(serving, world.gateway, world.clock);
    const auto cell = [&](int role) { return serving.index(0, ui::models::ServingModel::ServedBy).data(role).toString().toStdString(); };
    const auto areSame = [&] { return cell(ui::models::StatusRole) == world.status(); };
    CHECK(cell(ui::models::StatusRole) == "unknown");
    CHECK(areSame());
    auto record = directRecord(world.clock.wallNow());
    record.route = world.route.id;
    record.provider.clear();
    record.outcome = gateway::usage::Outcome::Failed;
    record.attempts.assign(1, {});
    record.attempts.front().provider = "deepseek";
    record.attempts.front().failure = FailureClass::Unreachable;
    serving.addRecord(record, world.clock.now());
    world.gateway.finish(record);
    CHECK(cell(ui::models::StatusRole) == "error");
    CHECK(areSame());
    CHECK(cell(Qt::DisplayRole) == "none");
    CHECK(cell(ui::models::SecondLineRole) == "DeepSeek: Unreachable");
    CHECK(world.pictures.state(world.route).word == QStringLiteral("DeepSeek: Unreachable"));
    auto answered = directRecord(world.clock.wallNow());
    answered.route = world.route.id;
    serving.addRecord(answered, world.clock.now());
    world.gateway.finish(answered);
    CHECK(cell(ui::models::StatusRole) == "ok");
    CHECK(areSame());
    CHECK(cell(ui::models::SecondLineRole) == "first choice");
    world.rest("deepseek", FailureClass::RateLimited);
    CHECK(areSame());
    CHECK_THAT(cell(ui::models::SecondLineRole), Catch::StartsWith("DeepSeek: cooling down 42 s"));
}

TEST_CASE("asks a past request again with its expected cost")
{
    PictureWorld world;
    auto record = directRecord(world.clock.wallNow());
    record.tokens.input = gateway::Tokens{1000000};
    record.tokens.output = gateway::Tokens{500000};
    CHECK_FALSE(PastQuestion::isKept(record));
    auto question = PastQuestion::question(record);
    CHECK(question.body.size() > 1000000);
    CHECK_THAT(question.body, Catch::StartsWith("{\"model\":\"deepseek-chat\""));
    gateway::usage::Content content;
    content.request = "{\"model\": \"deepseek-chat\", \"messages\": []}";
    record.dialect = "openai-chat";
    record.content = std::make_shared<const gateway::usage::Content>(content);
    CHECK(PastQuestion::question(record).body == content.request);

    world.gateway.m_settings.routes = {world.route};
    auto explanation = explainedRequest(world.clock.wallNow());
    explanation.model = "deepseek-chat";
    explanation.routes.front().id = world.route.id;
    const auto cost = [&](const gateway::usage::ExchangeRecord* past) {
        return PastQuestion::cost(explanation, past, 4000000, world.gateway.settings(), world.gateway.catalog());
    };
    REQUIRE(cost(&record).lines.size() == 1);
    CHECK(cost(&record).lines.front().text == QStringLiteral("$1.00 instead of $0.49"));
    CHECK(cost(nullptr).lines.front().text == QStringLiteral("$0.40 instead of $0.28"));
    explanation.attempts.front().place->inputPrice = -1;
    CHECK(cost(&record).lines.empty());
}

TEST_CASE("says in one sentence who can use a route")
{
    struct Row {
        std::vector<std::string> selected; ///< match.consumers
        std::vector<std::string> allowed;  ///< consumers
        const char* english;
        const char* chinese;
    };
    const auto row = GENERATE(values<Row>({
        {{}, {}, "all consumers", "所有调用方"},
        {{"ide"}, {}, "only ide; others skip this route", "仅限：ide；其他调用方跳过此路由"},
        {{"anonymous"}, {}, "only callers without a key; others skip this route", "仅限：没有密钥的调用方；其他调用方跳过此路由"},
        {{}, {"ide", "ci"}, "only ide, ci; others are rejected", "仅限：ide、ci；其他调用方会被拒绝"},
        {{"ide"}, {"ide", "ci"}, "only ide; others skip this route", "仅限：ide；其他调用方跳过此路由"},
        {{"ide", "ci"}, {"ide"}, "only ide; requests of ci are rejected, others skip this route", "仅限：ide；ci 的请求会被拒绝，其他调用方跳过此路由"},
        {{"ci"}, {"ide"}, "nobody: the route applies to ci, but allows only ide", "无：此路由适用于 ci，但只允许 ide 使用"},
    }));
    CAPTURE(row.english);
    PictureWorld world;
    world.route.match.consumers = row.selected;
    world.route.consumers = row.allowed;
    CHECK(world.pictures.of(world.route).facts.back().value.toStdString() == row.english);
    const Language language("zh_CN");
    CHECK(world.pictures.of(world.route).facts.back().value.toStdString() == row.chinese);
}
