#include "gateway/host/clients/client_setup_service.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cstdio>
#include <utility>

using namespace gateway;
using namespace gateway::host;

namespace {

constexpr auto kBase = "http://127.0.0.1:8080";

/// A service with its own storage thread, home folder and settings.
class Desk {
public:
    Desk()
    {
        m_work.moveToThread(&m_storage);
        m_storage.start();
        clients::Surroundings surroundings;
        surroundings.home = m_folder.filePath(QStringLiteral("home"));
        surroundings.dataDir = m_folder.filePath(QStringLiteral("data"));
        surroundings.system = clients::System::Linux;
        service = std::make_unique<ClientSetupService>(
            surroundings, m_work, [this]() -> const config::Settings& { return settings; },
            [this](const config::Settings& next, const std::function<void(Result<void>)>& done) {
                QMetaObject::invokeMethod(service.get(), [this, next, done] {
                    ++versions;
                    if (refusal.empty())
                        settings = next;
                    done(refusal.empty() ? Result<void>() : failure(ErrorKind::ConfigInvalid, gateway::asIs(refusal)));
                }, Qt::QueuedConnection);
            });
        QObject::connect(service.get(), &ClientSetupService::changed, service.get(), [this] { ++changes; });
        QObject::connect(service.get(), &ClientSetupService::filesChanged, service.get(), [this] { ++fileChanges; });
    }
    ~Desk()
    {
        m_storage.quit();
        m_storage.wait();
    }

    template <class T, class Ask> Result<T> answerOf(Ask ask)
    {
        std::optional<Result<T>> answer;
        ask([&answer](Result<T> given) { answer = std::move(given); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20000))
            FAIL("no answer came");
        return std::move(*answer);
    }
    Result<clients::SetupPlan> plan(const std::string& client)
    {
        return answerOf<clients::SetupPlan>([&](auto done) { service->plan({client, kBase, "qwen-turbo", {}}, std::move(done)); });
    }
    Result<Secret> setUp(const clients::SetupPlan& plan)
    {
        return answerOf<Secret>([&](auto done) { service->setUp(plan, std::move(done)); });
    }
    clients::ClientState state(const std::string& client)
    {
        const auto all = answerOf<std::vector<clients::ClientState>>([&](auto done) {
            service->detect(kBase, [done](std::vector<clients::ClientState> states) { done(std::move(states)); });
        });
        for (const clients::ClientState& each : *all)
            if (each.id == client)
                return each;
        FAIL("no such client");
        return {};
    }
    std::string file() const
    {
        QFile codex(m_folder.filePath(QStringLiteral("home/.codex/config.toml")));
        return codex.open(QIODevice::ReadOnly) ? codex.readAll().toStdString() : std::string();
    }
    void rewrite(const QByteArray& bytes) const
    {
        QFile codex(m_folder.filePath(QStringLiteral("home/.codex/config.toml")));
        QDir().mkpath(QFileInfo(codex).path());
        REQUIRE(codex.open(QIODevice::WriteOnly | QIODevice::Truncate));
        codex.write(bytes);
    }
    void lock() const { REQUIRE(QFile::setPermissions(m_folder.filePath(QStringLiteral("home/.codex/config.toml")), QFileDevice::ReadOwner)); }

    config::Settings settings;
    std::string refusal; ///< of changes of the settings
    /// Whether a file change is reported. When none comes, the wait is longer than the watch delay.
    bool reportsFiles(int within_ms = 10000)
    {
        return QTest::qWaitFor([&] { return std::exchange(fileChanges, 0) > 0; }, within_ms);
    }
    QString path(const char* place) const { return m_folder.filePath(QStringLiteral("home/") + QLatin1String(place)); }

    int changes = 0;
    int fileChanges = 0;
    int versions = 0; ///< number of settings versions requested
    std::unique_ptr<ClientSetupService> service;

private:
    QTemporaryDir m_folder;
    QThread m_storage;
    QObject m_work;
};

} // namespace

TEST_CASE("set-up gives a client a consumer and a key and restoring revokes the key")
{
    Desk desk;
    const auto key = desk.setUp(*desk.plan("codex"));
    REQUIRE(key);
    REQUIRE(desk.settings.consumers.size() == 1);
    CHECK(desk.settings.consumers.front().name == "codex");
    CHECK_THAT(desk.file(), Catch::Contains(key->reveal()));
    CHECK(desk.state("codex").isSetUp);
    CHECK(desk.state("codex").keySha256 == desk.settings.consumers.front().keys.front().sha256);
    CHECK(desk.changes == 1);

    const auto again = desk.plan("codex");
    REQUIRE(again);
    CHECK(again->changesNothing());
    const auto kept = desk.setUp(*again);
    REQUIRE(kept);
    CHECK(kept->empty());
    CHECK(desk.settings.consumers.front().keys.size() == 1);

    const auto back = desk.answerOf<clients::RestorePlan>([&](auto done) { desk.service->planRestore("codex", std::move(done)); });
    REQUIRE(back);
    REQUIRE(desk.answerOf<void>([&](auto done) { desk.service->restore(*back, std::move(done)); }));
    CHECK(desk.file().empty());
    CHECK_FALSE(desk.settings.consumers.front().keys.front().enabled);
    CHECK_FALSE(desk.state("codex").isSetUp);
    CHECK(desk.plan("codex")->needsKey);
}

TEST_CASE("adds the route of a set-up together with its key and removes both together")
{
    Desk desk;
    const auto before = desk.settings.routes;
    auto plan = *desk.plan("codex");
    plan.route = clients::AddedRoute{{}, "p", "m"};
    SECTION("added and removed")
    {
        REQUIRE(desk.setUp(plan));
        CHECK(desk.changes == 1);
        REQUIRE(desk.settings.routes.size() == before.size() + 1);
        CHECK(desk.settings.routes.back().match.consumers == std::vector<std::string>{"codex"});
        const auto back = desk.answerOf<clients::RestorePlan>([&](auto done) { desk.service->planRestore("codex", std::move(done)); });
        REQUIRE(back);
        CHECK(back->route == clients::AddedRoute{"other-models", "p", "m"});
        REQUIRE(desk.answerOf<void>([&](auto done) { desk.service->restore(*back, std::move(done)); }));
        CHECK(desk.settings.routes == before);
        CHECK(desk.changes == 2);
    }
    SECTION("not added when the files cannot be written")
    {
        REQUIRE(desk.setUp(*desk.plan("codex")));
        desk.settings.consumers.front().keys.front().enabled = false;
        plan = *desk.plan("codex");
        plan.route = clients::AddedRoute{{}, "p", "m"};
        desk.lock();
        REQUIRE_FALSE(desk.setUp(plan));
        CHECK(desk.settings.routes == before);
    }
}

TEST_CASE("revokes the key of an earlier set-up once a new set-up is written")
{
    Desk desk;
    REQUIRE(desk.setUp(*desk.plan("cline")));
    REQUIRE(desk.setUp(*desk.plan("cline")));
    const auto& keys = desk.settings.consumers.front().keys;
    REQUIRE(keys.size() == 2);
    CHECK_FALSE(keys.front().enabled);
    CHECK(keys.back().enabled);
}

TEST_CASE("reports a set-up whose key is no longer accepted and issues a new key")
{
    Desk desk;
    REQUIRE(desk.setUp(*desk.plan("codex")));
    CHECK_FALSE(desk.state("codex").isKeyRefused);
    const auto before = desk.settings;
    SECTION("consumer removed, as by an undo") { desk.settings.consumers.clear(); }
    SECTION("key revoked") { desk.settings.consumers.front().keys.front().enabled = false; }
    SECTION("consumer disabled") { desk.settings.consumers.front().enabled = false; }
    CHECK(desk.state("codex").isKeyRefused);
    CHECK_FALSE(desk.state("cline").isKeyRefused); // was never set up
    REQUIRE(desk.setUp(*desk.plan("codex")));
    CHECK_FALSE(desk.state("codex").isKeyRefused);
    CHECK(desk.settings.consumers.back().keys.back().sha256 != before.consumers.front().keys.front().sha256);
    desk.settings.consumers.front().name = "renamed";
    CHECK_FALSE(desk.state("codex").isKeyRefused);
}

TEST_CASE("revokes a new key when the files cannot be written and writes no file without a key")
{
    Desk desk;
    REQUIRE(desk.setUp(*desk.plan("codex")));
    const config::Settings before = desk.settings;
    const std::string file = desk.file();
    desk.settings.consumers.front().keys.front().enabled = false;
    const auto plan = desk.plan("codex");
    REQUIRE(plan);
    CHECK(plan->needsKey);
    desk.refusal = "not now";
    const auto refused = desk.setUp(*plan);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text() == "not now");
    CHECK(desk.file() == file);
    desk.refusal.clear();
    desk.lock();
    const auto failed = desk.setUp(*plan);
    REQUIRE_FALSE(failed);
    CHECK_THAT(failed.error().text(), Catch::Contains("read-only"));
    CHECK(desk.settings.consumers.front().keys.size() == before.consumers.front().keys.size());
    CHECK(desk.file() == file);
}

TEST_CASE("rejects files changed since the plan before touching the settings")
{
    Desk desk;
    const auto plan = desk.plan("codex");
    REQUIRE(plan);
    desk.rewrite("model = \"mine\"\n");
    const auto refused = desk.setUp(*plan);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text(), Catch::Contains("has changed since the change was shown"));
    CHECK(desk.versions == 0);
    CHECK(desk.settings.consumers.empty());
    CHECK(desk.file() == "model = \"mine\"\n");
    REQUIRE(desk.setUp(*desk.plan("codex")));
    CHECK(desk.versions == 1);
}

TEST_CASE("explains why a set-up or restore cannot be planned")
{
    Desk desk;
    CHECK_THAT(desk.plan("cursor").error().text(), Catch::Contains("Not possible on localhost"));
    const auto back = desk.answerOf<clients::RestorePlan>([&](auto done) { desk.service->planRestore("codex", std::move(done)); });
    CHECK_THAT(back.error().text(), Catch::Contains("nothing to restore"));
}

TEST_CASE("reports changes to the files of a watched client that is set up")
{
    constexpr int kMoment_ms = 400; // longer than the watch delay after the last event
    Desk desk;
    REQUIRE(desk.setUp(*desk.plan("codex")));
    desk.service->setWatched(true);
    CHECK(desk.state("codex").drift == clients::Drift::None);
    const QByteArray written = QByteArray::fromStdString(desk.file());
    const auto tellsDrift = [&](clients::Drift drift) { return desk.reportsFiles() && desk.state("codex").drift == drift; };
    SECTION("rewritten in place, twice")
    {
        desk.rewrite("# mine\n" + written);
        CHECK(tellsDrift(clients::Drift::Elsewhere));
        desk.rewrite("# mine\n");
        CHECK(tellsDrift(clients::Drift::Ours));
        desk.rewrite(written);
        CHECK(tellsDrift(clients::Drift::None));
    }
    SECTION("replaced by another file")
    {
        QFile other(desk.path(".codex/config.toml.new"));
        REQUIRE(other.open(QIODevice::WriteOnly));
        other.write("# mine\n");
        other.close();
        REQUIRE(std::rename(qPrintable(other.fileName()), qPrintable(desk.path(".codex/config.toml"))) == 0);
        CHECK(tellsDrift(clients::Drift::Ours));
    }
    SECTION("removed with its folder, then created again")
    {
        REQUIRE(QDir(desk.path(".codex")).removeRecursively());
        CHECK(tellsDrift(clients::Drift::Gone));
        desk.rewrite(written);
        CHECK(tellsDrift(clients::Drift::None));
    }
    SECTION("no report for identical content or a neighbouring file")
    {
        desk.rewrite(written);
        QFile neighbour(desk.path(".codex/history.jsonl"));
        REQUIRE(neighbour.open(QIODevice::WriteOnly));
        CHECK_FALSE(desk.reportsFiles(kMoment_ms));
    }
    SECTION("no report when no longer watched")
    {
        desk.service->setWatched(false);
        (void)desk.state("codex"); // answers arrive in order
        desk.rewrite("# mine\n");
        CHECK_FALSE(desk.reportsFiles(kMoment_ms));
        desk.service->setWatched(true);
        CHECK(desk.state("codex").drift == clients::Drift::Ours); // the next check finds it
        desk.rewrite(written);
        CHECK(tellsDrift(clients::Drift::None));
    }
}

TEST_CASE("starts watching the files of a client at the next check after its set-up")
{
    constexpr int kMoment_ms = 400;
    Desk desk;
    desk.service->setWatched(true);
    (void)desk.state("codex");
    desk.rewrite("# mine\n");
    CHECK_FALSE(desk.reportsFiles(kMoment_ms));
    REQUIRE(desk.setUp(*desk.plan("codex")));
    CHECK(desk.state("codex").isSetUp);
    desk.rewrite("# mine\n");
    CHECK(desk.reportsFiles());
    CHECK(desk.state("codex").drift == clients::Drift::Ours);
}

TEST_CASE("remembers and reports only the first successful request of a set-up")
{
    Desk desk;
    REQUIRE(desk.setUp(*desk.plan("codex")));
    const int before = desk.changes;
    const WallTime now = std::chrono::system_clock::now() + std::chrono::seconds{1};
    desk.service->noteRequests({{"codex", now - std::chrono::hours{1}, "before"}, {"nobody", now, "m"}});
    CHECK_FALSE(desk.state("codex").firstSeenAt.isValid());
    desk.service->noteRequests({{"codex", now, "qwen-max", "503 no_usable_key"}, {"codex", now, "other", "503 no_usable_key"}});
    REQUIRE(QTest::qWaitFor([&] { return desk.changes > before; }, 20000));
    CHECK_FALSE(desk.state("codex").firstSeenAt.isValid());
    CHECK(desk.state("codex").failure == "503 no_usable_key");
    CHECK(desk.state("codex").failedModel == "qwen-max");
    desk.service->noteRequests({{"codex", now, "other", "503 no_usable_key"}});
    CHECK(desk.state("codex").failedModel == "qwen-max"); // unchanged
    CHECK(desk.changes == before + 1);
    desk.service->noteRequests({{"codex", now, "qwen-turbo"}, {"codex", now, "later"}});
    REQUIRE(QTest::qWaitFor([&] { return desk.changes > before + 1; }, 20000));
    CHECK(desk.state("codex").firstSeenAt.isValid());
    CHECK(desk.state("codex").firstModel == "qwen-turbo");
    CHECK(desk.state("codex").failure.empty());
    desk.service->noteRequests({{"codex", now, "later still"}});
    CHECK(desk.state("codex").firstModel == "qwen-turbo");
    CHECK(desk.changes == before + 2);
}
