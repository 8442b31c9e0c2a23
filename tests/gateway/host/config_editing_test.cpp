#include "gateway/host/config_editing.h"

#include "gateway/clients/given_keys.h"
#include "gateway/config/history/config_history.h"
#include "gateway/host/backups.h"
#include "gateway/host/gateway_host.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>
#include <functional>
#include <optional>

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMost_ms = 10000;
/// Own layout and unknown fields.
constexpr char kMine[] = "{\"version\": 1,\n   \"x_mine\": [1,  2],\n\n \"ui\": {\"theme\": \"light\", \"x_note\": \"mine\"}}\n";

/// A gateway with its own file that listens only on free ports.
struct EditedGateway {
    QTemporaryDir folder;
    QString file = folder.filePath(u"config.json"_s);
    std::unique_ptr<GatewayHost> host;

    explicit EditedGateway(const char* text = kMine)
    {
        put(text);
        HostOptions options;
        options.configFile = file;
        options.configGiven = true;
        options.startWithBadFile = true;
        options.dataDir = folder.filePath(u"data"_s);
        options.httpPort = 0;
        options.httpsPort = std::optional<int>();
        host = std::make_unique<GatewayHost>(options);
        host->start();
        REQUIRE(QTest::qWaitFor([&] { return host->status().state == State::Running; }, kMost_ms));
    }

    ConfigEditing& editing() const { return host->editing(); }
    void put(const char* text) const
    {
        QFile target(file);
        REQUIRE(target.open(QIODevice::WriteOnly | QIODevice::Truncate));
        target.write(text);
    }
    std::string content() const { return config::readConfigFile(file)->value_or("(none)"); }

    template <class Call> Result<void> wait(Call call) const
    {
        std::optional<Result<void>> done;
        call([&](const Result<void>& result) { done = result; });
        REQUIRE(QTest::qWaitFor([&] { return done.has_value(); }, kMost_ms));
        return *done;
    }
    Result<void> setTheme(const char* theme) const
    {
        auto next = host->settings();
        next.ui.theme = theme;
        return wait([&](ConfigEditing::Done done) { host->change(next, std::move(done)); });
    }
    Result<void> undo() const
    {
        return wait([&](ConfigEditing::Done done) { editing().undo(std::move(done)); });
    }
    Result<void> redo() const
    {
        return wait([&](ConfigEditing::Done done) { editing().redo(std::move(done)); });
    }
    Result<void> replace(const std::string& text, const std::string& base) const
    {
        return wait([&](ConfigEditing::Done done) { editing().replaceText(text, base, std::move(done)); });
    }
    config::ConfigHistory history() const { return config::ConfigHistory(config::ConfigHistory::folderIn(folder.filePath(u"data"_s))); }
    std::vector<config::Version> versions() const
    {
        std::optional<Result<std::vector<config::Version>>> list;
        editing().listVersions([&](Result<std::vector<config::Version>> found) { list = std::move(found); });
        REQUIRE(QTest::qWaitFor([&] { return list.has_value(); }, kMost_ms));
        REQUIRE(*list);
        return **list;
    }
};

} // namespace

TEST_CASE("undo restores the file byte for byte and redo repeats the change")
{
    const EditedGateway gateway;
    CHECK_FALSE(gateway.editing().undoable());
    CHECK_FALSE(gateway.undo());
    QSignalSpy moved(&gateway.editing(), &ConfigEditing::moved);
    REQUIRE(gateway.setTheme("dark"));
    REQUIRE(gateway.setTheme("system"));
    const std::string last = gateway.content();
    REQUIRE(gateway.editing().undoable());
    CHECK(toText(*gateway.editing().undoable()) == "~ ui.theme");
    CHECK(moved.size() == 2);
    REQUIRE(gateway.undo());
    CHECK(gateway.host->settings().ui.theme == "dark");
    REQUIRE(gateway.undo());
    CHECK(gateway.content() == kMine);
    CHECK(gateway.host->settings().ui.theme == "light");
    CHECK_FALSE(gateway.editing().undoable());
    REQUIRE(gateway.redo());
    REQUIRE(gateway.redo());
    CHECK(gateway.content() == last);
    CHECK_FALSE(gateway.editing().redoable());
    REQUIRE(gateway.undo());
    REQUIRE(gateway.setTheme("light")); // a new change discards what was undone
    CHECK_FALSE(gateway.editing().redoable());
}

TEST_CASE("waits for the changes that are still being written")
{
    const EditedGateway gateway;
    std::vector<std::string> order;
    gateway.editing().afterChanges([&] { order.emplace_back("nothing to wait for"); });
    CHECK(order.size() == 1);
    auto next = gateway.host->settings();
    next.ui.theme = "dark";
    gateway.host->change(next, [&](const Result<void>&) { order.emplace_back("changed"); });
    gateway.editing().afterChanges([&] {
        order.emplace_back("after the change");
        CHECK(gateway.editing().undoable());
    });
    CHECK_FALSE(gateway.editing().undoable());
    REQUIRE(gateway.undo()); // begun right after the change, and takes back that one
    CHECK(order == std::vector<std::string>{"nothing to wait for", "changed", "after the change"});
    CHECK(gateway.content() == kMine);
}

TEST_CASE("a change begun when another is done is written once")
{
    const EditedGateway gateway;
    QSignalSpy moved(&gateway.editing(), &ConfigEditing::moved);
    auto next = gateway.host->settings();
    next.ui.theme = "dark";
    std::optional<Result<void>> last;
    gateway.host->change(next, [&](const Result<void>& first) {
        REQUIRE(first);
        next.ui.theme = "system";
        gateway.host->change(next, [&](const Result<void>& second) { last = second; });
    });
    REQUIRE(QTest::qWaitFor([&] { return last.has_value(); }, kMost_ms));
    REQUIRE(*last);
    REQUIRE(gateway.setTheme("dark"));
    CHECK(moved.size() == 3);
    REQUIRE(gateway.undo());
    CHECK(gateway.host->settings().ui.theme == "system");
}

TEST_CASE("keeps a revoked key revoked through undo and restored versions")
{
    const EditedGateway gateway;
    const auto change = [&](const std::function<void(config::Settings&)>& edit) {
        auto next = gateway.host->settings();
        edit(next);
        REQUIRE(gateway.wait([&](ConfigEditing::Done done) { gateway.host->change(next, std::move(done)); }));
    };
    const auto isAccepted = [&] { return !gateway.host->settings().consumers.empty() && gateway.host->settings().consumers.front().keys.front().enabled; };
    change([](config::Settings& next) {
        config::ConsumerSettings made;
        made.name = "ide";
        config::ConsumerKey key;
        key.sha256 = std::string(64, 'a');
        made.keys = {key};
        next.consumers.push_back(made);
    });
    CHECK(gateway.editing().keysTakenByUndo() == std::vector<std::string>{std::string(64, 'a')});
    change([](config::Settings& next) {
        next.consumers.front().keys.front().enabled = false;
        next.ui.theme = "dark";
    });
    CHECK(gateway.editing().keysTakenByUndo().empty());
    std::vector<std::string> told;
    QObject context;
    QObject::connect(&gateway.editing(), &ConfigEditing::stayedRevoked, &context, [&](const std::vector<std::string>& consumers) { told = consumers; });
    REQUIRE(gateway.undo());
    CHECK(gateway.host->settings().ui.theme == "light"); // everything else is undone
    CHECK_FALSE(isAccepted());
    CHECK(told == std::vector<std::string>{"ide"});
    SECTION("undoing back to the first version")
    {
        REQUIRE(gateway.undo());
        CHECK(gateway.content() == kMine);
        told.clear();
        REQUIRE(gateway.redo());
        CHECK_FALSE(isAccepted());
        CHECK(told == std::vector<std::string>{"ide"});
    }
    SECTION("restoring an old version, with a warning beforehand")
    {
        const auto list = gateway.versions();
        int accepted = 0;
        for (const config::Version& each : list) {
            const auto text = gateway.history().read(each.number);
            REQUIRE(text);
            std::vector<config::Issue> issues;
            const auto document = config::Document::parse(*text, issues);
            REQUIRE(document);
            if (clients::acceptedKeys(document->settings()).empty())
                continue;
            ++accepted;
            std::optional<Result<ConfigEditing::Restorable>> shown;
            gateway.editing().readRestorable(each.number, [&](Result<ConfigEditing::Restorable> found) { shown = std::move(found); });
            REQUIRE(QTest::qWaitFor([&] { return shown.has_value(); }, kMost_ms));
            REQUIRE(*shown);
            CHECK((*shown)->stillRevoked == 1);
            told.clear();
            REQUIRE(gateway.wait([&](ConfigEditing::Done done) { gateway.editing().restoreVersion(each.number, std::move(done)); }));
            CHECK(gateway.content() == (*shown)->text);
            CHECK_FALSE(isAccepted());
            CHECK(told == std::vector<std::string>{"ide"});
        }
        CHECK(accepted > 0);
    }
    SECTION("unless it was explicitly accepted again")
    {
        change([](config::Settings& next) { next.consumers.front().keys.front().enabled = true; });
        change([](config::Settings& next) { next.ui.theme = "dark"; });
        told.clear();
        REQUIRE(gateway.undo());
        CHECK(isAccepted());
        CHECK(told.empty());
    }
}

TEST_CASE("keeps an unsaved draft readable by its owner only and stores no key in it")
{
    const EditedGateway gateway;
    const QString file = gateway.folder.filePath(u"data/config-draft.json"_s);
    const auto draft = [&] {
        std::optional<std::optional<std::string>> read;
        gateway.editing().readDraft([&](std::optional<std::string> found) { read = std::move(found); });
        REQUIRE(QTest::qWaitFor([&] { return read.has_value(); }, kMost_ms));
        return *read;
    };
    CHECK_FALSE(draft());
    REQUIRE(gateway.editing().keepDraft("{\"version\": 1,"));
    CHECK(draft() == "{\"version\": 1,");
    CHECK((QFile::permissions(file) & ~(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser)) == QFileDevice::Permissions());
    SECTION("until a draft with a key replaces it")
    {
        const auto kept = gateway.editing().keepDraft("{\"keys\": [{\"secret\": \"sk-proj-0123456789abcdef\"}]}");
        REQUIRE_FALSE(kept);
        CHECK(kept.error().text().find("sk-proj") == std::string::npos);
    }
    SECTION("until it is discarded") { gateway.editing().dropDraft(); }
    CHECK_FALSE(draft());
    CHECK_FALSE(QFile::exists(file));
}

TEST_CASE("undo does not revert changes made outside")
{
    const EditedGateway gateway;
    REQUIRE(gateway.setTheme("dark"));
    gateway.put("{\"version\": 1, \"ui\": {\"theme\": \"system\"}}\n");
    gateway.host->reload();
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->settings().ui.theme == "system"; }, kMost_ms));
    CHECK_FALSE(gateway.editing().undoable());
    CHECK_FALSE(gateway.undo());
    CHECK(gateway.host->settings().ui.theme == "system");
}

TEST_CASE("keeps every version that was in force with its author")
{
    const EditedGateway gateway;
    REQUIRE(gateway.setTheme("dark"));
    gateway.put("{\"version\": 1}\n");
    gateway.host->reload();
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->settings().ui.theme == "system"; }, kMost_ms));
    gateway.put("{\"version\": 1, broken");
    gateway.host->reload();
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->status().configInvalid; }, kMost_ms));
    CHECK_FALSE(gateway.host->status().configIsDemo);
    const auto list = gateway.versions();
    REQUIRE(list.size() == 3); // an invalid version was never in force
    CHECK(list[0].author == config::Author::File);
    CHECK(list[1].author == config::Author::Window);
    CHECK_THAT(toText(list[1].changes), Catch::Contains("~ ui.theme"));
    CHECK(list[2].isFirst);

    REQUIRE(gateway.wait([&](ConfigEditing::Done done) { gateway.editing().restoreVersion(list[2].number, std::move(done)); }));
    CHECK(gateway.content() == kMine);
    CHECK_FALSE(gateway.host->status().configInvalid);
    CHECK(gateway.host->settings().ui.theme == "light");
    CHECK(gateway.editing().undoable());
    CHECK(gateway.versions().size() == 4);
    CHECK_FALSE(gateway.wait([&](ConfigEditing::Done done) { gateway.editing().restoreVersion(77, std::move(done)); }));
}

TEST_CASE("replaces the text verbatim if it is valid and the file is unchanged since it was read")
{
    const EditedGateway gateway;
    const std::string next = "{\"version\": 1, \"ui\": {\"theme\":\n\"dark\"}}";
    const auto stale = gateway.replace(next, "something else");
    REQUIRE_FALSE(stale);
    CHECK(stale.error().kind == ErrorKind::Io);
    CHECK(toText(gateway.editing().refusals().front().message) == stale.error().text());
    const auto wrong = gateway.replace("{\"version\": 1, \"ui\": {\"theme\": \"pink\"}}", kMine);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().param == "ui.theme");
    CHECK(gateway.editing().refusals().front().path == "ui.theme");
    CHECK_FALSE(gateway.editing().refusals().front().message.pattern.empty()); // translatable
    CHECK(gateway.content() == kMine);
    const auto twice = gateway.replace(R"({"version": 1, "ui": {"theme": "pink"}, "routes": [{"id": "r", "targets": [{"provider": "nobody"}]}], "listen": {"http_port": 70000}})", kMine);
    REQUIRE_FALSE(twice);
    std::set<std::string> paths; // each is shown beside its field
    for (const auto& issue : gateway.editing().refusals()) paths.insert(issue.path);
    CHECK(paths.contains("ui.theme"));
    CHECK(paths.contains("listen.http_port"));
    CHECK(sentenceOf(gateway.editing().refusals().front()) == twice.error().text());
    const auto unknown = gateway.editing().check(R"({"version": 1, "providers": [{"id": "a", "type": "no-such"}]})");
    const bool isTold = std::any_of(unknown.begin(), unknown.end(), [](const auto& issue) { return issue.path == "providers[0].type"; });
    CHECK(isTold); // only the catalog knows that
    const auto all = gateway.editing().check(R"({"version": 1, "ui": {"theme": "pink"}, "providers": [{"id": "a", "type": "no-such"}, {"id": "b", "type": 5}],
        "routes": [{"id": "r", "targets": [{"provider": "a"}, {"provider": "b"}, {"provider": "c"}]}]})");
    std::set<std::string> places; // of all validation stages at once
    for (const auto& issue : all) places.insert(issue.path);
    CHECK(places == std::set<std::string>{"ui.theme", "providers[0].type", "providers[1].type", "routes[0].targets[2].provider"});

    REQUIRE(gateway.replace(next, kMine));
    CHECK(gateway.content() == next);
    CHECK(gateway.host->settings().ui.theme == "dark");
    REQUIRE(gateway.undo());
    CHECK(gateway.content() == kMine);
}

TEST_CASE("dropped fields leave the file and undo restores them byte for byte")
{
    const EditedGateway gateway;
    const auto drop = [&](std::vector<std::string> paths) {
        return gateway.wait([&](ConfigEditing::Done done) { gateway.editing().dropFields(std::move(paths), std::move(done)); });
    };
    REQUIRE(drop({"listen.http_port", "x_no_such[3].field"}));
    CHECK(gateway.content() == kMine); // the file does not contain them and keeps its layout
    CHECK_FALSE(gateway.editing().undoable());
    REQUIRE(drop({"ui.theme", "ui.language"}));
    CHECK(gateway.content().find("theme") == std::string::npos);
    CHECK(gateway.content().find("x_note") != std::string::npos);
    CHECK(gateway.host->settings().ui.theme == config::UiSettings().theme);
    REQUIRE(gateway.undo());
    CHECK(gateway.content() == kMine);
    CHECK(gateway.host->settings().ui.theme == "light");
}

TEST_CASE("repairs an invalid file through the text editor")
{
    const EditedGateway gateway("{\"version\": 1, broken");
    CHECK(gateway.host->status().configInvalid);
    CHECK(gateway.host->status().configIsDemo);
    std::optional<config::FileText> text;
    gateway.editing().readText([&](config::FileText found) { text = std::move(found); });
    REQUIRE(QTest::qWaitFor([&] { return text.has_value(); }, kMost_ms));
    CHECK(***text == "{\"version\": 1, broken");
    CHECK_THAT(gateway.editing().textInForce(), Catch::Contains("demo"));
    REQUIRE(gateway.replace(kMine, "{\"version\": 1, broken"));
    CHECK(gateway.editing().textInForce() == kMine);
    CHECK_FALSE(gateway.host->status().configInvalid);
    CHECK_FALSE(gateway.host->status().configIsDemo);
    CHECK(gateway.host->settings().ui.theme == "light");
}

TEST_CASE("clears the problem of an invalid file at start once it was repaired outside")
{
    const EditedGateway gateway("{\"version\": 1, broken");
    REQUIRE(gateway.host->status().problem);
    gateway.put(kMine);
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->settings().ui.theme == "light"; }, kMost_ms));
    CHECK_FALSE(gateway.host->status().configInvalid);
    CHECK_FALSE(gateway.host->status().problem);
}

TEST_CASE("reads the known part of a newer configuration version and never writes it")
{
    constexpr const char* kLater = "{\"version\": 7, \"ui\": {\"theme\": \"dark\", \"hologram\": true}, \"warp\": {\"factor\": 9}}\n";
    const EditedGateway gateway(kMine);
    REQUIRE(gateway.setTheme("system")); // creates an older version
    const std::string older = gateway.content();
    QSignalSpy changed(gateway.host.get(), &GatewayHost::statusChanged);
    gateway.put(kLater);
    REQUIRE(QTest::qWaitFor([&] { return gateway.host->status().configNewer; }, kMost_ms));
    CHECK_FALSE(gateway.host->status().configInvalid);
    CHECK(gateway.host->settings().ui.theme == "dark");
    const auto refused = gateway.setTheme("light");
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text(), Catch::Contains("newer version"));
    CHECK(sentenceOf(gateway.editing().refusals().front()) == refused.error().text());
    CHECK_FALSE(gateway.replace(kMine, kLater));
    CHECK_FALSE(gateway.undo());
    CHECK(gateway.content() == kLater);

    const auto versions = gateway.versions();
    const auto kept = std::ranges::find_if(versions, [](const config::Version& each) { return each.author == config::Author::Window; });
    REQUIRE(kept != versions.end());
    REQUIRE(gateway.wait([&](ConfigEditing::Done done) { gateway.editing().restoreVersion(kept->number, std::move(done)); }));
    CHECK(gateway.content() == older);
    CHECK_FALSE(gateway.host->status().configNewer);
    REQUIRE(gateway.setTheme("light"));
    // The newer program can restore what it wrote.
    bool isKept = false;
    for (const config::Version& each : gateway.versions()) {
        isKept = isKept || gateway.history().read(each.number) == kLater;
    }
    CHECK(isKept);
}

TEST_CASE("runs the demo when a newer configuration version cannot be understood and does not write it")
{
    constexpr const char* kLater = "{\"version\": 7, \"providers\": {\"now\": \"an object\"}}\n";
    const EditedGateway gateway(kLater);
    CHECK(gateway.host->status().configNewer);
    CHECK(gateway.host->status().configInvalid);
    CHECK_FALSE(gateway.setTheme("light"));
    CHECK_FALSE(gateway.replace(kMine, kLater));
    CHECK(gateway.content() == kLater);
}

TEST_CASE("restores a backup of one gateway into another running gateway")
{
    const EditedGateway first;
    REQUIRE(first.setTheme("dark"));
    Backups::Order order;
    order.file = first.folder.filePath(u"all"_s);
    std::optional<Result<Backups::Outcome>> written;
    first.host->backups().write(order, [&](Result<Backups::Outcome> outcome) { written = std::move(outcome); });
    REQUIRE(QTest::qWaitFor([&] { return written.has_value(); }, kMost_ms));
    REQUIRE(*written);
    CHECK((*written)->summary.versions == 2);

    const EditedGateway second("{\"version\": 1}\n");
    CHECK_FALSE(second.wait([&](Backups::Done done) { second.host->backups().putBack(false, std::move(done)); })); // no backup is open
    std::optional<Result<BackupContents>> opened;
    second.host->backups().open(order.file, std::nullopt, [&](Result<BackupContents> contents) { opened = std::move(contents); });
    REQUIRE(QTest::qWaitFor([&] { return opened.has_value(); }, kMost_ms));
    REQUIRE(*opened);
    CHECK((*opened)->versions == 2);
    CHECK_FALSE((*opened)->changes.empty());
    CHECK((*opened)->issues.empty() == false); // reports unknown fields
    REQUIRE(second.wait([&](Backups::Done done) { second.host->backups().putBack(false, std::move(done)); }));
    CHECK(second.content() == first.content());
    CHECK(second.host->settings().ui.theme == "dark");
    CHECK(second.versions().size() == 4);
    REQUIRE(second.undo());
    CHECK(second.content() == "{\"version\": 1}\n");
}

namespace {

constexpr const char* kWithConsumer = R"({"version": 1, "ui": {"theme": "light"}, "consumers": [{"name": "ide", "keys": [{"sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]}]})";

Result<Backups::Outcome> write(const EditedGateway& gateway, const Backups::Order& order)
{
    std::optional<Result<Backups::Outcome>> written;
    gateway.host->backups().write(order, [&](Result<Backups::Outcome> outcome) { written = std::move(outcome); });
    REQUIRE(QTest::qWaitFor([&] { return written.has_value(); }, kMost_ms));
    return *written;
}

BackupContents open(const EditedGateway& gateway, const QString& file)
{
    std::optional<Result<BackupContents>> opened;
    gateway.host->backups().open(file, std::nullopt, [&](Result<BackupContents> contents) { opened = std::move(contents); });
    REQUIRE(QTest::qWaitFor([&] { return opened.has_value(); }, kMost_ms));
    REQUIRE(*opened);
    return **opened;
}

std::int64_t exchangesOf(const EditedGateway& gateway)
{
    std::optional<Result<usage::Totals>> totals;
    QObject context;
    gateway.host->ledger()->totals({}, WallTime(std::chrono::hours(24 * 365 * 100)), &context, [&](Result<usage::Totals> found) { totals = std::move(found); });
    REQUIRE(QTest::qWaitFor([&] { return totals.has_value(); }, kMost_ms));
    REQUIRE(*totals);
    return (*totals)->exchanges;
}

void record(const EditedGateway& gateway, int count)
{
    usage::RecordBatch batch;
    for (int i = 0; i < count; ++i) {
        auto exchange = std::make_shared<usage::ExchangeRecord>();
        exchange->id = std::to_string(i);
        exchange->startedAt = WallTime(std::chrono::seconds(1'793'500'000 + i));
        batch.push_back(exchange);
    }
    gateway.host->ledger()->write(std::move(batch));
    CHECK(exchangesOf(gateway) == count);
}

} // namespace

TEST_CASE("a key revoked since the backup stays revoked after a restore")
{
    const EditedGateway gateway(kWithConsumer);
    Backups::Order order;
    order.file = gateway.folder.filePath(u"all"_s);
    REQUIRE(write(gateway, order));
    auto next = gateway.host->settings();
    next.consumers.front().keys.front().enabled = false;
    next.ui.theme = "dark";
    REQUIRE(gateway.wait([&](ConfigEditing::Done done) { gateway.host->change(next, std::move(done)); }));
    if (GENERATE(false, true)) { // also after the consumer was removed
        next.consumers.clear();
        REQUIRE(gateway.wait([&](ConfigEditing::Done done) { gateway.host->change(next, std::move(done)); }));
    }
    CHECK(open(gateway, order.file).stillRevoked == 1);
    REQUIRE(gateway.wait([&](Backups::Done done) { gateway.host->backups().putBack(false, std::move(done)); }));
    CHECK(gateway.host->settings().ui.theme == "light"); // everything else is restored
    REQUIRE(gateway.host->settings().consumers.size() == 1);
    CHECK_FALSE(gateway.host->settings().consumers.front().keys.front().enabled);
}

TEST_CASE("replaces the ledger of a running gateway with that of a backup on request")
{
    const EditedGateway first;
    record(first, 5);
    Backups::Order order;
    order.file = first.folder.filePath(u"all"_s);
    order.withUsage = true;
    REQUIRE(write(first, order));

    const EditedGateway second;
    record(second, 2);
    const auto kept = [&] { return QDir(second.folder.filePath(u"data"_s)).entryList({u"ledger-before-*.sqlite"_s}); };
    const auto waiting = [&] { return QDir(second.folder.filePath(u"data"_s)).entryList({u"import-*"_s}); };
    CHECK(open(second, order.file).hasUsage);
    CHECK(waiting().size() == 1);
    SECTION("requested")
    {
        QSignalSpy replaced(&second.host->backups(), &Backups::usageReplaced);
        REQUIRE(second.wait([&](Backups::Done done) { second.host->backups().putBack(true, std::move(done)); }));
        CHECK(exchangesOf(second) == 5);
        REQUIRE(kept().size() == 1);
        CHECK(replaced.size() == 1);
        const auto old = usage::readUsage(second.folder.filePath(u"data/"_s + kept().front()), {{}, WallTime(std::chrono::hours(24 * 365 * 100))});
        REQUIRE(old);
        CHECK(old->rows.front().totals.exchanges == 2);
    }
    SECTION("not requested")
    {
        REQUIRE(second.wait([&](Backups::Done done) { second.host->backups().putBack(false, std::move(done)); }));
        CHECK(exchangesOf(second) == 2);
        CHECK(kept().isEmpty());
    }
    SECTION("restore abandoned")
    {
        second.host->backups().forget();
        CHECK(exchangesOf(second) == 2);
    }
    CHECK(waiting().isEmpty());
}

TEST_CASE("reports keys that could not be read and are missing from a backup")
{
    const EditedGateway gateway(R"({"version": 1, "providers": [{"id": "a", "type": "deepseek",
        "keys": [{"name": "main", "secret": "keychain:signalbox-test/no-such-key"}, {"name": "spare", "secret": "env:NO_SUCH_VARIABLE"}]}]})");
    Backups::Order order;
    order.file = gateway.folder.filePath(u"all"_s);
    order.withSecrets = true;
    order.passphrase = Secret(std::string("correct horse battery"));
    std::optional<Result<Backups::Outcome>> written;
    gateway.host->backups().write(order, [&](Result<Backups::Outcome> outcome) { written = std::move(outcome); });
    REQUIRE(QTest::qWaitFor([&] { return written.has_value(); }, 3 * kMost_ms)); // key derivation takes time
    REQUIRE(*written);
    CHECK((*written)->summary.isSealed);
    CHECK((*written)->summary.secrets == 0);
    CHECK((*written)->unread == std::vector<std::string>{"keychain:signalbox-test/no-such-key"});
}

TEST_CASE("backs up the keys of a vault and restores them into another vault")
{
    constexpr const char* kWithVault = R"({"version": 1, "providers": [{"id": "a", "type": "deepseek", "keys": [{"name": "main", "secret": "vault:a/main"}]}]})";
    const Secret seal(std::string("correct horse battery"));
    const auto isReady = [](const EditedGateway& gateway) {
        const auto& providers = gateway.host->providers();
        return !providers.empty() && !providers.front().keys.empty() && providers.front().keys.front().health == KeyHealth::Ready;
    };
    const EditedGateway first(kWithVault);
    REQUIRE(first.wait([&](ConfigEditing::Done done) { first.host->openVault(Secret(std::string("of the first file")), std::move(done)); }));
    REQUIRE(first.wait([&](ConfigEditing::Done done) {
        first.host->storeSecret(*SecretReference::parse("vault:a/main"), Secret(std::string("sk-of-the-first-file")), std::move(done));
    }));
    REQUIRE(QTest::qWaitFor([&] { return isReady(first); }, kMost_ms));
    Backups::Order order;
    order.file = first.folder.filePath(u"all"_s);
    order.withSecrets = true;
    order.passphrase = seal;
    std::optional<Result<Backups::Outcome>> written;
    first.host->backups().write(order, [&](Result<Backups::Outcome> outcome) { written = std::move(outcome); });
    REQUIRE(QTest::qWaitFor([&] { return written.has_value(); }, 3 * kMost_ms));
    REQUIRE(*written);
    CHECK((*written)->summary.secrets == 1);
    CHECK((*written)->unread.empty());

    const EditedGateway second("{\"version\": 1}\n");
    const auto open = [&] {
        std::optional<Result<BackupContents>> opened;
        second.host->backups().open(order.file, seal, [&](Result<BackupContents> contents) { opened = std::move(contents); });
        REQUIRE(QTest::qWaitFor([&] { return opened.has_value(); }, 3 * kMost_ms));
        REQUIRE(*opened);
        return **opened;
    };
    CHECK(open().secrets == std::vector<std::string>{"vault:a/main"});
    CHECK_FALSE(second.wait([&](Backups::Done done) { second.host->backups().putBack(false, std::move(done)); })); // no vault yet
    CHECK(second.content() == "{\"version\": 1}\n");
    REQUIRE(second.wait([&](ConfigEditing::Done done) { second.host->openVault(Secret(std::string("of the second file")), std::move(done)); }));
    open();
    REQUIRE(second.wait([&](Backups::Done done) { second.host->backups().putBack(false, std::move(done)); }));
    CHECK(QTest::qWaitFor([&] { return isReady(second); }, kMost_ms));
}
